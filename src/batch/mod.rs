//! Converts many articles: plans, runs in parallel, writes atomically, reports.
//!
//! [`plan`] finds the articles and names their outputs; if two articles would write the same file, it fails before
//! anything is written. [`Batch::run`] converts on all cores and delivers one [`Outcome`] per article, in input order.
//! A failed article, even one on which a dependency panics, does not affect the others. All its formats are written or
//! none, each by renaming a complete temporary file: no file is ever half-written, and earlier outputs are kept when a
//! conversion fails. With a [`Cache`], articles whose outputs are up to date are skipped. Articles are converted in
//! threads, or in separate processes ([`Workers`]), so that even a crash, a hang or a lack of memory affects only one
//! article.
//!
//! It prints nothing. Start with [`plan`] and [`Batch`].

mod atomic_file;
mod cache;
mod claims;
mod examine;
mod job;
mod kinds;
mod load;
mod ours;
mod outcome;
mod output_names;
mod plan;
mod pool;
mod record;
mod report;
mod request;
mod run;
mod shard;
mod staged;
mod target;
mod template;
mod turns;
mod walk;
mod workers;
mod write;

pub use atomic_file::AtomicFile;
pub use cache::{Cache, Pruned};
pub use examine::Examined;
pub use job::{Clash, Job, Plan, PlanError, Skipped};
pub use load::{load, load_lenient, load_text};
pub use ours::is_foreign;
pub use outcome::{Content, Outcome, Written};
pub use plan::plan;
pub use pool::{in_any_order, in_order};
pub use record::DiagnosticRecord;
pub use report::REPORT_SCHEMA;
pub use request::{Choice, Choose, FileType, Input, Request};
pub use run::{Batch, Cut, Ended};
pub use shard::Shard;
pub use target::Target;
pub use template::{Field, Template};
pub use walk::is_glob;
pub use workers::{Limits, Overrun, Recipe, Watchdog, Workers, serve};
pub use write::{Writer, write_all};
