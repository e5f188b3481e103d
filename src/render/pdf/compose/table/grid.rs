//! The grid of a table that is set in columns: where its cells are.

use super::{Column, headers::Tagged};
use crate::render::pdf::compose::column::Inset;

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

    /// Returns the room for words of a cell that covers `count` columns from `first` on.
    pub(super) fn cell(&self, first: usize, count: usize, inset: Inset) -> Column {
        let start = self.starts[first.min(self.widths.len())];
        let width: f32 = self.widths.iter().skip(first).take(count.max(1)).sum();
        self.column.part(start, width).within(inset)
    }
}
