//! Many articles at once: plan, run in parallel, write atomically, report.
//!
//! [`plan`] finds the articles and names their outputs, and refuses two articles that would write the same file
//! before anything is written. [`Batch::run`] converts on all cores and hands over an [`Outcome`] an article, in the
//! order of the input. One article's failure, a panic inside a dependency included, costs only that article; all its
//! formats are written or none, each by renaming a finished temporary file, so that nothing is ever half-written and
//! an earlier output stays when a conversion fails.
//!
//! It prints nothing: that is for the caller. Start with [`plan`] and [`Batch`].

mod fault;
mod load;
mod names;
mod ordered;
mod outcome;
mod planning;
mod run;
mod walk;
mod write;

pub use load::load;
pub use outcome::{Outcome, Written};
pub use planning::{Input, Job, Plan, PlanError, Request, Target, plan};
pub use run::Batch;
pub use write::write_all;
