//! `handout serve`, tested over raw sockets.

mod client;
mod guard;
mod jobs;
mod limits;
mod programs;
mod watched;
