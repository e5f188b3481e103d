//! The memory that all requests and results may use together.

use super::problem::Problem;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// A number of bytes to share.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    left: Arc<AtomicUsize>,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self { left: Arc::new(AtomicUsize::new(bytes)) }
    }

    /// Returns an empty share.
    pub(super) fn share(&self) -> Share {
        Share { budget: self.clone(), bytes: 0 }
    }

    fn take(&self, bytes: usize) -> bool {
        let take = |left: usize| left.checked_sub(bytes);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }
}

/// Bytes taken from a budget, which are returned when this is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Budget,
    bytes: usize,
}

impl Share {
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes more bytes. Returns false if that would exceed the budget.
    #[must_use]
    pub(super) fn try_grow(&mut self, bytes: usize) -> bool {
        let taken = self.budget.take(bytes);
        self.bytes += if taken { bytes } else { 0 };
        taken
    }

    /// Takes more bytes.
    ///
    /// # Errors
    /// If that would exceed the budget.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        let full = || Problem::busy("the memory for requests is used up: try again in a moment");
        self.try_grow(bytes).then_some(()).ok_or_else(full)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.left.fetch_add(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_can_be_taken_again() {
        let budget = Budget::new(10);
        let mut first = budget.share();
        assert!(first.try_grow(8));
        let mut second = budget.share();
        assert!(!second.try_grow(3) && second.bytes() == 0);
        assert!(second.try_grow(2));
        drop(first);
        assert!(second.try_grow(8));
        assert!(!second.try_grow(1));
    }
}
