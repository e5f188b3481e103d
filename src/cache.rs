//! A cache of bounded size.

use foldhash::fast::RandomState;
use std::{borrow::Borrow, collections::HashMap, hash::Hash};

/// Results by key. When the cache is full, it is emptied: entries that are still needed are soon recomputed, and memory
/// does not grow with the number of articles.
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    known: HashMap<K, V, RandomState>,
    capacity: usize,
}

impl<K: Eq + Hash, V> Cache<K, V> {
    /// Creates a cache that holds up to `capacity` results.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { known: HashMap::default(), capacity }
    }

    /// Returns the result for a key, if it is known.
    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.known.get(key)
    }

    /// Adds a result.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        if self.known.len() >= self.capacity {
            self.known.clear();
        }
        self.known.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_cache_is_emptied() {
        let mut cache = Cache::new(2);
        for number in 1..=3 {
            cache.insert(number, number * 10);
        }
        assert_eq!([1, 2, 3].map(|number| cache.get(&number).copied()), [None, None, Some(30)]);
    }
}
