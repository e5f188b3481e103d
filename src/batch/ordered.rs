//! Puts what many threads finish back into the order of the input.

use std::collections::BTreeMap;

/// Hands items on by their place, each as soon as all before it are there.
pub(super) struct Ordered<T, F: FnMut(T)> {
    next: usize,
    waiting: BTreeMap<usize, T>,
    sink: F,
}

impl<T, F: FnMut(T)> Ordered<T, F> {
    pub(super) fn new(sink: F) -> Self {
        Self { next: 0, waiting: BTreeMap::new(), sink }
    }

    pub(super) fn put(&mut self, at: usize, item: T) {
        self.waiting.insert(at, item);
        while let Some(item) = self.waiting.remove(&self.next) {
            self.next += 1;
            (self.sink)(item);
        }
    }

    /// The place that is handed on next.
    pub(super) fn next(&self) -> usize {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_leave_in_order_however_they_come() {
        let mut seen = Vec::new();
        let mut ordered = Ordered::new(|item| seen.push(item));
        for at in [2, 0, 3, 1] {
            ordered.put(at, at);
        }
        assert_eq!(seen, [0, 1, 2, 3]);
    }
}
