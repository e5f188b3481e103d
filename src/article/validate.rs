//! The rules of the AST that its types cannot express.

use super::{
    Anchor, Article, Block, Cell, Grid, Inline, MOST_COVERED, Span, Stage, Table, Target, Width, for_each_block,
    for_each_inline, inlines_of,
};
use std::collections::HashSet;

/// The maximum number of grid positions of a table, rows times columns. A cell may span many, so a few bytes could ask
/// for billions.
const MOST_PLACES: usize = 4_000_000;

/// A violation of a rule of the AST.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What is wrong.
    pub message: String,
    /// The source span, if known.
    pub span: Span,
}

pub(super) fn violations(article: &Article) -> Vec<Violation> {
    let mut found = Vec::new();
    for body in article.bodies() {
        for_each_block(body, &mut |block| shape(block, &mut found));
        for_each_inline(body, &mut |inline| words(inline, &mut found));
    }
    if article.stage == Stage::Resolved {
        resolved(article, &mut found);
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
        Block::Division(x) if x.layout.is_some_and(|layout| !layout.is_sound()) => {
            report(found, x.span, "a layout whose number is out of its range");
        }
        Block::Table(x) => grid(x, found),
        Block::Figure(x) if x.width.is_some_and(|width| !is_sound(width)) => {
            report(found, x.span, "a figure's width is not 1 to 100 percent or at least 1 point");
        }
        _ => {}
    }
}

/// Checks that every row covers exactly the table's columns, counting cells that span from rows above.
fn grid(table: &Table, found: &mut Vec<Violation>) {
    let places = (table.head.len() + table.body.len()).saturating_mul(table.columns.len());
    if places > MOST_PLACES {
        return report(found, table.span, format!("a table of {places} places, which is more than {MOST_PLACES}"));
    }
    let cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
    let most = table.head.len() + table.body.len();
    let covered = |cell: &Cell| (cell.rows.max(1) as usize - 1).min(most).saturating_mul(cell.columns as usize);
    if cells.map(covered).fold(0, usize::saturating_add) > MOST_COVERED {
        let message = format!("a table whose cells cover more than {MOST_COVERED} places in rows below their own");
        return report(found, table.span, message);
    }
    for rows in [&table.head, &table.body] {
        let mut grid = Grid::new(table.columns.len());
        for row in rows {
            let covered = grid.begin_row() + row.cells.iter().map(|cell| cell.columns as usize).sum::<usize>();
            if covered != table.columns.len() {
                let message = format!("a table row covers {covered} of {} columns", table.columns.len());
                report(found, row.span, message);
            }
            for cell in &row.cells {
                grid.place(cell);
            }
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

/// Checks a resolved article: each anchor is unique, each inner link has a target, each tip a number.
fn resolved(article: &Article, found: &mut Vec<Violation>) {
    let mut anchors: HashSet<&Anchor> = HashSet::new();
    let mut seen = Vec::new();
    for body in article.bodies() {
        for_each_block(body, &mut |block| anchors_of_block(block, &mut seen, found));
        for_each_inline(body, &mut |inline| seen.extend(anchor_of_inline(inline)));
    }
    for line in article.front.iter().flat_map(|front| front.texts()) {
        inlines_of(line, &mut |inline| seen.extend(anchor_of_inline(inline)));
    }
    seen.extend(article.notes.iter().map(|note| (note.anchor.as_ref(), note.span, "a footnote")));
    seen.extend(article.references.iter().map(|entry| (entry.anchor.as_ref(), entry.span, "a reference")));
    for (anchor, span, what) in seen {
        match anchor {
            None => report(found, span, format!("{what} without an anchor")),
            Some(anchor) if !anchors.insert(anchor) => {
                report(found, span, format!("the anchor `{anchor}` is used twice"))
            }
            Some(_) => {}
        }
    }
    for body in article.bodies() {
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
                report(found, inline.span(), format!("a link to `{target}`, which does not exist"));
            }
        });
    }
}

type Landing<'a> = (Option<&'a Anchor>, Span, &'static str);

fn anchor_of_inline(inline: &Inline) -> Option<Landing<'_>> {
    match inline {
        Inline::Citation(x) => Some((x.anchor.as_ref(), x.span, "a citation")),
        Inline::NoteRef(x) => Some((x.anchor.as_ref(), x.span, "a footnote reference")),
        _ => None,
    }
}

fn anchors_of_block<'a>(block: &'a Block, seen: &mut Vec<Landing<'a>>, found: &mut Vec<Violation>) {
    match block {
        Block::Heading(x) => seen.push((x.anchor.as_ref(), x.span, "a heading")),
        Block::Table(x) => seen.push((x.anchor.as_ref(), x.span, "a table")),
        Block::Figure(x) => seen.push((x.anchor.as_ref(), x.span, "a figure")),
        Block::Division(x) if x.anchor.is_some() => seen.push((x.anchor.as_ref(), x.span, "a division")),
        Block::Formula(x) if x.anchor.is_some() => seen.push((x.anchor.as_ref(), x.span, "a formula")),
        Block::Tips(x) => {
            for tip in &x.items {
                seen.push((tip.anchor.as_ref(), tip.span, "a tip"));
                if tip.number.is_none() {
                    report(found, tip.span, "a tip without a number");
                }
            }
        }
        Block::Callout(x) if x.title.is_empty() => report(found, x.span, "a callout without a title"),
        _ => {}
    }
}

/// Returns whether a width is in its range.
fn is_sound(width: Width) -> bool {
    match width {
        Width::Percent(percent) => (1..=100).contains(&percent),
        Width::Points { points } => points > 0,
    }
}
