//! Walking the tree in reading order.

use super::{Block, Inline};

/// Calls `visit` on every block, parents before children.
pub fn for_each_block<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for part in parts_of(block) {
            if let Part::Blocks(inner) = part {
                for_each_block(inner, visit);
            }
        }
    }
}

/// Calls `visit` on every inline of the blocks, parents before children, in reading order.
pub fn for_each_inline<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        for part in parts_of(block) {
            match part {
                Part::Blocks(inner) => for_each_inline(inner, visit),
                Part::Inlines(content) => inlines_of(content, visit),
            }
        }
    }
}

/// Calls `visit` on every inline of a line of text, parents before children.
pub fn inlines_of<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in content {
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
            | Inline::Ruby(_) => {}
        }
    }
}

/// Calls `visit` on every inline of the blocks, children before parents, in reading order.
pub fn for_each_inline_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Heading(x) => inlines_mut(&mut x.content, visit),
            Block::Paragraph(x) => inlines_mut(&mut x.content, visit),
            Block::Tips(x) => x.items.iter_mut().for_each(|tip| {
                inlines_mut(&mut tip.lead, visit);
                for_each_inline_mut(&mut tip.body, visit);
            }),
            Block::List(x) => x.items.iter_mut().for_each(|item| for_each_inline_mut(&mut item.body, visit)),
            Block::Quote(x) => for_each_inline_mut(&mut x.body, visit),
            Block::Callout(x) => {
                inlines_mut(&mut x.title, visit);
                for_each_inline_mut(&mut x.body, visit);
            }
            Block::Table(x) => {
                if let Some(caption) = &mut x.caption {
                    inlines_mut(&mut caption.content, visit);
                }
                let rows = x.head.iter_mut().chain(&mut x.body);
                rows.flat_map(|row| &mut row.cells).for_each(|cell| for_each_inline_mut(&mut cell.body, visit));
            }
            Block::Figure(x) => {
                if let Some(caption) = &mut x.caption {
                    inlines_mut(&mut caption.content, visit);
                }
            }
            Block::Definitions(x) => x.items.iter_mut().for_each(|item| {
                inlines_mut(&mut item.term, visit);
                item.meanings.iter_mut().for_each(|meaning| for_each_inline_mut(meaning, visit));
            }),
            Block::Division(x) => for_each_inline_mut(&mut x.body, visit),
            Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
        }
    }
}

fn inlines_mut(content: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in content {
        match inline {
            Inline::Styled(x) => inlines_mut(&mut x.content, visit),
            Inline::Link(x) => inlines_mut(&mut x.content, visit),
            Inline::CrossRef(x) => inlines_mut(&mut x.content, visit),
            Inline::Scope(x) => inlines_mut(&mut x.content, visit),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::NoteRef(_)
            | Inline::Break(_)
            | Inline::Ruby(_) => {}
        }
        visit(inline);
    }
}

/// Whether inlines show pictures and no words, as a linked picture on a line of its own does.
#[must_use]
pub fn are_pictures(content: &[Inline]) -> bool {
    let (mut pictures, mut words) = (false, false);
    inlines_of(content, &mut |inline| match inline {
        Inline::Image(_) => pictures = true,
        Inline::Text(x) => words |= !x.text.trim().is_empty(),
        Inline::Link(_) | Inline::Styled(_) | Inline::Scope(_) | Inline::Break(_) => {}
        Inline::Code(_) | Inline::Citation(_) | Inline::NoteRef(_) | Inline::CrossRef(_) | Inline::Ruby(_) => {
            words = true
        }
    });
    pictures && !words
}

/// The words of a line of text, without markup: what a bookmark or a window title shows.
/// Footnote marks are left out; a picture gives its alt text; a citation its mark.
#[must_use]
pub fn plain_text(content: &[Inline]) -> String {
    let mut words = String::new();
    inlines_of(content, &mut |inline| match inline {
        Inline::Text(x) => words.push_str(&x.text),
        Inline::Code(x) => words.push_str(&x.text),
        Inline::Image(x) => words.push_str(&x.alt),
        Inline::Break(_) => words.push(' '),
        Inline::Ruby(x) => words.push_str(&x.in_line()),
        Inline::Citation(x) if x.mark.is_empty() => words.push_str(x.written.as_deref().unwrap_or_default()),
        Inline::Citation(_)
        | Inline::Styled(_)
        | Inline::Link(_)
        | Inline::NoteRef(_)
        | Inline::CrossRef(_)
        | Inline::Scope(_) => {}
    });
    words
}

/// The words of a heading, for a table of contents, a bookmark or a running header: without the marks of
/// citations.
#[must_use]
pub fn heading_text(content: &[Inline]) -> String {
    let own: Vec<Inline> = content.iter().filter(|inline| !matches!(inline, Inline::Citation(_))).cloned().collect();
    plain_text(&own).split_whitespace().collect::<Vec<_>>().join(" ")
}

enum Part<'a> {
    Blocks(&'a [Block]),
    Inlines(&'a [Inline]),
}

/// The parts directly inside a block, in reading order.
fn parts_of(block: &Block) -> Vec<Part<'_>> {
    use Part::{Blocks, Inlines};
    match block {
        Block::Heading(x) => vec![Inlines(&x.content)],
        Block::Paragraph(x) => vec![Inlines(&x.content)],
        Block::Tips(x) => x.items.iter().flat_map(|tip| [Inlines(&tip.lead), Blocks(&tip.body)]).collect(),
        Block::List(x) => x.items.iter().map(|item| Blocks(&item.body)).collect(),
        Block::Quote(x) => vec![Blocks(&x.body)],
        Block::Callout(x) => vec![Inlines(&x.title), Blocks(&x.body)],
        Block::Table(x) => {
            let caption = x.caption.iter().map(|caption| Inlines(&caption.content));
            let rows = x.head.iter().chain(&x.body).flat_map(|row| &row.cells);
            caption.chain(rows.map(|cell| Blocks(&cell.body))).collect()
        }
        Block::Figure(x) => x.caption.iter().map(|caption| Inlines(&caption.content)).collect(),
        Block::Definitions(x) => x
            .items
            .iter()
            .flat_map(|item| {
                std::iter::once(Inlines(&item.term)).chain(item.meanings.iter().map(|blocks| Blocks(blocks)))
            })
            .collect(),
        Block::Division(x) => vec![Blocks(&x.body)],
        Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => vec![],
    }
}
