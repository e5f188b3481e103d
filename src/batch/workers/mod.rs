//! Converts articles in worker processes, so that a crash, a hang or a memory bomb costs one article.
//!
//! [`Workers`] is the supervisor: it starts workers, hands articles to them and replaces those that end. [`serve`] is what
//! a worker does. A worker opens no file: it asks its supervisor for what the article uses, so it can be confined. The
//! two exchange the messages of `protocol`. [`Watchdog`] ends what takes too long or too much memory.
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
