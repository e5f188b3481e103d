//! The grid of a table: which cell covers which place.

use super::{Cell, Row};

/// For each row, for each column, the cell that covers it; a spanning cell stands in each place it covers.
/// Places that no cell covers (in an unsound table) are empty; cells beyond the columns are left out.
pub(crate) fn grid(rows: &[Row], columns: usize) -> Vec<Vec<Option<&Cell>>> {
    let mut lines: Vec<Vec<Option<&Cell>>> = Vec::with_capacity(rows.len());
    let mut open: Vec<Option<(&Cell, u32)>> = vec![None; columns];
    for row in rows {
        let mut cells = row.cells.iter();
        let mut column = 0;
        while column < columns {
            if open[column].is_some() {
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let end = column.saturating_add(cell.columns.max(1) as usize).min(columns);
            open[column..end].fill(Some((cell, cell.rows.max(1))));
            column = end;
        }
        lines.push(open.iter().map(|slot| slot.map(|(cell, _)| cell)).collect());
        for slot in &mut open {
            *slot = slot.and_then(|(cell, left)| (left > 1).then(|| (cell, left - 1)));
        }
    }
    lines
}
