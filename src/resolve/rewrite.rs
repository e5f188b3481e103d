//! Walking and rebuilding the tree in place, in reading order. Serves every step of resolve.

use crate::article::{Article, Block, Definition, Inline};

/// A part directly inside a block.
enum Part<'a> {
    Blocks(&'a mut Vec<Block>),
    Line(&'a mut Vec<Inline>),
}

/// The body, then each note's body.
pub(crate) fn bodies(article: &mut Article) -> impl Iterator<Item = &mut Vec<Block>> {
    std::iter::once(&mut article.body).chain(article.notes.iter_mut().map(|note| &mut note.body))
}

/// Calls `visit` on every block, parents before children.
pub(crate) fn for_each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        for part in parts(block) {
            if let Part::Blocks(inner) = part {
                for_each_block(inner, visit);
            }
        }
    }
}

/// Calls `visit` on every list of blocks: this one first, then those inside.
pub(super) fn for_each_body(blocks: &mut Vec<Block>, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    visit(blocks);
    for part in blocks.iter_mut().flat_map(parts) {
        if let Part::Blocks(inner) = part {
            for_each_body(inner, visit);
        }
    }
}

/// Calls `visit` on every line of text that stands directly in a block.
pub(crate) fn for_each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for part in blocks.iter_mut().flat_map(parts) {
        match part {
            Part::Blocks(inner) => for_each_line(inner, visit),
            Part::Line(line) => visit(line),
        }
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

/// Puts what `replace` gives in the place of every inline of a line, children first.
pub(crate) fn rewrite(line: &mut Vec<Inline>, replace: &mut dyn FnMut(Inline) -> Vec<Inline>) {
    for mut inline in std::mem::take(line) {
        if let Some(inner) = content(&mut inline) {
            rewrite(inner, replace);
        }
        line.extend(replace(inline));
    }
}

/// What an inline holds.
fn content(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Styled(x) => Some(&mut x.content),
        Inline::Link(x) => Some(&mut x.content),
        Inline::CrossRef(x) => Some(&mut x.content),
        Inline::Scope(x) => Some(&mut x.content),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image(_)
        | Inline::Citation(_)
        | Inline::NoteRef(_)
        | Inline::Break(_)
        | Inline::Ruby(_) => None,
    }
}

fn parts(block: &mut Block) -> Vec<Part<'_>> {
    use Part::{Blocks, Line};
    match block {
        Block::Heading(x) => vec![Line(&mut x.content)],
        Block::Paragraph(x) => vec![Line(&mut x.content)],
        Block::Tips(x) => x.items.iter_mut().flat_map(|tip| [Line(&mut tip.lead), Blocks(&mut tip.body)]).collect(),
        Block::List(x) => x.items.iter_mut().map(|item| Blocks(&mut item.body)).collect(),
        Block::Quote(x) => vec![Blocks(&mut x.body)],
        Block::Callout(x) => vec![Line(&mut x.title), Blocks(&mut x.body)],
        Block::Table(x) => {
            let caption = x.caption.iter_mut().map(|caption| Line(&mut caption.content));
            let rows = x.head.iter_mut().chain(&mut x.body).flat_map(|row| &mut row.cells);
            caption.chain(rows.map(|cell| Blocks(&mut cell.body))).collect()
        }
        Block::Figure(x) => x.caption.iter_mut().map(|caption| Line(&mut caption.content)).collect(),
        Block::Definitions(x) => x.items.iter_mut().flat_map(definition).collect(),
        Block::Division(x) => vec![Blocks(&mut x.body)],
        Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => vec![],
    }
}

fn definition(item: &mut Definition) -> impl Iterator<Item = Part<'_>> {
    std::iter::once(Part::Line(&mut item.term)).chain(item.meanings.iter_mut().map(Part::Blocks))
}

/// Calls `visit` on every list of blocks that stands directly in a block.
pub(super) fn blocks_in(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    for part in parts(block) {
        if let Part::Blocks(inner) = part {
            visit(inner);
        }
    }
}
