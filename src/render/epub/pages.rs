//! The page list: where the pages of a printed edition begin in the text (EPUB Accessibility 1.1, 3.2).
//!
//! Its unit is the block or bibliography entry: a page that begins inside a paragraph is marked before the first block
//! that begins on it.

use crate::{
    article::{Article, Block},
    render::{PageMap, PageStart, xhtml::Spot},
};
use std::collections::HashMap;

/// The printed pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The number and `id` of the pages that begin at each spot.
    at: HashMap<Spot, Vec<(usize, String)>>,
    /// Each page's chapter, numbered from 1, and `id`.
    list: Vec<(usize, String)>,
}

impl Pages {
    /// Creates the pages of a map. `blocks` are the blocks of the body, each with the number of its chapter; `taken`
    /// returns whether an `id` is in use.
    pub(super) fn new(
        map: &PageMap,
        article: &Article,
        blocks: &[(usize, &Block)],
        taken: impl Fn(&str) -> bool,
    ) -> Self {
        let mut prefix = "page-".to_owned();
        while (1..=map.starts.len()).any(|page| taken(&format!("{prefix}{page}"))) {
            prefix.insert_str(0, "printed-");
        }
        let mut pages = Self::default();
        for (number, start) in (1..).zip(&map.starts) {
            let id = format!("{prefix}{number}");
            let (chapter, spot) = place(*start, number == 1, blocks, article);
            pages.at.entry(spot).or_default().push((number, id.clone()));
            pages.list.push((chapter, id));
        }
        pages
    }

    /// Returns the number and `id` of the pages that begin at a spot.
    pub(super) fn at(&self, spot: Spot) -> &[(usize, String)] {
        self.at.get(&spot).map_or(&[], Vec::as_slice)
    }

    /// Returns the chapter and the `id` of each page, first to last.
    pub(super) fn list(&self) -> &[(usize, String)] {
        &self.list
    }
}

/// Returns the chapter and the spot of a page's start. The first page starts with the title, and a page past the last
/// block at the end of the last chapter.
fn place(start: PageStart, first: bool, blocks: &[(usize, &Block)], article: &Article) -> (usize, Spot) {
    let last_chapter = blocks.last().map_or(0, |(chapter, _)| *chapter);
    let Some(&(chapter, block)) = blocks.get(start.block) else { return (last_chapter, Spot::End) };
    match start.entry.filter(|&at| matches!(block, Block::Bibliography(_)) && at < article.references.len()) {
        _ if first => (0, Spot::Title),
        Some(at) => (chapter, Spot::Entry(at)),
        None => (chapter, Spot::Block(start.block)),
    }
}
