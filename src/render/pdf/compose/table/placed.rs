//! Positions of table cells.

use crate::article::{Cell, Grid, Row};

/// A cell's place in the grid.
pub(in super::super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    pub(super) column: usize,
}

/// Returns each row's cells with their columns, skipping cells that span from above.
pub(super) fn place(rows: &[Row], columns: usize) -> Vec<Vec<Placed<'_>>> {
    let mut grid = Grid::new(columns);
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        grid.begin_row();
        placed.push(row.cells.iter().map(|cell| Placed { cell, column: grid.place(cell).start }).collect());
    }
    placed
}
