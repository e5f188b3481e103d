//! The grid of a table in columns: the positions of its cells.

use super::{Column, headers::Tagged};
use crate::render::pdf::compose::column::Inset;

/// Columns of a table, and its cells so far.
pub(super) struct Grid {
    pub(super) column: Column,
    widths: Vec<f32>,
    /// The start of each column, and the end of the last one.
    starts: Vec<f32>,
    pub(super) cells: Vec<Tagged>,
    /// The number of rows so far.
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

    /// Returns the column for the text of a cell that covers `count` columns from `first` on.
    pub(super) fn cell(&self, first: usize, count: usize, inset: Inset) -> Column {
        let start = self.starts[first.min(self.widths.len())];
        let width: f32 = self.widths.iter().skip(first).take(count.max(1)).sum();
        self.column.part(start, width).within(inset)
    }
}
