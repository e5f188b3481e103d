//! Namespaces for the articles of a book: `tip-1` of two articles becomes `a1-tip-1` and `a2-tip-1`.

use crate::{
    article::{Anchor, Article, Block, HeadingLevel, Inline, Target},
    resolve::rewrite::{bodies, for_each_block, for_each_inline, for_each_line},
};

/// The prefix of anchors in other articles while not all articles are known: `book:3#dose`.
pub(super) const OTHER_ARTICLE: &str = "book:";

/// The namespace of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namespace {
    /// The article's number, from 1.
    pub(super) number: usize,
    /// The number of levels by which its headings are lowered.
    pub(super) down: u8,
    /// The number of footnotes in earlier articles.
    pub(super) notes_before: u32,
}

impl Namespace {
    /// Renames everything that has a name in a resolved article, and renumbers its footnotes.
    pub(super) fn set(self, article: &mut Article) {
        for body in bodies(article) {
            for_each_block(body, &mut |block| self.block(block));
            for_each_line(body, &mut |line| {
                for_each_inline(line, &mut |inline| self.inline(inline));
                // Frees spare capacity, as a book holds thousands of articles.
                line.shrink_to_fit();
            });
            body.shrink_to_fit();
        }
        for line in article.front.iter_mut().flat_map(|front| front.texts_mut()) {
            for_each_inline(line, &mut |inline| self.inline(inline));
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

    /// Returns a name in this namespace.
    pub(super) fn named(self, name: &str) -> String {
        format!("a{}-{name}", self.number)
    }

    /// Returns the path of a picture in the book. A `data:` URL is kept.
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
        if !anchor.as_str().starts_with(OTHER_ARTICLE) {
            *anchor = Anchor::new(self.named(anchor.as_str()));
        }
    }
}
