//! Many articles at once: plan, run in parallel, write atomically, report.
//!
//! [`plan`] finds the articles and names their outputs, and refuses two articles that would write the same file
//! before anything is written. [`Batch::run`] converts on all cores and hands over an [`Outcome`] an article, in the
//! order of the input. One article's failure, a panic inside a dependency included, costs only that article; all its
//! formats are written or none, each by renaming a finished temporary file, so that nothing is ever half-written and
//! an earlier output stays when a conversion fails. With a [`Cache`], articles whose outputs would be the same are
//! passed over.
//!
//! It prints nothing: that is for the caller. Start with [`plan`] and [`Batch`].

mod cache;
mod fault;
mod growing;
mod load;
mod names;
mod naming;
mod ordered;
mod outcome;
mod planning;
mod pool;
mod report;
mod request;
mod run;
mod template;
mod walk;
mod write;

pub use cache::{Cache, Pruned};
pub use growing::Growing;
pub use load::{load, load_text};
pub use outcome::{Content, Outcome, Written};
pub use planning::{Job, Plan, PlanError, Target, plan};
pub use pool::in_order;
pub use report::Noticed;
pub use request::{Choice, Choose, Format, Input, Request};
pub use run::{Batch, Cut, Ended};
pub use template::{Field, Template};
pub use walk::is_glob;
pub use write::{Writer, write_all};
