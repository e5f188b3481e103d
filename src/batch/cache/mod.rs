//! What earlier runs made, so that articles whose outputs would be the same are passed over.
//!
//! A [`Cache`] holds an [`Entry`] an article: a hash of all that its outputs hang on, the files that it asked for with
//! theirs, and its outputs. [`check`] compares and records; [`store`] is the file, [`prune`] removes outputs whose
//! article is gone. It decides by content alone, never by the time of a file: that only saves reading an output again.

mod check;
mod entry;
mod prune;
mod recording;
mod store;

pub(super) use check::Check;
pub use prune::Pruned;
pub(super) use recording::Recorder;
pub use store::Cache;
