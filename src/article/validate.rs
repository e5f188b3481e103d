//! The rules of the AST that types alone do not keep.

use super::{Anchor, Article, Block, Inline, Span, Stage, Table, Target, for_each_block, for_each_inline};
use std::collections::HashSet;

/// A rule of the AST that an article breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What is wrong.
    pub message: String,
    /// Where, if known.
    pub span: Span,
}

pub(super) fn violations(article: &Article) -> Vec<Violation> {
    let mut found = Vec::new();
    let bodies: Vec<&[Block]> =
        std::iter::once(article.body.as_slice()).chain(article.notes.iter().map(|note| note.body.as_slice())).collect();
    for body in &bodies {
        for_each_block(body, &mut |block| shape(block, &mut found));
        for_each_inline(body, &mut |inline| words(inline, &mut found));
    }
    if article.stage == Stage::Resolved {
        resolved(article, &bodies, &mut found);
    }
    found
}

fn report(found: &mut Vec<Violation>, span: Span, message: impl Into<String>) {
    found.push(Violation { message: message.into(), span });
}

fn shape(block: &Block, found: &mut Vec<Violation>) {
    match block {
        Block::Tips(x) if x.items.is_empty() => report(found, x.span, "tips without a tip"),
        Block::List(x) if x.items.is_empty() => report(found, x.span, "a list without an item"),
        Block::Definitions(x) if x.items.is_empty() => report(found, x.span, "a definition list without a term"),
        Block::Tips(x) if x.items.iter().any(|tip| tip.lead.is_empty() && tip.body.is_empty()) => {
            report(found, x.span, "a tip without lead and body");
        }
        Block::Table(x) => grid(x, found),
        Block::Figure(x) if x.width.is_some_and(|w| !(1..=100).contains(&w)) => {
            report(found, x.span, "a figure's width is not 1 to 100 percent");
        }
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Tips(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Callout(_)
        | Block::Figure(_)
        | Block::Code(_)
        | Block::Definitions(_)
        | Block::Rule(_)
        | Block::PageBreak(_)
        | Block::Division(_)
        | Block::Bibliography(_) => {}
    }
}

/// Every row covers exactly the table's columns, counting cells that span from rows above.
fn grid(table: &Table, found: &mut Vec<Violation>) {
    for rows in [&table.head, &table.body] {
        let mut from_above = vec![0u32; table.columns.len()];
        for row in rows {
            let open = from_above.iter().filter(|&&rows| rows > 0).count();
            let own: usize = row.cells.iter().map(|cell| cell.columns as usize).sum();
            if open + own != table.columns.len() {
                let message = format!("a table row covers {} of {} columns", open + own, table.columns.len());
                report(found, row.span, message);
            }
            let mut column = 0;
            let mut next: Vec<u32> = from_above.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in &row.cells {
                while from_above.get(column).is_some_and(|&rows| rows > 0) {
                    column += 1;
                }
                for covered in column..column + cell.columns as usize {
                    if let Some(slot) = next.get_mut(covered) {
                        *slot = cell.rows.saturating_sub(1);
                    }
                }
                column += cell.columns as usize;
            }
            from_above = next;
        }
    }
}

fn words(inline: &Inline, found: &mut Vec<Violation>) {
    if let Inline::Text(x) = inline
        && x.text.chars().any(char::is_control)
    {
        report(found, x.span, "a control character in text");
    }
    if let Inline::Citation(x) = inline
        && x.items.is_empty()
    {
        report(found, x.span, "a citation of nothing");
    }
}

/// After resolve: every anchor once, every inner link lands, every number is there.
fn resolved(article: &Article, bodies: &[&[Block]], found: &mut Vec<Violation>) {
    let mut anchors: HashSet<&Anchor> = HashSet::new();
    let mut seen = Vec::new();
    for body in bodies {
        for_each_block(body, &mut |block| anchors_of_block(block, &mut seen, found));
        for_each_inline(body, &mut |inline| match inline {
            Inline::Citation(x) => seen.push((x.anchor.as_ref(), x.span, "a citation")),
            Inline::NoteRef(x) => seen.push((x.anchor.as_ref(), x.span, "a footnote reference")),
            Inline::Text(_)
            | Inline::Styled(_)
            | Inline::Code(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::CrossRef(_)
            | Inline::Break(_)
            | Inline::Scope(_)
            | Inline::Ruby(_) => {}
        });
    }
    seen.extend(article.notes.iter().map(|note| (note.anchor.as_ref(), note.span, "a footnote")));
    seen.extend(article.references.iter().map(|entry| (entry.anchor.as_ref(), entry.span, "a reference")));
    for (anchor, span, what) in seen {
        match anchor {
            None => report(found, span, format!("{what} without an anchor")),
            Some(anchor) if !anchors.insert(anchor) => {
                report(found, span, format!("the anchor `{anchor}` stands twice"))
            }
            Some(_) => {}
        }
    }
    for body in bodies {
        for_each_inline(body, &mut |inline| {
            let target = match inline {
                Inline::CrossRef(x) => Some(&x.target),
                Inline::Link(x) => match &x.target {
                    Target::Anchor(anchor) => Some(anchor),
                    Target::Url(_) => None,
                },
                _ => None,
            };
            if let Some(target) = target
                && !anchors.contains(target)
            {
                report(found, inline.span(), format!("a link to `{target}`, which is nowhere"));
            }
        });
    }
}

type Landing<'a> = (Option<&'a Anchor>, Span, &'static str);

fn anchors_of_block<'a>(block: &'a Block, seen: &mut Vec<Landing<'a>>, found: &mut Vec<Violation>) {
    match block {
        Block::Heading(x) => seen.push((x.anchor.as_ref(), x.span, "a heading")),
        Block::Table(x) => seen.push((x.anchor.as_ref(), x.span, "a table")),
        Block::Figure(x) => seen.push((x.anchor.as_ref(), x.span, "a figure")),
        Block::Division(x) if x.anchor.is_some() => seen.push((x.anchor.as_ref(), x.span, "a division")),
        Block::Tips(x) => {
            for tip in &x.items {
                seen.push((tip.anchor.as_ref(), tip.span, "a tip"));
                if tip.number.is_none() {
                    report(found, tip.span, "a tip without a number");
                }
            }
        }
        Block::Callout(x) if x.title.is_empty() => report(found, x.span, "a callout without a title"),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Callout(_)
        | Block::Code(_)
        | Block::Definitions(_)
        | Block::Rule(_)
        | Block::PageBreak(_)
        | Block::Division(_)
        | Block::Bibliography(_) => {}
    }
}
