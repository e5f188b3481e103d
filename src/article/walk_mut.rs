//! Traverses the tree in reading order, mutably; see [`super::walk`] for reading.

use super::{Anchor, Article, Block, Inline, Span};

/// A part directly inside a block.
enum Part<'a> {
    Line(&'a mut Vec<Inline>),
    Blocks(&'a mut Vec<Block>),
}

/// Calls `visit` on every part directly inside a block, in reading order.
fn parts(block: &mut Block, visit: &mut dyn FnMut(Part<'_>)) {
    use Part::{Blocks, Line};
    match block {
        Block::Heading(x) => visit(Line(&mut x.content)),
        Block::Paragraph(x) => visit(Line(&mut x.content)),
        Block::Tips(x) => x.items.iter_mut().for_each(|tip| {
            visit(Line(&mut tip.lead));
            visit(Blocks(&mut tip.body));
        }),
        Block::List(x) => x.items.iter_mut().for_each(|item| visit(Blocks(&mut item.body))),
        Block::Quote(x) => visit(Blocks(&mut x.body)),
        Block::Callout(x) => {
            visit(Line(&mut x.title));
            visit(Blocks(&mut x.body));
        }
        Block::Table(x) => {
            x.caption.iter_mut().for_each(|caption| visit(Line(&mut caption.content)));
            let rows = x.head.iter_mut().chain(&mut x.body);
            rows.flat_map(|row| &mut row.cells).for_each(|cell| visit(Blocks(&mut cell.body)));
        }
        Block::Figure(x) => x.caption.iter_mut().for_each(|caption| visit(Line(&mut caption.content))),
        Block::Definitions(x) => x.items.iter_mut().for_each(|item| {
            visit(Line(&mut item.term));
            item.meanings.iter_mut().for_each(|meaning| visit(Blocks(meaning)));
        }),
        Block::Division(x) => visit(Blocks(&mut x.body)),
        Block::Code(_) | Block::Formula(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
    }
}

/// Returns the children of an inline; `None` for a citation, whose marks resolve makes.
fn content(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Styled(x) => Some(&mut x.content),
        Inline::Link(x) => Some(&mut x.content),
        Inline::CrossRef(x) => Some(&mut x.content),
        Inline::Scope(x) => Some(&mut x.content),
        _ => None,
    }
}

/// Returns the body, then the body of each footnote.
pub(crate) fn bodies(article: &mut Article) -> impl Iterator<Item = &mut Vec<Block>> {
    std::iter::once(&mut article.body).chain(article.notes.iter_mut().map(|note| &mut note.body))
}

/// Calls `visit` on every list of blocks directly inside a block.
pub(crate) fn blocks_in(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    parts(block, &mut |part| {
        if let Part::Blocks(inner) = part {
            visit(inner);
        }
    });
}

/// Calls `visit` on every line of text directly inside a block.
pub(crate) fn lines_in(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    parts(block, &mut |part| {
        if let Part::Line(line) = part {
            visit(line);
        }
    });
}

/// Calls `visit` on every block, parents before children.
pub(crate) fn for_each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        blocks_in(block, &mut |inner| for_each_block(inner, visit));
    }
}

/// Calls `visit` on every list of blocks: this one first, then those inside.
pub(crate) fn for_each_body(blocks: &mut Vec<Block>, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    visit(blocks);
    for block in blocks {
        blocks_in(block, &mut |inner| for_each_body(inner, visit));
    }
}

/// Calls `visit` on every line of text in the blocks.
pub(crate) fn for_each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        parts(block, &mut |part| match part {
            Part::Blocks(inner) => for_each_line(inner, visit),
            Part::Line(line) => visit(line),
        });
    }
}

/// Calls `visit` on every line of text in the blocks except headings.
pub(crate) fn for_each_line_of_text(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks.iter_mut().filter(|block| !matches!(block, Block::Heading(_))) {
        parts(block, &mut |part| match part {
            Part::Blocks(inner) => for_each_line_of_text(inner, visit),
            Part::Line(line) => visit(line),
        });
    }
}

/// Calls `visit` on every inline of a line, parents before children; not inside citation marks.
pub(crate) fn for_each_inline(line: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in line {
        visit(inline);
        if let Some(inner) = content(inline) {
            for_each_inline(inner, visit);
        }
    }
}

/// Calls `visit` on every inline of the blocks, parents before children; not inside citation marks.
pub(crate) fn for_each_inline_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for_each_line(blocks, &mut |line| for_each_inline(line, visit));
}

/// Replaces every inline of a line with what `replace` returns, children first; not inside citation marks.
pub(crate) fn rewrite(line: &mut Vec<Inline>, replace: &mut dyn FnMut(Inline) -> Vec<Inline>) {
    for mut inline in std::mem::take(line) {
        if let Some(inner) = content(&mut inline) {
            rewrite(inner, replace);
        }
        line.extend(replace(inline));
    }
}

impl Block {
    /// Returns the anchors of the block itself, not of what is inside it, each with its place in the source.
    pub(crate) fn anchors_mut(&mut self) -> Vec<(&mut Option<Anchor>, Span)> {
        match self {
            Self::Heading(x) => vec![(&mut x.anchor, x.span)],
            Self::Table(x) => vec![(&mut x.anchor, x.span)],
            Self::Figure(x) => vec![(&mut x.anchor, x.span)],
            Self::Division(x) => vec![(&mut x.anchor, x.span)],
            Self::Formula(x) => vec![(&mut x.anchor, x.span)],
            Self::Tips(x) => x.items.iter_mut().map(|tip| (&mut tip.anchor, tip.span)).collect(),
            _ => Vec::new(),
        }
    }
}
