//! Converts articles in worker processes, so that a crash, a hang or a memory bomb affects only one article.
//!
//! [`Workers`] is the supervisor: it starts workers, hands articles to them and replaces those that exit. [`serve`] is
//! the main loop of a worker. A worker opens no file: it asks its supervisor for what the article uses, so it can be
//! confined. They exchange the messages of `protocol`. [`Watchdog`] kills what takes too long or too much memory.
//!
//! Start with [`Workers::convert`].

mod protocol;
mod serve;
mod supervisor;
mod watchdog;

pub use serve::serve;
pub(in crate::batch) use supervisor::Task;
pub use supervisor::{Recipe, Workers};
pub use watchdog::{Limits, Overrun, Watchdog};
