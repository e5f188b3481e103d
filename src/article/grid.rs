//! The grid of a table: which cell covers which row and column.

use super::{Cell, Row};
use std::ops::Range;

/// The maximum number of places of a table that its cells cover in rows below their own. Where rows are shown one by one,
/// these cells are repeated.
pub(crate) const MOST_COVERED: usize = 100_000;

/// Assigns cells to columns, row by row, from top to bottom.
pub(crate) struct Grid {
    /// For each column, the number of rows, including this one, that a cell beginning in or above this row covers.
    rows_left: Vec<u32>,
    /// The column after the last cell placed in this row.
    next: usize,
}

impl Grid {
    pub(crate) fn new(columns: usize) -> Self {
        Self { rows_left: vec![0; columns], next: 0 }
    }

    /// Begins a row. Returns the number of its columns that cells from above cover.
    pub(crate) fn begin_row(&mut self) -> usize {
        self.next = 0;
        self.rows_left.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.rows_left.iter().filter(|rows| **rows > 0).count()
    }

    /// Places the next cell of the row, after those that cells from above cover. Returns its columns, clipped to the
    /// table.
    pub(crate) fn place(&mut self, cell: &Cell) -> Range<usize> {
        while self.rows_left.get(self.next).is_some_and(|&rows| rows > 0) {
            self.next += 1;
        }
        let first = self.next;
        self.next = first.saturating_add(cell.columns.max(1) as usize).min(self.rows_left.len());
        self.rows_left[first..self.next].fill(cell.rows.max(1));
        first..self.next
    }
}

/// Returns, for each row and column, the cell that covers it; `None` where a malformed table has none. Cells beyond the
/// last column are ignored.
pub(crate) fn grid(rows: &[Row], columns: usize) -> Vec<Vec<Option<&Cell>>> {
    let mut grid = Grid::new(columns);
    let mut line: Vec<Option<&Cell>> = vec![None; columns];
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        grid.begin_row();
        for (cell, rows_left) in line.iter_mut().zip(&grid.rows_left) {
            *cell = cell.filter(|_| *rows_left > 0);
        }
        for cell in &row.cells {
            line[grid.place(cell)].fill(Some(cell));
        }
        lines.push(line.clone());
    }
    lines
}
