//! Tables, with the scope of each header cell.

use super::{
    Writer,
    inline::id,
    stack::{Narrow, heads, narrow},
};
use crate::{
    article::{Alignment, Block, Cell, Grid, Row, Table},
    locale,
    render::heads::repeated,
};
use std::ops::Range;

/// What the cells of a table share.
struct Columns<'t> {
    alignments: &'t [Alignment],
    /// The header of each column, if the rows may become lists. Elements then have explicit roles, since some browsers
    /// do not treat a table that is displayed differently as a table.
    heads: Option<Vec<String>>,
}

impl Columns<'_> {
    fn role(&self, role: &'static str) -> Option<&'static str> {
        self.heads.is_some().then_some(role)
    }
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let narrow = narrow(table);
        let fit = match narrow {
            Narrow::Stacks(need) => Some(format!("fit-{need}")),
            Narrow::Fits | Narrow::Scrolls => None,
        };
        self.begin_narrow(table, narrow);
        let columns = Columns { alignments: &table.columns, heads: fit.is_some().then(|| heads(table)) };
        self.out
            .tag("table")
            .maybe("id", id(table.anchor.as_ref()))
            .maybe("class", fit.as_deref())
            .maybe("role", columns.role("table"))
            .open();
        self.out.line();
        self.caption("caption", table.caption.as_ref());
        let outer = std::mem::replace(&mut self.in_cell, true);
        self.rows("thead", &table.head, &columns);
        self.rows("tbody", &table.body, &columns);
        self.in_cell = outer;
        self.out.end_line("table");
        if narrow != Narrow::Fits {
            self.out.end_line("div");
        }
    }

    /// Begins the container of a table that does not fit on narrow screens. As scrollable boxes can have focus, it has
    /// a name.
    fn begin_narrow(&mut self, table: &Table, narrow: Narrow) {
        match narrow {
            Narrow::Fits => return,
            Narrow::Stacks(_) => self.out.tag("div").attr("class", "table").open(),
            Narrow::Scrolls => {
                let label = table.caption.as_ref().and_then(|caption| caption.label.clone());
                let name = label.unwrap_or_else(|| locale::numbered(self.words.table, ""));
                let tag = self.out.tag("div").attr("class", "wide").attr("role", "region");
                tag.attr("tabindex", "0").attr("aria-label", &name).open();
            }
        }
        self.out.line();
    }

    fn rows(&mut self, name: &'static str, rows: &[Row], columns: &Columns<'_>) {
        if rows.is_empty() {
            return;
        }
        self.out.tag(name).maybe("role", columns.role("rowgroup")).open();
        self.out.line();
        let mut grid = Grid::new(columns.alignments.len());
        for row in rows {
            self.out.tag("tr").maybe("role", columns.role("row")).open();
            self.out.line();
            grid.begin_row();
            for cell in &row.cells {
                let places = grid.place(cell);
                self.cell(cell, places, columns, name == "thead");
            }
            self.out.end_line("tr");
        }
        self.out.end_line(name);
    }

    /// Writes a cell. An empty one is a `td` even in a header row, as it heads nothing.
    fn cell(&mut self, cell: &Cell, places: Range<usize>, all: &Columns<'_>, in_head: bool) {
        let scope = match (in_head, cell.heads_row) {
            (true, _) => Some(if cell.columns > 1 { "colgroup" } else { "col" }),
            (false, true) => Some(if cell.rows > 1 { "rowgroup" } else { "row" }),
            (false, false) => None,
        };
        let scope = scope.filter(|_| !cell.body.is_empty());
        let name = if scope.is_some() { "th" } else { "td" };
        let role = match scope {
            None => "cell",
            Some("col" | "colgroup") => "columnheader",
            Some(_) => "rowheader",
        };
        let heads = all
            .heads
            .as_ref()
            .filter(|_| !in_head && !cell.body.is_empty())
            .and_then(|heads| heads.get(places.clone()));
        let head = heads
            .map(|heads| repeated(&heads.join(", ")).into_owned())
            .filter(|head| !head.trim_matches([',', ' ']).is_empty());
        let class = match all.alignments.get(places.start).copied().unwrap_or_default() {
            Alignment::Start => None,
            Alignment::Center => Some("center"),
            Alignment::End => Some("end"),
        };
        let columns = (cell.columns > 1).then(|| cell.columns.to_string());
        let rows = (cell.rows > 1).then(|| cell.rows.to_string());
        self.out
            .tag(name)
            .maybe("role", all.role(role))
            .maybe("scope", scope)
            .maybe("class", class)
            .maybe("colspan", columns.as_deref())
            .maybe("rowspan", rows.as_deref())
            .maybe("data-head", head.as_deref())
            .open();
        self.flow(&cell.body, matches!(cell.body.as_slice(), [Block::Paragraph(_)]));
        self.out.end_line(name);
    }
}
