//! Panics are bugs. A panic in one article becomes a diagnostic that asks for a report, and the other articles
//! continue.
//!
//! [`catch`] catches panics. It knows where in the code a panic happened once a program has called [`install_hook`];
//! without that, Rust's default hook prints the location to standard error.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    any::Any,
    cell::{Cell, RefCell},
    env,
    panic::{self, AssertUnwindSafe, catch_unwind},
};

thread_local! {
    /// Whether this thread is inside [`catch`].
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// The location of this thread's last panic: `src/theme/mod.rs:12:5`.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Installs a panic hook that records the location of a panic for [`catch`], instead of printing it.
///
/// Panics outside [`catch`] are printed as usual, and so are all of them, with a backtrace, when the environment
/// variable `RUST_BACKTRACE` is set.
pub fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !CATCHING.get() || prints_backtraces() {
            default(info);
        }
        PLACE.set(info.location().map(ToString::to_string));
    }));
}

/// Runs `work` and turns a panic into an error-level diagnostic.
///
/// All that `work` shares with other articles is caches behind locks that recover from a panic, hence unwind safety.
///
/// # Errors
/// [`Code::Internal`] if `work` panicked.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    let outer = CATCHING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(|| {
        assert!(!must_panic(), "a test asked for this panic");
        work()
    }));
    CATCHING.set(outer);
    result.map_err(|payload| diagnostic(payload.as_ref()))
}

/// Returns whether a test of the command asks for a panic. Always false in a release build.
fn must_panic() -> bool {
    cfg!(debug_assertions) && env::var_os("HANDOUT_TEST_PANIC").is_some()
}

/// Returns whether the environment asks for backtraces on standard error.
pub(crate) fn prints_backtraces() -> bool {
    env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0")
}

fn diagnostic(payload: &(dyn Any + Send)) -> Diagnostic {
    let place = PLACE.take().map(|place| format!(" at {place}")).unwrap_or_default();
    let message = format!("handout panicked{place}: {}", first_line(payload));
    Diagnostic::new(Code::Internal, message).help(
        "this is a bug in handout: please report it with this message, the output under RUST_BACKTRACE=1 and, if you \
         can, the article",
    )
}

fn first_line(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.and_then(|text| text.lines().next()).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_diagnostic_and_work_that_ends_well_its_result() {
        assert_eq!(catch(|| 1), Ok(1));
        let diagnostic = catch(|| -> () { panic!("the {} broke", "renderer") }).unwrap_err();
        assert_eq!(diagnostic.code, Code::Internal);
        assert!(diagnostic.message.contains("the renderer broke"), "{}", diagnostic.message);
    }
}
