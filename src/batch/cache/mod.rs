//! Remembers what earlier runs made, so that articles whose outputs are up to date are skipped.
//!
//! A [`Cache`] holds an entry per article: a hash of everything that its outputs depend on, the files that it used with
//! their hashes, and its outputs. `check` compares, `recording` records, `store` is the file, and `prune` removes
//! outputs whose article is gone. Only content counts. The modification time of an output only saves reading it again.

mod check;
mod entry;
mod hash;
mod prune;
mod recording;
mod store;

pub(super) use check::Check;
pub use prune::Pruned;
pub(super) use recording::{Recorded, Recording};
pub use store::Cache;
