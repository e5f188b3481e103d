//! Where the pages of a printed format begin, for formats that have none of their own.

/// The pages of an output. What a format with pages tells, others may show ([`super::Context::pages`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageMap {
    /// For each page, first to last, what it begins with.
    pub starts: Vec<PageStart>,
}

/// What a page begins with: the first place on it, or after it when nothing begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PageStart {
    /// The number of a block, from 0, as [`crate::article::for_each_block`] visits the article's body; one past the
    /// last when none begins there. The first page begins with the title block, and has 0.
    pub block: usize,
    /// The number of a bibliography entry, from 0, when `block` is the bibliography and the page begins inside it.
    pub entry: Option<usize>,
}

impl PageMap {
    /// The map of so many pages on which these places are: each with its page, from 0. Blocks are those of an
    /// article with so many.
    #[must_use]
    pub fn new(pages: usize, blocks: usize, places: impl IntoIterator<Item = (PageStart, usize)>) -> Self {
        let none = PageStart { block: blocks, entry: None };
        let mut starts = vec![none; pages];
        for (place, page) in places {
            if let Some(start) = starts.get_mut(page) {
                *start = place.min(*start);
            }
        }
        let mut next = none;
        for start in starts.iter_mut().rev() {
            next = next.min(*start);
            *start = next;
        }
        if let Some(first) = starts.first_mut() {
            *first = PageStart::default();
        }
        Self { starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_which_nothing_begins_starts_with_what_comes_next() {
        let at = |block| PageStart { block, entry: None };
        let map = PageMap::new(4, 9, [(at(0), 0), (at(1), 0), (at(5), 2), (at(4), 2)]);
        assert_eq!(map.starts, [at(0), at(4), at(4), at(9)]);
    }
}
