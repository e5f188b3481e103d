//! Tables, with the scope of each header cell.

use super::{Writer, inline::id};
use crate::article::{Alignment, Block, Cell, Row, Table};

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
        let mut grid = Grid::new(columns);
        for row in rows {
            self.out.tag("tr").open();
            self.out.line();
            grid.next_row();
            for cell in &row.cells {
                let alignment = grid.place(cell);
                self.cell(cell, alignment, name == "thead");
            }
            self.out.end_line("tr");
        }
        self.out.end_line(name);
    }

    /// A cell. An empty one heads nothing: it is a `td` even in a header row.
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

/// Which column a cell stands in, counting cells that span from rows above.
struct Grid<'a> {
    columns: &'a [Alignment],
    /// For each column, how many rows the cell that stands there still covers.
    covered: Vec<u32>,
    at: usize,
}

impl<'a> Grid<'a> {
    fn new(columns: &'a [Alignment]) -> Self {
        Self { columns, covered: vec![0; columns.len()], at: 0 }
    }

    fn next_row(&mut self) {
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        self.at = 0;
    }

    /// The alignment of the next cell of the row.
    fn place(&mut self, cell: &Cell) -> Alignment {
        while self.covered.get(self.at).is_some_and(|&rows| rows > 0) {
            self.at += 1;
        }
        let first = self.at;
        self.at = first.saturating_add(cell.columns as usize).min(self.columns.len());
        self.covered.get_mut(first..self.at).into_iter().flatten().for_each(|rows| *rows = cell.rows);
        self.columns.get(first).copied().unwrap_or_default()
    }
}
