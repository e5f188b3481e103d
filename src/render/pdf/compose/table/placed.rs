//! Where the cells of a table are.

use crate::article::{Cell, Row};

/// A cell's place in the grid.
pub(in super::super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    pub(super) column: usize,
}

/// Returns each row's cells with their columns, past cells that span from above.
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
