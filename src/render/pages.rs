//! The page starts of a paged format, for formats without pages.

use crate::article::{Article, for_each_block};

/// The pages of an output, which formats without pages may show ([`super::Context::pages`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageMap {
    /// The start of each page, first to last.
    pub starts: Vec<PageStart>,
}

/// The start of a page: the first position on it, or after it if nothing begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PageStart {
    /// The index of a block, in the order in which [`crate::article::for_each_block`] visits the article's body; one
    /// past the last if none begins there. It is 0 for the first page, which begins with the title block.
    pub block: usize,
    /// The index of a bibliography entry, if the page begins inside the bibliography.
    pub entry: Option<usize>,
}

impl PageMap {
    /// Creates the map of `pages` pages of an article with `blocks` blocks, from positions with their pages (from 0).
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

    /// Returns the byte offset of each page in the text that the article was read from. A page on which no block of the
    /// text begins has the offset of the page before.
    #[must_use]
    pub fn offsets(&self, article: &Article) -> Vec<usize> {
        let mut blocks = Vec::new();
        let mut last = 0;
        for_each_block(&article.body, &mut |block| {
            if !block.span().is_unknown() {
                last = last.max(block.span().start as usize);
            }
            blocks.push(last);
        });
        let offset =
            |start: &PageStart| if start.block == 0 { 0 } else { blocks.get(start.block).copied().unwrap_or(last) };
        self.starts.iter().map(offset).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Converter, Format, Source, Syntax, env::MemoryEnv};

    #[test]
    fn pages_begin_where_their_first_blocks_do_in_the_source() {
        let text = "# Tea\n\n".to_owned() + &"A paragraph of a few words.\n\n".repeat(200);
        let source = Source::new("tea.md", text.clone());
        let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::PDF]);
        let output = &conversion.outputs[0];
        assert_eq!(Some(output.page_starts.len()), output.pages);
        assert!(output.page_starts.len() > 2 && output.page_starts[0] == 0 && output.page_starts.is_sorted());
        assert!(output.page_starts[1..].iter().all(|&start| text[start..].starts_with("A paragraph")));
    }

    #[test]
    fn a_page_on_which_nothing_begins_starts_with_what_comes_next() {
        let at = |block| PageStart { block, entry: None };
        let map = PageMap::new(4, 9, [(at(0), 0), (at(1), 0), (at(5), 2), (at(4), 2)]);
        assert_eq!(map.starts, [at(0), at(4), at(4), at(9)]);
    }
}
