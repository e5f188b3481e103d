//! Tables: cells that span columns and rows, header rows, header columns. Layout tables are replaced with their
//! content.

use super::{
    builder::Builder,
    items::Item,
    styles::Align,
    xml::{Id, Space},
};
use crate::{
    article::{Alignment, Block, Cell, Inline, Row, Style, Table},
    diagnostic::Code,
    read::account::Reason,
};
use std::collections::HashMap;

/// The maximum number of columns of a table.
const WIDEST: usize = 200;

/// The maximum number of grid positions of a table.
const MOST_PLACES: usize = 1_000_000;

/// A row of the document.
struct Source {
    cells: Vec<Placed>,
    head: bool,
    id: Id,
}

/// A cell with its position.
struct Placed {
    id: Id,
    column: usize,
    columns: usize,
    rows: usize,
    /// Whether it continues the cell above (vertical merge).
    goes_on: bool,
    covered: bool,
    align: Align,
    body: Vec<Block>,
}

impl<'a> Builder<'a, '_> {
    pub(super) fn table(&mut self, id: Id, out: &mut Vec<Item>) {
        let anchor = self.anchor();
        let tree = self.tree();
        let mut rows = Vec::new();
        self.rows(id, &mut rows);
        let mut rows: Vec<Source> = rows.into_iter().map(|row| self.source(row)).collect();
        rows.retain(|row| !row.cells.is_empty());
        merge(&mut rows);
        let outer = std::mem::replace(&mut self.in_cell, true);
        for row in &mut rows {
            let (covered, shown) = std::mem::take(&mut row.cells).into_iter().partition(|cell| cell.covered);
            let covered: Vec<Placed> = covered;
            covered.into_iter().for_each(|cell| self.leave(Reason::Hidden, cell.id));
            row.cells = shown;
            for cell in &mut row.cells {
                let items = self.flow(cell.id);
                cell.body = self.assembled(items);
            }
        }
        self.in_cell = outer;
        let span = tree.whole_span(id);
        if let [Source { cells, .. }] = rows.as_mut_slice()
            && let [cell] = cells.as_mut_slice()
            && let Some(read) = self.boxed(id, &mut cell.body)
        {
            return out.push(Item::Block(read));
        }
        if is_layout(&rows) {
            for cell in rows.into_iter().flat_map(|row| row.cells) {
                out.extend(cell.body.into_iter().map(Item::Block));
            }
            return;
        }
        let width = squeeze(&mut rows);
        if width > WIDEST || width * rows.len() > MOST_PLACES {
            let message = format!("the table has {} rows and {width} columns, which is too many", rows.len());
            return self.warn(Code::Limit, message, span, "split it into several tables");
        }
        let (heads_rows, heads_columns) = self.heads(id, &mut rows);
        let head_rows = extend(&rows, heads_rows);
        let mut columns = vec![Alignment::Start; width];
        for cell in rows.get(head_rows).or(rows.first()).into_iter().flat_map(|row| &row.cells) {
            if let (Some(slot), 1) = (columns.get_mut(cell.column), cell.columns) {
                *slot = match cell.align {
                    Align::Start => Alignment::Start,
                    Align::Center => Alignment::Center,
                    Align::End => Alignment::End,
                };
            }
        }
        let body = rows.split_off(head_rows);
        let read =
            |rows: Vec<Source>, heads: bool| filled(rows, width, heads && heads_columns, |id| tree.whole_span(id));
        let (head, body) = (read(rows, false), read(body, true));
        let table = Table { caption: None, columns, head: plain(head), body, anchor, span };
        out.push(Item::Block(Block::Table(Box::new(table))));
    }

    /// Collects the rows of a table, including those within containers.
    fn rows(&mut self, id: Id, out: &mut Vec<Id>) {
        let tree = self.tree();
        for child in tree.children(id) {
            match tree.full(child) {
                (Space::W, "tr") => {
                    let properties = tree.child(child, Space::W, "trPr");
                    if properties.is_some_and(|id| tree.child(id, Space::W, "del").is_some()) {
                        self.leave(Reason::Deleted, child);
                    } else {
                        out.push(child);
                    }
                }
                (Space::W, "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag" | "moveTo") => self.rows(child, out),
                _ => {}
            }
        }
    }

    fn source(&mut self, row: Id) -> Source {
        let tree = self.tree();
        let properties = tree.child(row, Space::W, "trPr");
        let number = |name| {
            let value = properties.and_then(|id| tree.value_of(id, name)).and_then(|value| value.parse::<usize>().ok());
            value.unwrap_or(0).min(WIDEST)
        };
        let mut cells = Vec::new();
        let mut ids = Vec::new();
        self.cells(row, &mut ids);
        let mut column = number("gridBefore");
        for id in ids {
            let own = tree.child(id, Space::W, "tcPr");
            let value = |name| own.and_then(|own| tree.value_of(own, name));
            let columns = value("gridSpan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1).clamp(1, WIDEST);
            let merged = own.and_then(|own| tree.child(own, Space::W, "vMerge"));
            let goes_on = merged.is_some_and(|id| tree.value(id) != Some("restart"));
            let across = own.and_then(|own| tree.child(own, Space::W, "hMerge"));
            if across.is_some_and(|id| tree.value(id) != Some("restart")) {
                if let Some(last) = cells.last_mut() {
                    let last: &mut Placed = last;
                    last.columns = (last.columns + columns).min(WIDEST);
                }
                self.leave(Reason::Hidden, id);
            } else {
                let align = self.align(id);
                cells.push(Placed { id, column, columns, rows: 1, goes_on, covered: false, align, body: Vec::new() });
            }
            column += columns;
        }
        let head = properties.and_then(|id| tree.switch(id, "tblHeader")) == Some(true);
        Source { cells, head, id: row }
    }

    fn cells(&mut self, id: Id, out: &mut Vec<Id>) {
        let tree = self.tree();
        for child in tree.children(id) {
            match tree.full(child) {
                (Space::W, "tc") => out.push(child),
                (Space::W, "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag") => self.cells(child, out),
                (Space::W, "bookmarkStart") => self.name(child),
                _ => {}
            }
        }
    }

    fn align(&self, cell: Id) -> Align {
        let tree = self.tree();
        let Some(paragraph) = tree.child(cell, Space::W, "p") else { return Align::Start };
        let properties = tree.child(paragraph, Space::W, "pPr");
        let style = self.styles.paragraph(properties.and_then(|id| tree.value_of(id, "pStyle")));
        let own = properties.map(|id| super::styles::paragraph_look(tree, id)).unwrap_or_default();
        own.over(style.paragraph).align.unwrap_or(Align::Start)
    }

    /// Returns the number of header rows, and whether the first column contains headers: as marked in the document,
    /// by the table style, or because only they are bold.
    fn heads(&self, id: Id, rows: &mut [Source]) -> (usize, bool) {
        let tree = self.tree();
        let properties = tree.child(id, Space::W, "tblPr");
        let style = self.styles.other(properties.and_then(|id| tree.value_of(id, "tblStyle")));
        let look = properties.and_then(|id| tree.child(id, Space::W, "tblLook"));
        let flag = |name, bit: u32| {
            look.is_some_and(|look| match tree.attribute(look, Space::W, name) {
                Some(value) => matches!(value, "1" | "true" | "on"),
                None => {
                    tree.value(look).and_then(|hex| u32::from_str_radix(hex, 16).ok()).is_some_and(|all| all & bit != 0)
                }
            })
        };
        let marked = rows.iter().take_while(|row| row.head).count();
        let bold = |cell: &Placed| is_bold(&cell.body);
        let first_row = || {
            let Some((first, rest)) = rows.split_first() else { return false };
            let filled = first.cells.len() > 1 && first.cells.iter().skip(1).all(|cell| !cell.body.is_empty());
            let stands_out = first.cells.iter().filter(|cell| !cell.body.is_empty()).all(bold)
                && !rest.iter().all(|row| row.cells.iter().all(bold));
            filled && !rest.is_empty() && ((flag("firstRow", 0x20) && style.heads.0) || stands_out)
        };
        let head = if marked > 0 && marked < rows.len() { marked } else { usize::from(marked == 0 && first_row()) };
        let column = {
            let body = rows.get(head..).unwrap_or_default();
            let firsts = || body.iter().filter_map(|row| row.cells.first().filter(|cell| cell.column == 0));
            let others = body.iter().flat_map(|row| row.cells.iter().filter(|cell| cell.column > 0));
            let stands_out = body.len() > 1
                && firsts().count() > 0
                && firsts().all(&bold)
                && !others.filter(|cell| !cell.body.is_empty()).all(bold);
            (flag("firstColumn", 0x80) && style.heads.1) || stands_out
        };
        (head, column)
    }
}

/// Returns whether blocks consist only of bold text.
fn is_bold(body: &[Block]) -> bool {
    !body.is_empty()
        && body.iter().all(|block| match block {
            Block::Paragraph(x) => x.content.iter().all(|inline| match inline {
                Inline::Styled(x) => x.style == Style::Strong,
                Inline::Break(_) => true,
                Inline::Text(x) => x.text.trim().is_empty(),
                _ => false,
            }),
            _ => false,
        })
}

/// Removes bold from header cells, where it is implied.
fn plain(mut rows: Vec<Row>) -> Vec<Row> {
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        unbold(cell);
    }
    rows
}

fn unbold(cell: &mut Cell) {
    if !is_bold(&cell.body) {
        return;
    }
    for block in &mut cell.body {
        if let Block::Paragraph(x) = block {
            let content = std::mem::take(&mut x.content).into_iter();
            x.content = content
                .flat_map(|inline| match inline {
                    Inline::Styled(x) if x.style == Style::Strong => x.content,
                    other => vec![other],
                })
                .collect();
        }
    }
}

/// Extends cells to the rows below that continue them.
fn merge(rows: &mut [Source]) {
    // by column: the row and index of the cell that may be continued
    let mut open: HashMap<usize, (usize, usize)> = HashMap::new();
    for at in 0..rows.len() {
        let mut next = HashMap::new();
        for position in 0..rows[at].cells.len() {
            let Placed { column, goes_on, .. } = rows[at].cells[position];
            let owner = open.get(&column).filter(|_| goes_on).copied();
            if let Some((row, owner)) = owner {
                rows[row].cells[owner].rows = at - row + 1;
                rows[at].cells[position].covered = true;
            }
            next.insert(column, owner.unwrap_or((at, position)));
        }
        open = next;
    }
}

/// Returns the number of header rows, including rows that header cells extend into.
fn extend(rows: &[Source], mut head: usize) -> usize {
    let mut at = 0;
    while at < head {
        head = head.max(rows[at].cells.iter().map(|cell| at + cell.rows).max().unwrap_or(0)).min(rows.len());
        at += 1;
    }
    if head == rows.len() { 0 } else { head }
}

/// Returns whether a table is used only for layout: a single cell, or headings in cells.
fn is_layout(rows: &[Source]) -> bool {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let marked = rows.iter().any(|row| row.head);
    let holds = cells().flat_map(|cell| &cell.body).any(|block| matches!(block, Block::Heading(_)));
    cells().count() <= 1 || (holds && !marked)
}

/// Removes columns in which no cell starts, and returns the number that remain.
fn squeeze(rows: &mut [Source]) -> usize {
    let mut starts: Vec<usize> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    starts.sort_unstable();
    starts.dedup();
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        let first = starts.partition_point(|&start| start < cell.column);
        let last = starts.partition_point(|&start| start < cell.column + cell.columns);
        (cell.column, cell.columns) = (first, (last - first).max(1));
    }
    starts.len()
}

/// Returns rows in which every grid position is covered exactly once.
fn filled(rows: Vec<Source>, width: usize, heads: bool, span: impl Fn(Id) -> crate::article::Span) -> Vec<Row> {
    let count = rows.len();
    let mut covered = vec![0usize; width];
    let mut done = Vec::with_capacity(count);
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells = Vec::new();
        let mut placed = row.cells.into_iter().peekable();
        let mut column = 0;
        while column < width {
            if covered[column] > 0 {
                covered[column] -= 1;
                column += 1;
                continue;
            }
            let free = covered[column..].iter().take_while(|rows| **rows == 0).count();
            let Some(cell) = placed.next_if(|cell| cell.column <= column) else {
                cells.push(Cell::new(Vec::new()));
                column += 1;
                continue;
            };
            let columns = cell.columns.clamp(1, free);
            let rows = cell.rows.clamp(1, count - at);
            covered[column..column + columns].fill(rows - 1);
            let heads_row = heads && column == 0;
            column += columns;
            let number = |n: usize| u32::try_from(n).unwrap_or(1);
            let mut cell = Cell { body: cell.body, heads_row, columns: number(columns), rows: number(rows) };
            if heads_row {
                unbold(&mut cell);
            }
            cells.push(cell);
        }
        // cells of a malformed grid without a position
        if let Some(last) = cells.last_mut() {
            placed.for_each(|cell| last.body.extend(cell.body));
        }
        done.push(Row { cells, span: span(row.id) });
    }
    done
}
