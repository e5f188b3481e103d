//! Sections: a heading and the blocks under it.

use super::Writer;
use crate::article::{Anchor, Block};

impl Writer<'_> {
    /// Writes blocks of the body, each heading with the blocks under it in a `<section>`, nested by level.
    pub(in crate::render) fn sections(&mut self, blocks: &[Block]) {
        let mut open = Vec::new();
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            let Block::Heading(heading) = block else {
                self.blocks(std::slice::from_ref(block));
                continue;
            };
            while open.last().is_some_and(|&level| level >= heading.level) {
                open.pop();
                self.out.end_line("section");
            }
            open.push(heading.level);
            if let Some((Block::Bibliography(_), after)) = rest.split_first() {
                rest = after;
                let label = heading.anchor.as_ref().map(Anchor::as_str);
                self.tag_of_kind("section", "bibliography", "doc-bibliography").maybe("aria-labelledby", label).open();
                self.out.line();
                self.begin_block();
                self.heading(heading);
                self.begin_block();
                self.references();
            } else {
                self.out.tag("section").open();
                self.out.line();
                self.begin_block();
                self.heading(heading);
            }
        }
        for _ in open {
            self.out.end_line("section");
        }
    }

    /// Writes a bibliography without a heading right above it.
    pub(super) fn bibliography(&mut self) {
        let label = self.words.references;
        self.tag_of_kind("section", "bibliography", "doc-bibliography").attr("aria-label", label).open();
        self.out.line();
        self.references();
        self.out.end_line("section");
    }
}
