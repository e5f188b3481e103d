//! Names of an article's own: what two articles may both call `tip-1` becomes `a1-tip-1` and `a2-tip-1`.

use crate::{
    article::{Anchor, Article, Block, HeadingLevel, Inline, Target},
    resolve::rewrite::{bodies, for_each_block, for_each_inline, for_each_line},
};

/// How an anchor begins that leads to another article, before all articles are known: `book:3#dose`.
pub(super) const ELSEWHERE: &str = "book:";

/// What sets an article apart in its book.
#[derive(Debug, Clone, Copy)]
pub(super) struct Apart {
    /// The article's number, from 1.
    pub(super) number: usize,
    /// How far its headings go down.
    pub(super) down: u8,
    /// How many notes come before its own.
    pub(super) notes_before: u32,
}

impl Apart {
    /// Renames everything in a resolved article that has a name.
    pub(super) fn set(self, article: &mut Article) {
        for body in bodies(article) {
            for_each_block(body, &mut |block| self.block(block));
            for_each_line(body, &mut |line| {
                for_each_inline(line, &mut |inline| self.inline(inline));
                // Books keep thousands of articles: the room that lines grew by goes back.
                line.shrink_to_fit();
            });
            body.shrink_to_fit();
        }
        for note in &mut article.notes {
            note.label = self.named(&note.label);
            note.number = note.number.map(|number| number + self.notes_before);
            self.maybe(&mut note.anchor);
            note.referred_from.iter_mut().for_each(|anchor| self.anchor(anchor));
        }
        for entry in &mut article.references {
            self.maybe(&mut entry.anchor);
            entry.cited_from.iter_mut().for_each(|anchor| self.anchor(anchor));
            for_each_inline(&mut entry.content, &mut |inline| self.inline(inline));
        }
    }

    /// A name of this article alone.
    pub(super) fn named(self, name: &str) -> String {
        format!("a{}-{name}", self.number)
    }

    /// The path that a picture has in the book. A picture that stands in the text itself needs none.
    pub(super) fn path(self, path: &str) -> String {
        let inside = path.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        if inside { path.to_owned() } else { format!("a{}/{path}", self.number) }
    }

    fn block(self, block: &mut Block) {
        match block {
            Block::Heading(x) => x.level = HeadingLevel::clamped(usize::from(x.level.get() + self.down)),
            Block::Figure(x) => x.path = self.path(&x.path),
            _ => {}
        }
        block.anchors_mut().into_iter().for_each(|(anchor, _)| self.maybe(anchor));
    }

    fn inline(self, inline: &mut Inline) {
        match inline {
            Inline::Link(x) => {
                if let Target::Anchor(anchor) = &mut x.target {
                    self.anchor(anchor);
                }
            }
            Inline::CrossRef(x) => self.anchor(&mut x.target),
            Inline::Image(x) => x.path = self.path(&x.path),
            Inline::Citation(x) => {
                self.maybe(&mut x.anchor);
                x.mark.iter_mut().for_each(|part| self.maybe(&mut part.entry));
                x.mark.shrink_to_fit();
                x.items.shrink_to_fit();
            }
            Inline::NoteRef(x) => {
                x.label = self.named(&x.label);
                x.number = x.number.map(|number| number + self.notes_before);
                self.maybe(&mut x.anchor);
            }
            Inline::Text(x) => x.text.shrink_to_fit(),
            _ => {}
        }
    }

    fn maybe(self, anchor: &mut Option<Anchor>) {
        anchor.iter_mut().for_each(|anchor| self.anchor(anchor));
    }

    fn anchor(self, anchor: &mut Anchor) {
        if !anchor.as_str().starts_with(ELSEWHERE) {
            *anchor = Anchor::new(self.named(anchor.as_str()));
        }
    }
}
