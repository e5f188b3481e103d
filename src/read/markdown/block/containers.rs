//! Converts containers when they close, and adds the results to their parents.

use super::{
    alerts::{self, Mark},
    arrange::{arrange, arrange_all_but_lists},
    divisions,
    frame::{Frame, Kind},
    html_table::HtmlCell,
    lists,
};
use crate::{
    article::{
        Alignment, Anchor, Block, Callout, CalloutKind, Cell, Definition, Definitions, Heading, HeadingLevel, Inline,
        List, ListItem, ListMarker, Note, Numerals, Quote, Row, Span, Table,
    },
    read::common::callouts,
};

/// Closes a heading, term or caption. `named` is an anchor in its line.
pub(super) fn close_line(parent: &mut Frame, kind: Kind, content: Vec<Inline>, named: Option<Anchor>, span: Span) {
    match (kind, &mut parent.kind) {
        (Kind::Heading { level, anchor, classes }, _) if !content.is_empty() => {
            let (level, anchor) = (HeadingLevel::clamped(level), anchor.or(named));
            let heading = Heading { level, number: None, content, anchor, classes, span };
            parent.blocks.push(Block::Heading(Box::new(heading)));
        }
        (Kind::Term, Kind::Definitions(items)) if !content.is_empty() => {
            items.push(Definition { term: content, meanings: Vec::new() });
        }
        (Kind::HtmlCaption, Kind::HtmlTable(table)) => table.caption.extend(content),
        (Kind::Term | Kind::HtmlCaption, _) if !content.is_empty() => {
            parent.blocks.push(Block::paragraph(content, span));
        }
        _ => {}
    }
}

/// Closes a container of blocks. `source` is the text that spans refer to.
pub(super) fn close(source: &str, parent: &mut Frame, kind: Kind, blocks: Vec<Block>, span: Span) {
    match kind {
        Kind::Table { columns, head, body } => parent.blocks.push(table(columns, head, body, span)),
        Kind::Head(_) | Kind::Row(_) | Kind::Cell => close_table_part(parent, kind, blocks, span),
        Kind::Quote(kind) => parent.blocks.push(quote(source, kind, blocks, span)),
        Kind::List { first, items, tight } if !items.is_empty() => {
            // HTML may have text between list items.
            parent.blocks.extend(arrange(source, blocks));
            parent.blocks.push(Block::List(list(first, tight, items, span)));
        }
        Kind::Definitions(items) if !items.is_empty() => {
            parent.blocks.extend(arrange(source, blocks));
            parent.blocks.push(Block::Definitions(Definitions { items, span }));
        }
        Kind::Division(division) => {
            let body = body(source, &division.classes, blocks);
            parent.blocks.extend(divisions::html(*division, body, span));
        }
        Kind::Fenced(division) => {
            let body = body(source, &division.attributes.classes, blocks);
            parent.blocks.extend(divisions::fenced(*division, body, span));
        }
        Kind::Metadata => {}
        Kind::HtmlTable(table) => {
            parent.blocks.extend(table.finish(span));
            // Text between the tags of rows and cells belongs to none of them.
            parent.blocks.extend(arrange(source, blocks));
        }
        Kind::HtmlRow(_) | Kind::HtmlCell(_) => close_html_table_part(source, parent, kind, blocks, span),
        Kind::Item(task) => close_item(parent, task, arrange(source, blocks), span),
        Kind::Meaning => close_meaning(parent, arrange(source, blocks)),
        _ => parent.blocks.extend(arrange(source, blocks)),
    }
}

/// Converts a footnote definition to a note.
pub(super) fn note(source: &str, label: String, blocks: Vec<Block>, span: Span) -> Note {
    Note { label, number: None, anchor: None, referred_from: Vec::new(), body: arrange(source, blocks), span }
}

fn body(source: &str, classes: &[String], blocks: Vec<Block>) -> Vec<Block> {
    if lists::are_classified(classes, &blocks) {
        arrange_all_but_lists(source, blocks)
    } else {
        arrange(source, blocks)
    }
}

fn quote(source: &str, kind: Option<CalloutKind>, blocks: Vec<Block>, span: Span) -> Block {
    if let Some(kind) = kind {
        return Block::Callout(Callout::new(kind, Vec::new(), arrange(source, blocks), span));
    }
    if let Some(mark) = Mark::of_quote(source, &blocks) {
        return mark.callout(source, blocks, span);
    }
    let body = arrange(source, blocks);
    // An explicitly marked callout does not label the quote around it.
    let marked = matches!(body.first(), Some(Block::Callout(own)) if !alerts::is_label(source, own.span));
    let quote = Quote { body, span };
    if marked { Block::Quote(quote) } else { callouts::quote(quote) }
}

fn list(first: Option<u64>, tight: bool, items: Vec<ListItem>, span: Span) -> List {
    let start = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
    let marker = start.map_or(ListMarker::Bullet, |start| ListMarker::Ordered { start, numerals: Numerals::Decimal });
    List { marker, tight, items, span }
}

fn close_item(parent: &mut Frame, task: Option<bool>, body: Vec<Block>, span: Span) {
    match &mut parent.kind {
        Kind::List { items, .. } => items.push(ListItem { task, label: None, body, span }),
        _ => parent.blocks.extend(body),
    }
}

fn close_meaning(parent: &mut Frame, body: Vec<Block>) {
    if let Kind::Definitions(items) = &mut parent.kind
        && let Some(last) = items.last_mut()
    {
        last.meanings.push(body);
    } else {
        parent.blocks.extend(body);
    }
}

fn close_table_part(parent: &mut Frame, kind: Kind, blocks: Vec<Block>, span: Span) {
    match (kind, &mut parent.kind) {
        (Kind::Head(cells), Kind::Table { head, .. }) => head.push(Row { cells, span }),
        (Kind::Row(cells), Kind::Table { body, .. }) => body.push(Row { cells, span }),
        (_, Kind::Head(cells) | Kind::Row(cells)) => cells.push(Cell::new(blocks)),
        _ => parent.blocks.extend(blocks),
    }
}

fn close_html_table_part(source: &str, parent: &mut Frame, kind: Kind, blocks: Vec<Block>, span: Span) {
    let blocks = arrange(source, blocks);
    match (kind, &mut parent.kind) {
        (Kind::HtmlRow(cells), Kind::HtmlTable(table)) => {
            table.rows.push((cells, span));
            parent.blocks.extend(blocks);
        }
        (Kind::HtmlCell(cell), Kind::HtmlRow(cells)) => {
            cells.push(HtmlCell { cell: Cell { body: blocks, ..cell.cell }, ..cell });
        }
        _ => parent.blocks.extend(blocks),
    }
}

/// Returns a table, with its rows padded to the number of columns.
fn table(columns: Vec<Alignment>, mut head: Vec<Row>, mut body: Vec<Row>, span: Span) -> Block {
    for row in head.iter_mut().chain(&mut body) {
        row.cells.resize_with(columns.len(), || Cell::new(Vec::new()));
    }
    head.retain(|row| row.cells.iter().any(|cell| !cell.body.is_empty()));
    Block::Table(Box::new(Table { caption: None, columns, head, body, anchor: None, span }))
}
