//! Traverses the tree in reading order. [`super::walk_mut`] is its mutable counterpart.

use super::{Anchor, Article, Block, Inline};

/// A part directly inside a block.
#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Line(&'a [Inline]),
    Blocks(&'a [Block]),
}

/// Calls `visit` on every part directly inside a block, in reading order.
fn parts<'a>(block: &'a Block, visit: &mut dyn FnMut(Part<'a>)) {
    use Part::{Blocks, Line};
    match block {
        Block::Heading(x) => visit(Line(&x.content)),
        Block::Paragraph(x) => visit(Line(&x.content)),
        Block::Tips(x) => x.items.iter().for_each(|tip| {
            visit(Line(&tip.lead));
            visit(Blocks(&tip.body));
        }),
        Block::List(x) => x.items.iter().for_each(|item| visit(Blocks(&item.body))),
        Block::Quote(x) => visit(Blocks(&x.body)),
        Block::Callout(x) => {
            visit(Line(&x.title));
            visit(Blocks(&x.body));
        }
        Block::Table(x) => {
            x.caption.iter().for_each(|caption| visit(Line(&caption.content)));
            x.head.iter().chain(&x.body).flat_map(|row| &row.cells).for_each(|cell| visit(Blocks(&cell.body)));
        }
        Block::Figure(x) => x.caption.iter().for_each(|caption| visit(Line(&caption.content))),
        Block::Definitions(x) => x.items.iter().for_each(|item| {
            visit(Line(&item.term));
            item.meanings.iter().for_each(|meaning| visit(Blocks(meaning)));
        }),
        Block::Division(x) => visit(Blocks(&x.body)),
        Block::Code(_) | Block::Formula(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
    }
}

/// Calls `visit` on every block, parents before children.
pub fn for_each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        parts(block, &mut |part| {
            if let Part::Blocks(inner) = part {
                for_each_block(inner, visit);
            }
        });
    }
}

/// Calls `visit` on every inline of the blocks, parents before children.
pub fn for_each_inline<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        parts(block, &mut |part| match part {
            Part::Blocks(inner) => for_each_inline(inner, visit),
            Part::Line(line) => inlines_of(line, visit),
        });
    }
}

/// Calls `visit` on every inline of a line of text, parents before children.
pub fn inlines_of<'a>(line: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in line {
        visit(inline);
        match inline {
            Inline::Styled(x) => inlines_of(&x.content, visit),
            Inline::Link(x) => inlines_of(&x.content, visit),
            Inline::CrossRef(x) => inlines_of(&x.content, visit),
            Inline::Scope(x) => inlines_of(&x.content, visit),
            Inline::Citation(x) => x.mark.iter().for_each(|part| inlines_of(&part.content, visit)),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::NoteRef(_)
            | Inline::Break(_)
            | Inline::Ruby(_)
            | Inline::Formula(_) => {}
        }
    }
}

/// Returns whether a line has pictures and no text, such as a linked picture on a line of its own.
#[must_use]
pub fn are_pictures(line: &[Inline]) -> bool {
    let (mut pictures, mut words) = (false, false);
    inlines_of(line, &mut |inline| match inline {
        Inline::Image(_) => pictures = true,
        Inline::Text(x) => words |= !x.text.trim().is_empty(),
        Inline::Link(_) | Inline::Styled(_) | Inline::Scope(_) | Inline::Break(_) => {}
        Inline::Code(_)
        | Inline::Citation(_)
        | Inline::NoteRef(_)
        | Inline::CrossRef(_)
        | Inline::Ruby(_)
        | Inline::Formula(_) => words = true,
    });
    pictures && !words
}

/// Returns the text of a line without markup, for a bookmark or a window title. Footnote marks are left out; a picture
/// becomes its alternative text, a citation its mark.
#[must_use]
pub fn plain_text(line: &[Inline]) -> String {
    let mut words = String::new();
    inlines_of(line, &mut |inline| match inline {
        Inline::Text(x) => words.push_str(&x.text),
        Inline::Code(x) => words.push_str(&x.text),
        Inline::Image(x) => words.push_str(&x.alt),
        Inline::Break(_) => words.push(' '),
        Inline::Ruby(x) => words.push_str(&x.in_line()),
        Inline::Formula(x) => words.push_str(&x.in_line()),
        Inline::Citation(x) if x.mark.is_empty() => words.push_str(x.written.as_deref().unwrap_or_default()),
        _ => {}
    });
    words
}

/// Returns the text of a heading on one line, for a table of contents, a bookmark or a running header: without citation
/// marks.
#[must_use]
pub fn heading_text(line: &[Inline]) -> String {
    let own = line.iter().filter(|inline| !matches!(inline, Inline::Citation(_)));
    let words: String = own.map(|inline| plain_text(std::slice::from_ref(inline))).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Block {
    /// Returns the anchors of the block itself, not of what is inside it.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let (own, tips) = match self {
            Self::Heading(x) => (x.anchor.as_ref(), &[][..]),
            Self::Table(x) => (x.anchor.as_ref(), &[][..]),
            Self::Figure(x) => (x.anchor.as_ref(), &[][..]),
            Self::Division(x) => (x.anchor.as_ref(), &[][..]),
            Self::Formula(x) => (x.anchor.as_ref(), &[][..]),
            Self::Tips(x) => (None, x.items.as_slice()),
            _ => (None, &[][..]),
        };
        own.into_iter().chain(tips.iter().filter_map(|tip| tip.anchor.as_ref()))
    }
}

impl Inline {
    /// Returns the anchor of a citation or a footnote mark, the target of links back to it.
    #[must_use]
    pub fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Citation(x) => x.anchor.as_ref(),
            Self::NoteRef(x) => x.anchor.as_ref(),
            _ => None,
        }
    }
}

impl Article {
    /// Returns the body, then the body of each footnote.
    pub fn bodies(&self) -> impl Iterator<Item = &[Block]> {
        std::iter::once(self.body.as_slice()).chain(self.notes.iter().map(|note| note.body.as_slice()))
    }
}

/// Calls `visit` on every anchor in the blocks.
pub fn for_each_anchor<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Anchor)) {
    for_each_block(blocks, &mut |block| block.anchors().for_each(&mut *visit));
    for_each_inline(blocks, &mut |inline| inline.anchor().into_iter().for_each(&mut *visit));
}
