//! Tables: column widths by content, rows that stay whole, header rows that repeat.

use super::{Column, Composer, Inherited, block::overhang, column::Inset, inline::Look, layout};
use crate::{
    article::{Alignment as Align, Block, Cell, Row, Table, plain_text},
    render::pdf::structure::{NodeId, Role, Scope},
    typeset::{
        Alignment, Item, ItemKind, Text,
        flow::{Node, VBox, penalty, stack},
    },
};
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// Room in a cell above its words, in points; at the sides there is [`Inset::CELL`].
const PAD_Y: f32 = 4.0;

/// Between what says that a table goes on and its header, in points.
const CONTINUED_GAP: f32 = 3.0;

/// A cell's place in the grid.
pub(super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    pub(super) column: usize,
}

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::Table);
        if let Some(caption) = &table.caption {
            self.caption(caption, column, node, nodes);
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(5.0));
        }
        let widths = self.column_widths(table, column.width);
        let mut grid = Grid::new(column, widths);
        let mut header = VBox::default();
        self.line(&grid, 1.1, &mut header);
        if !table.head.is_empty() {
            // a group of header rows needs a group of others (ISO 14289-1, 7.2)
            let group = if table.body.is_empty() { node } else { self.structure.child(node, Role::THead) };
            for cells in place(&table.head) {
                let set = self.row(cells, table, &mut grid, group, true);
                let y = header.height;
                header.absorb(set, 0.0, y);
            }
            self.line(&grid, 0.6, &mut header);
        }
        let repeated = Arc::new(self.continued(table, &header, column));
        nodes.push(Node::Box(header));
        nodes.push(Node::Repeat(repeated));
        self.body_rows(table, &mut grid, node, nodes);
        self.name_headers(table, &grid.cells);
        nodes.push(Node::EndRepeat);
        let mut foot = VBox::default();
        self.line(&grid, 1.1, &mut foot);
        nodes.push(Node::Box(foot));
        self.land(table.anchor.as_ref(), first, nodes);
    }

    fn body_rows(&mut self, table: &Table, grid: &mut Grid, node: NodeId, nodes: &mut Vec<Node>) {
        if table.body.is_empty() {
            return;
        }
        let group = self.structure.child(node, Role::TBody);
        let mut spanned = 0;
        for (at, (row, cells)) in table.body.iter().zip(place(&table.body)).enumerate() {
            let mut set = self.row(cells, table, grid, group, false);
            if at == 0 {
                // the header stays with the first row
                nodes.push(Node::Break(penalty::FORBIDDEN));
            } else {
                // Rows that a cell spans stay on one page, and so do the last two.
                let whole = spanned > 0 || at == 1 || at + 1 == table.body.len();
                nodes.push(Node::Break(if whole { penalty::FORBIDDEN } else { penalty::ROWS }));
                let rect = grid.column.rect(0.0, 0.4);
                let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.hairline };
                set.items.insert(0, Item { owner: layout(), kind });
            }
            let reach = row.cells.iter().map(|cell| cell.rows).max().unwrap_or(1).saturating_sub(1);
            spanned = reach.max(u32::saturating_sub(spanned, 1));
            nodes.push(Node::Box(set));
        }
    }

    fn row(&mut self, cells: Vec<Placed<'_>>, table: &Table, grid: &mut Grid, group: NodeId, head: bool) -> VBox {
        self.notes.height = 0.0;
        let node = self.structure.child(group, Role::TR);
        let mut set = VBox { height: self.inherited.body_type.leading + 2.0 * PAD_Y, ..VBox::default() };
        for placed in cells {
            let align = table.columns.get(placed.column).copied().unwrap_or_default();
            let inner = self.cell(&placed, align, grid, node, head);
            set.absorb(inner, 0.0, 0.0);
        }
        grid.row += 1;
        set
    }

    fn cell(&mut self, placed: &Placed<'_>, align: Align, grid: &mut Grid, row: NodeId, head: bool) -> VBox {
        let cell = placed.cell;
        let heads = head || cell.heads_row;
        let node = self.structure.child(row, if heads { Role::TH } else { Role::TD });
        let attributes = self.structure.attributes(node);
        (attributes.columns, attributes.rows) = (cell.columns, cell.rows);
        attributes.scope = heads.then_some(match (head, cell.heads_row) {
            (true, true) => Scope::Both,
            (true, false) => Scope::Column,
            (false, _) => Scope::Row,
        });
        grid.cells.push(Tagged::new(placed, node, grid.row, head));
        let column = grid.cell(placed.column, cell.columns as usize);
        let mut nodes = Vec::new();
        self.in_cell(cell, head, |composer| {
            composer.inherited.alignment = alignment(align);
            composer.blocks(&cell.body, column, node, &mut nodes);
        });
        let inner = stack(nodes);
        let mut set = VBox::default();
        set.absorb(inner, 0.0, PAD_Y + cell.body.first().map_or(0.0, overhang));
        set.height += PAD_Y + cell.body.last().map_or(0.0, overhang);
        set
    }

    /// Sets or measures words as a cell has them.
    pub(super) fn in_cell<T>(&mut self, cell: &Cell, head: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        let inherit = |here: &mut Inherited| {
            here.bold |= head || cell.heads_row;
            (here.in_cell, here.in_figures) = (true, holds_figures(cell));
        };
        self.within(inherit, work)
    }

    /// Gives each cell of an irregular table its headers (ISO 32000-1, table 349): there a reader does not know by
    /// scopes which of several headers above or before a cell apply to it.
    fn name_headers(&mut self, table: &Table, cells: &[Tagged]) {
        let spans = |cell: &Cell| (cell.columns, cell.rows) != (1, 1);
        let heads = table.head.iter().flat_map(|row| &row.cells);
        let rows = place(&table.body);
        let row_headers = || rows.iter().flatten().filter(|placed| placed.cell.heads_row);
        let irregular = table.head.len() > 1
            || heads.chain(row_headers().map(|placed| placed.cell)).any(spans)
            || row_headers().any(|placed| placed.column > 0);
        if irregular && table.head.len() <= MOST_HEAD_ROWS {
            let headers = Headers::of(cells);
            for cell in cells {
                self.structure.attributes(cell.node).headers = headers.of_cell(cell);
            }
        }
    }

    /// A rule across the table.
    fn line(&self, grid: &Grid, height: f32, set: &mut VBox) {
        let rect = grid.column.rect(set.height, height);
        let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.ink };
        set.items.push(Item { owner: layout(), kind });
        set.height += height;
    }

    /// Returns what is above the rows on the pages that a table continues on: a note that it does, and its header.
    fn continued(&mut self, table: &Table, header: &VBox, column: Column) -> VBox {
        let label = table.caption.as_ref().and_then(|caption| caption.label.as_deref());
        let word = format!("({})", self.locale.continued);
        let words = label.map_or_else(|| word.clone(), |label| format!("{label} {word}"));
        let mut text = Text::new();
        text.push(&words, self.style(Look::new(self.sheet.fine, self.sheet.colors.faint)), layout(), None);
        let mut over = self.label_box(&text, column, self.sheet.fine.leading, Alignment::Start);
        over.height += CONTINUED_GAP;
        let below = over.height;
        over.absorb(self.silent(header), 0.0, below);
        over
    }

    /// Returns the box as decoration: a header that repeats is not read again.
    fn silent(&self, set: &VBox) -> VBox {
        let silent = |item: &Item| Item { owner: layout(), kind: item.kind.clone() };
        let seen = set.items.iter().filter(|item| !matches!(item.kind, ItemKind::Mark { .. }));
        let mut items: Vec<Item> = seen.map(silent).collect();
        for item in &mut items {
            if let ItemKind::Glyphs(run) = &mut item.kind {
                run.link = None;
            }
        }
        VBox { height: set.height, items, notes: Vec::new() }
    }
}

/// Whether a cell holds figures more than words: these are aligned as those of a column are.
fn holds_figures(cell: &Cell) -> bool {
    let [Block::Paragraph(only)] = &cell.body[..] else { return false };
    let words = plain_text(&only.content);
    let figures = words.chars().filter(|c| c.is_numeric()).count();
    figures > 0 && figures >= words.chars().filter(|c| c.is_alphabetic()).count()
}

/// A table with more rows of headers names none: each cell would have to name them all.
const MOST_HEAD_ROWS: usize = 16;

/// The cells of a table that head others: a long table has few above its columns, and few in each row.
struct Headers<'c> {
    of_columns: BTreeMap<usize, Vec<&'c Tagged>>,
    of_rows: BTreeMap<usize, Vec<&'c Tagged>>,
}

impl<'c> Headers<'c> {
    fn of(cells: &'c [Tagged]) -> Self {
        let last = cells.iter().map(|cell| cell.columns.start + 1).max().unwrap_or_default();
        let mut of_columns: BTreeMap<usize, Vec<&Tagged>> = BTreeMap::new();
        for header in cells.iter().filter(|cell| cell.heads_columns) {
            for column in header.columns.start..header.columns.end.min(last) {
                of_columns.entry(column).or_default().push(header);
            }
        }
        let end = cells.iter().map(|cell| cell.rows.start + 1).max().unwrap_or_default();
        let mut of_rows: BTreeMap<usize, Vec<&Tagged>> = BTreeMap::new();
        for header in cells.iter().filter(|cell| cell.heads_rows) {
            for row in header.rows.start..header.rows.end.min(end) {
                of_rows.entry(row).or_default().push(header);
            }
        }
        Self { of_columns, of_rows }
    }

    /// What heads a cell, in the order of reading.
    fn of_cell(&self, cell: &Tagged) -> Vec<NodeId> {
        let row_headers = self.of_rows.range(cell.rows.clone()).flat_map(|(_, headers)| headers);
        let column_headers = self.of_columns.range(cell.columns.clone()).flat_map(|(_, headers)| headers);
        let found = column_headers.chain(row_headers).filter(|header| header.heads(cell));
        let mut nodes: Vec<NodeId> = found.map(|header| header.node).collect();
        // a header that spans columns or rows is found in each of them
        nodes.sort_unstable_by_key(|node| node.0);
        nodes.dedup();
        nodes
    }
}

/// Columns of a table, and its cells so far.
struct Grid {
    column: Column,
    widths: Vec<f32>,
    /// Where each column starts, and where the last one ends.
    starts: Vec<f32>,
    cells: Vec<Tagged>,
    /// How many rows there are so far.
    row: usize,
}

/// A cell's element, with the columns and rows that it covers.
struct Tagged {
    node: NodeId,
    columns: Range<usize>,
    rows: Range<usize>,
    heads_columns: bool,
    heads_rows: bool,
}

impl Tagged {
    fn new(placed: &Placed<'_>, node: NodeId, row: usize, head: bool) -> Self {
        let cover = |first: usize, count: u32| first..first + count.max(1) as usize;
        let (columns, rows) = (cover(placed.column, placed.cell.columns), cover(row, placed.cell.rows));
        Self { node, columns, rows, heads_columns: head, heads_rows: placed.cell.heads_row }
    }

    /// Whether this is a header above the cell, or one that reading comes by before the cell in its row.
    fn heads(&self, cell: &Self) -> bool {
        let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let above = self.heads_columns && self.rows.end <= cell.rows.start && meet(&self.columns, &cell.columns);
        let row_headers = self.heads_rows && self.node != cell.node && !cell.heads_rows && meet(&self.rows, &cell.rows);
        above || row_headers
    }
}

impl Grid {
    fn new(column: Column, widths: Vec<f32>) -> Self {
        let mut starts = vec![0.0];
        for width in &widths {
            starts.push(starts.last().copied().unwrap_or_default() + width);
        }
        Self { column, widths, starts, cells: Vec::new(), row: 0 }
    }

    /// The room for words of a cell that covers `count` columns from `first` on.
    fn cell(&self, first: usize, count: usize) -> Column {
        let start = self.starts[first.min(self.widths.len())];
        let width: f32 = self.widths.iter().skip(first).take(count.max(1)).sum();
        self.column.part(start, width).within(Inset::CELL)
    }
}

/// Each row's cells with their columns, past cells that span from above.
pub(super) fn place(rows: &[Row]) -> Vec<Vec<Placed<'_>>> {
    let mut open: Vec<u32> = Vec::new();
    rows.iter()
        .map(|row| {
            let mut column = 0;
            let mut next: Vec<u32> = open.iter().map(|rows| rows.saturating_sub(1)).collect();
            let placed = row.cells.iter().map(|cell| {
                while open.get(column).is_some_and(|&rows| rows > 0) {
                    column += 1;
                }
                let at = column;
                column += cell.columns.max(1) as usize;
                next.resize(next.len().max(column), 0);
                next[at..column].fill(cell.rows.saturating_sub(1));
                Placed { cell, column: at }
            });
            let placed = placed.collect();
            open = next;
            placed
        })
        .collect()
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::Start => Alignment::Start,
        Align::Center => Alignment::Center,
        Align::End => Alignment::End,
    }
}
