//! Where the pages of a printed edition begin.

use super::Writer;
use crate::article::Block;

/// A place in the text that a page may begin at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::render) enum Spot {
    /// The title block.
    Title,
    /// Before a block, known by where it is in memory.
    Block(*const Block),
    /// An entry of the bibliography, by its number from 0.
    Entry(usize),
    /// After the last block.
    End,
}

impl Spot {
    /// Before a block.
    pub(in crate::render) fn before(block: &Block) -> Self {
        Self::Block(std::ptr::from_ref(block))
    }
}

impl Writer<'_> {
    /// A mark for each page that begins here: without words, but links land on it and reading systems name it.
    pub(in crate::render) fn pages(&mut self, spot: Spot) {
        let host = self.host;
        for (number, id) in host.pages_at(spot) {
            let label = self.digits.write(number);
            self.tag_of_kind("span", "pagebreak", "doc-pagebreak").attr("id", id).attr("aria-label", &label).empty();
        }
    }
}
