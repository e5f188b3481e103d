//! The grid of a table that is set in columns: where its cells are.

use super::{Column, headers::Tagged};
use crate::{
    article::{Cell, Row},
    render::pdf::compose::column::Inset,
};

/// A cell's place in the grid.
pub(in super::super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    pub(super) column: usize,
}

/// Columns of a table, and its cells so far.
pub(super) struct Grid {
    pub(super) column: Column,
    widths: Vec<f32>,
    /// Where each column starts, and where the last one ends.
    starts: Vec<f32>,
    pub(super) cells: Vec<Tagged>,
    /// How many rows there are so far.
    pub(super) row: usize,
}

impl Grid {
    pub(super) fn new(column: Column, widths: Vec<f32>) -> Self {
        let mut starts = vec![0.0];
        for width in &widths {
            starts.push(starts.last().copied().unwrap_or_default() + width);
        }
        Self { column, widths, starts, cells: Vec::new(), row: 0 }
    }

    /// The room for words of a cell that covers `count` columns from `first` on.
    pub(super) fn cell(&self, first: usize, count: usize, inset: Inset) -> Column {
        let start = self.starts[first.min(self.widths.len())];
        let width: f32 = self.widths.iter().skip(first).take(count.max(1)).sum();
        self.column.part(start, width).within(inset)
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
