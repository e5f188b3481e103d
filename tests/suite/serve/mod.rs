//! `handout serve`, asked by raw sockets.

mod client;
mod guard;
mod jobs;
mod limits;
mod programs;
mod watched;
