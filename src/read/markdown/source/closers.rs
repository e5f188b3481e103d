//! Finds the closing delimiters of inline constructs, in linear time.

use std::collections::BTreeMap;

/// Finds closing delimiters in a text that is read from left to right. Results are cached, so that many unclosed
/// delimiters do not each scan the rest of the text.
pub(super) struct Closers<'a> {
    text: &'a str,
    /// The last position found of each closing delimiter; `None` if there are no more of them.
    found: BTreeMap<&'static str, Option<usize>>,
}

impl<'a> Closers<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, found: BTreeMap::new() }
    }

    /// Returns the first position of a closing delimiter at or after byte `from`, which must not decrease between
    /// calls.
    pub(super) fn next(&mut self, mark: &'static str, from: usize) -> Option<usize> {
        let known = self.found.get(mark).filter(|place| place.is_none_or(|at| at >= from));
        if let Some(place) = known {
            return *place;
        }
        let place = self.text.get(from..).and_then(|rest| rest.find(mark)).map(|at| from + at);
        self.found.insert(mark, place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_closing_delimiter_is_found_after_an_earlier_search() {
        let mut closers = Closers::new("a]] b}} c]]");
        let found = [("]]", 0), ("]]", 1), ("]]", 2), ("}}", 2), ("]]", 10), ("]]", 10)];
        assert_eq!(
            found.map(|(mark, from)| closers.next(mark, from)),
            [Some(1), Some(1), Some(9), Some(5), None, None]
        );
    }
}
