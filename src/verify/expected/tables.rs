//! Tables: cell by cell, or as records in plain text.

use super::{Expected, Form, is_empty_line};
use crate::article::{Block, Cell, Table, grid};

/// The length of a header that may be repeated without its end, in characters.
const LONG: usize = 50;

impl Expected<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.block("a table");
        self.caption(table.caption.as_ref());
        self.pattern.gap();
        // Both layouts number the links of the table; only the matching one counts.
        let in_text = matches!(self.form, Form::Text { .. });
        let (urls, bracketed) = (self.urls.clone(), self.bracketed.clone());
        let pattern = std::mem::take(&mut self.pattern);
        self.rows(table);
        let rows = std::mem::replace(&mut self.pattern, pattern);
        if !in_text {
            return self.pattern.append(&rows);
        }
        (self.urls, self.bracketed) = (urls, bracketed);
        let pattern = std::mem::take(&mut self.pattern);
        self.records(table);
        let records = std::mem::replace(&mut self.pattern, pattern);
        self.pattern.either(|p| p.append(&rows), |p| p.append(&records));
    }

    fn rows(&mut self, table: &Table) {
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            self.block("a table’s cell");
            self.blocks(&cell.body);
            self.pattern.gap();
        }
    }

    /// Adds a table as records, `header: value`, as plain text prints tables that are too wide.
    fn records(&mut self, table: &Table) {
        let columns = table.columns.len();
        let heads = grid(&table.head, columns);
        // The header comes first, which determines the numbers of its links.
        let said = self.pattern.clone();
        (0..columns).for_each(|at| self.head(&heads, at));
        if !table.body.is_empty() {
            self.pattern = said;
        }
        for (number, row) in grid(&table.body, columns).into_iter().enumerate() {
            let mut before: Option<&Cell> = None;
            for (at, cell) in row.iter().enumerate() {
                let Some(cell) = *cell else { continue };
                if before.is_some_and(|before| std::ptr::eq(before, cell)) || is_empty_cell(cell) {
                    before = Some(cell);
                    continue;
                }
                before = Some(cell);
                self.block("a table’s cell");
                let spans = at > 0 && heads.iter().any(|row| is_same(row[at - 1], row[at]));
                let pattern = std::mem::take(&mut self.pattern);
                self.head(&heads, at);
                let head = std::mem::replace(&mut self.pattern, pattern);
                let may_be_cut = (number > 0 || spans) && head.length() > LONG;
                self.pattern.append(&if may_be_cut { head.cut() } else { head });
                self.maybe(":");
                self.pattern.gap();
                self.blocks(&cell.body);
            }
        }
    }

    fn head(&mut self, heads: &[Vec<Option<&Cell>>], column: usize) {
        let mut before: Option<&Cell> = None;
        for cell in heads.iter().filter_map(|row| row[column]) {
            if before.is_none_or(|before| !std::ptr::eq(before, cell)) {
                self.maybe(",");
                self.pattern.gap();
                self.blocks(&cell.body);
            }
            before = Some(cell);
        }
    }
}

fn is_same(one: Option<&Cell>, two: Option<&Cell>) -> bool {
    one.zip(two).is_some_and(|(one, two)| std::ptr::eq(one, two))
}

/// Returns whether a cell is empty in plain text.
fn is_empty_cell(cell: &Cell) -> bool {
    match cell.body.as_slice() {
        [] => true,
        [Block::Paragraph(x)] => is_empty_line(&x.content),
        _ => false,
    }
}
