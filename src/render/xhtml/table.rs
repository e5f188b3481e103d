//! Tables, with the scope of each header cell.

use super::{Writer, inline::id};
use crate::article::{Alignment, Block, Cell, Grid, Row, Table};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.out.tag("table").maybe("id", id(table.anchor.as_ref())).open();
        self.out.line();
        self.caption("caption", table.caption.as_ref());
        self.rows("thead", &table.head, &table.columns);
        self.rows("tbody", &table.body, &table.columns);
        self.out.end_line("table");
    }

    fn rows(&mut self, name: &'static str, rows: &[Row], columns: &[Alignment]) {
        if rows.is_empty() {
            return;
        }
        self.out.tag(name).open();
        self.out.line();
        let mut grid = Grid::new(columns.len());
        for row in rows {
            self.out.tag("tr").open();
            self.out.line();
            grid.begin_row();
            for cell in &row.cells {
                let alignment = columns.get(grid.place(cell).start).copied().unwrap_or_default();
                self.cell(cell, alignment, name == "thead");
            }
            self.out.end_line("tr");
        }
        self.out.end_line(name);
    }

    /// Writes a cell. An empty one is a `td` even in a header row, as it heads nothing.
    fn cell(&mut self, cell: &Cell, alignment: Alignment, in_head: bool) {
        let scope = match (in_head, cell.heads_row) {
            (true, _) => Some(if cell.columns > 1 { "colgroup" } else { "col" }),
            (false, true) => Some(if cell.rows > 1 { "rowgroup" } else { "row" }),
            (false, false) => None,
        };
        let scope = scope.filter(|_| !cell.body.is_empty());
        let name = if scope.is_some() { "th" } else { "td" };
        let class = match alignment {
            Alignment::Start => None,
            Alignment::Center => Some("center"),
            Alignment::End => Some("end"),
        };
        let columns = (cell.columns > 1).then(|| cell.columns.to_string());
        let rows = (cell.rows > 1).then(|| cell.rows.to_string());
        self.out
            .tag(name)
            .maybe("scope", scope)
            .maybe("class", class)
            .maybe("colspan", columns.as_deref())
            .maybe("rowspan", rows.as_deref())
            .open();
        self.flow(&cell.body, matches!(cell.body.as_slice(), [Block::Paragraph(_)]));
        self.out.end_line(name);
    }
}
