//! A panic in one article, turned into a diagnostic.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Runs `work`; a panic becomes an error that asks for a report.
///
/// What `work` shares with other articles are caches behind locks, which recover from a panic: hence unwind safe.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        Diagnostic::new(Code::Internal, format!("handout broke on this article: {}", words(payload.as_ref())))
            .help("this is a bug in handout: please report it, with the article if you can")
    })
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text =
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned());
    text.lines().next().unwrap_or_default().to_owned()
}
