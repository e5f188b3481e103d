//! Header associations in irregular tables, for screen readers.

use super::{
    Composer,
    placed::{Placed, place},
};
use crate::{
    article::{Cell, Table},
    render::pdf::structure::NodeId,
};
use std::{collections::BTreeMap, ops::Range};

impl Composer<'_> {
    /// Lists the headers of each cell of an irregular table (ISO 32000-1, table 349): scopes alone do not determine
    /// which of several headers above or before a cell apply to it.
    pub(super) fn name_headers(&mut self, table: &Table, cells: &[Tagged]) {
        let spans = |cell: &Cell| (cell.columns, cell.rows) != (1, 1);
        let heads = table.head.iter().flat_map(|row| &row.cells);
        let rows = place(&table.body, table.columns.len());
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
}

/// The maximum number of header rows for which headers are listed: each cell would have to list them all.
const MOST_HEAD_ROWS: usize = 16;

/// The header cells of a table: a long table has few above its columns, and few in each row.
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

    /// Returns the headers of a cell, in reading order.
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

/// A cell's element, with the columns and rows that it covers.
pub(super) struct Tagged {
    node: NodeId,
    columns: Range<usize>,
    rows: Range<usize>,
    heads_columns: bool,
    heads_rows: bool,
}

impl Tagged {
    pub(super) fn new(placed: &Placed<'_>, node: NodeId, row: usize, head: bool) -> Self {
        let cover = |first: usize, count: u32| first..first + count.max(1) as usize;
        let (columns, rows) = (cover(placed.column, placed.cell.columns), cover(row, placed.cell.rows));
        Self { node, columns, rows, heads_columns: head, heads_rows: placed.cell.heads_row }
    }

    /// Returns whether this is a header above the cell, or before it in its row.
    fn heads(&self, cell: &Self) -> bool {
        let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let above = self.heads_columns && self.rows.end <= cell.rows.start && meet(&self.columns, &cell.columns);
        let row_headers = self.heads_rows && self.node != cell.node && !cell.heads_rows && meet(&self.rows, &cell.rows);
        above || row_headers
    }
}
