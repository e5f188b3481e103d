//! Marks where the pages of a printed edition begin.

use super::Writer;

/// A position in the article at which a page may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::render) enum Spot {
    /// The title block.
    Title,
    /// Before a block of the body, by its index in the order in which [`crate::article::for_each_block`] visits it.
    Block(usize),
    /// An entry of the bibliography, by its index.
    Entry(usize),
    /// After the last block.
    End,
}

impl Writer<'_> {
    /// Writes a mark for each page that begins here, as a link target that reading systems name.
    pub(in crate::render) fn pages(&mut self, spot: Spot) {
        let host = self.host;
        for (number, id) in host.pages_at(spot) {
            let label = self.digits.write(number);
            self.tag_of_kind("span", "pagebreak", "doc-pagebreak").attr("id", id).attr("aria-label", &label).empty();
        }
    }

    /// Marks the pages that begin at the next block of the body. Every block calls this once, before anything inside
    /// it; the blocks of footnotes have no index.
    pub(in crate::render) fn begin_block(&mut self) {
        if let Some(number) = self.next_block {
            self.next_block = Some(number + 1);
            self.pages(Spot::Block(number));
        }
    }
}
