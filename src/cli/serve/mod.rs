//! `handout serve`: a page in the browser, and HTTP for programs.
//!
//! The page, its words and its scripts are embedded in the program. What a client sends stays in memory, and no path
//! from a client is ever opened: files come with the request, or are those of the article named on the command line.
//! Articles are converted in worker processes, a few at a time, and their outputs are dropped after a while.
//!
//! Start with [`server`], which starts and stops it, then [`routes`], which lists its endpoints. `guard` controls
//! access.

mod access;
mod app;
mod assets;
mod budget;
mod convert;
mod cookies;
mod epub;
mod files;
mod form;
mod guard;
mod headers;
mod job;
mod jobs;
mod messages;
mod openapi;
mod paths;
mod problem;
mod queue;
mod routes;
mod server;
mod settings;
mod sse;
mod store;
mod unpack;
mod wanted;
mod watched;

pub(crate) use server::serve;
