//! Tables: header rows, spans, scopes, captions, alignment. Layout tables are replaced with their content.

use super::{
    builder::{Builder, Flow, arrange},
    tree::{Id, Kind},
};
use crate::{
    article::{Alignment, Block, Cell, MOST_COVERED, Row, Table},
    diagnostic::Code,
};
use std::collections::BTreeSet;

/// The maximum number of columns of a table.
const WIDEST: usize = 200;

/// A row of the source: its cells, by element.
struct Source {
    row: Id,
    cells: Vec<Id>,
    head: bool,
}

/// A cell and its position.
struct Placed {
    id: Id,
    column: usize,
    columns: usize,
    rows: usize,
}

impl Builder<'_> {
    pub(super) fn table(&mut self, id: Id, flow: &mut Flow) {
        let rows = self.rows(id);
        if self.is_layout(id, &rows) {
            return self.laid_out(id, flow);
        }
        self.start_block(id, flow);
        let names = std::mem::take(&mut self.pending);
        let caption = self.tree.elements(id).find(|&inner| self.tree.name(inner) == "caption");
        let content = caption.map(|caption| self.line_of(caption)).unwrap_or_default();
        let head = rows.iter().take_while(|row| row.head).count();
        let (mut above, mut below) = (place(self, &rows[..head]), place(self, &rows[head..]));
        let width = squeeze(&mut above, &mut below);
        if width > WIDEST {
            let message = format!("the table has {width} columns, more than {WIDEST}");
            self.warn(Code::Limit, message, self.tree.span(id), "split it into several tables");
            return self.laid_out(id, flow);
        }
        let (columns, head, body) = self.filled(&rows, head, above, below, width);
        self.pending.splice(0..0, names);
        let caption = self.caption("table", content);
        self.push(
            flow,
            Block::Table(Box::new(Table { caption, columns, head, body, anchor: None, span: self.tree.span(id) })),
        );
    }

    /// Returns the rows of a table, with those of its head first and those of its foot last.
    fn rows(&self, table: Id) -> Vec<Source> {
        let (mut head, mut body, mut foot) = (Vec::new(), Vec::new(), Vec::new());
        for part in self.tree.elements(table).filter(|&part| !self.main.dropped[part]) {
            let into = match self.tree.name(part) {
                "thead" => &mut head,
                "tfoot" => &mut foot,
                "tbody" | "tr" => &mut body,
                _ => continue,
            };
            let rows: Vec<Id> =
                if self.tree.name(part) == "tr" { vec![part] } else { self.tree.elements(part).collect() };
            for row in rows.into_iter().filter(|&row| self.tree.name(row) == "tr" && !self.main.dropped[row]) {
                let is_cell = |&cell: &Id| matches!(self.tree.name(cell), "td" | "th") && !self.main.dropped[cell];
                let cells: Vec<Id> = self.tree.elements(row).filter(is_cell).collect();
                if !cells.is_empty() {
                    into.push(Source { row, cells, head: false });
                }
            }
        }
        head.iter_mut().for_each(|row| row.head = true);
        // Without a head, rows at the top that contain only header cells form one, unless that is the whole table.
        let heads = |row: &Source| {
            row.cells
                .iter()
                .all(|&cell| self.tree.name(cell) == "th" && self.tree.attribute(cell, "scope") != Some("row"))
        };
        if head.is_empty() {
            let first = body.iter().take_while(|row| heads(row)).count();
            // A row across the whole table, such as an infobox's name, is not a header of its columns.
            let wide = |row: &Source| row.cells.len() > 1;
            let named = !body.iter().take(first).any(wide) && body.iter().any(wide);
            if !named && first < body.len() + foot.len() {
                body.iter_mut().take(first).for_each(|row| row.head = true);
            }
        }
        head.into_iter().chain(body).chain(foot).collect()
    }

    fn is_layout(&self, table: Id, rows: &[Source]) -> bool {
        let presentational = matches!(self.tree.attribute(table, "role"), Some("presentation" | "none"));
        let cells = || rows.iter().flat_map(|row| &row.cells);
        let single = rows.iter().all(|row| row.cells.len() == 1) && cells().all(|&cell| self.tree.name(cell) == "td");
        let holds = cells().any(|&cell| {
            let inner = self.tree.below(cell).skip(1);
            inner.into_iter().any(|id| matches!(self.tree.name(id), "table" | "h1" | "h2" | "h3" | "figure"))
        });
        let headed = cells().any(|&cell| self.tree.name(cell) == "th");
        let is_gone = |&cell: &Id| {
            let mut texts = self.tree.below(cell).filter(|&id| matches!(&self.tree.nodes[id].kind, Kind::Text(_)));
            let out = |id: Id| std::iter::once(id).chain(self.tree.around(id)).any(|id| self.main.dropped[id]);
            let mut seen = self.tree.below(cell).filter(|&id| matches!(self.tree.name(id), "img" | "input"));
            texts.all(|id| self.tree.is_blank(id) || out(id)) && seen.all(out)
        };
        // a single column is left if the others are navigation
        let left = || cells().count() > 1 && cells().filter(|cell| !is_gone(cell)).count() == 1;
        let gone = || cells().any(|&cell| self.tree.elements(cell).any(|inner| self.main.dropped[inner]));
        presentational || rows.is_empty() || single && rows.len() == 1 || !headed && (holds || gone() && left())
    }

    /// Adds the content of a layout table, cell by cell.
    fn laid_out(&mut self, id: Id, flow: &mut Flow) {
        self.start_block(id, flow);
        let mut open: Vec<Id> = self.tree.elements(id).collect();
        open.reverse();
        while let Some(part) = open.pop() {
            if self.is_out(part) {
                continue;
            }
            match self.tree.name(part) {
                "thead" | "tbody" | "tfoot" | "tr" => {
                    let mut inner: Vec<Id> = self.tree.elements(part).collect();
                    inner.reverse();
                    open.append(&mut inner);
                }
                "colgroup" | "col" => {}
                _ => {
                    self.name(part);
                    self.children(part, flow);
                    self.finish(flow);
                }
            }
        }
    }

    /// Returns the table's columns and rows, with the content of cells.
    fn filled(
        &mut self,
        rows: &[Source],
        heads: usize,
        above: Vec<Vec<Placed>>,
        below: Vec<Vec<Placed>>,
        width: usize,
    ) -> (Vec<Alignment>, Vec<Row>, Vec<Row>) {
        let mut columns = vec![Alignment::Start; width];
        for cell in below.first().into_iter().flatten() {
            if let (Some(slot), 1) = (columns.get_mut(cell.column), cell.columns) {
                *slot = self.alignment(cell.id);
            }
        }
        let head = self.read(&rows[..heads], above, width);
        let body = self.read(&rows[heads..], below, width);
        (columns, head, body)
    }

    fn read(&mut self, rows: &[Source], placed: Vec<Vec<Placed>>, width: usize) -> Vec<Row> {
        let mut covered = vec![0usize; width];
        let mut done = Vec::with_capacity(rows.len());
        for (source, placed) in rows.iter().zip(placed) {
            let mut cells = Vec::new();
            let mut placed = placed.into_iter().peekable();
            let mut column = 0;
            while column < width {
                if covered[column] > 0 {
                    covered[column] -= 1;
                    column += 1;
                } else if let Some(cell) = placed.next_if(|cell| cell.column == column) {
                    covered[column..column + cell.columns].fill(cell.rows - 1);
                    column += cell.columns;
                    cells.push(self.cell(&cell, source.head));
                } else {
                    cells.push(Cell::new(Vec::new()));
                    column += 1;
                }
            }
            done.push(Row { cells, span: self.tree.span(source.row) });
        }
        done
    }

    fn cell(&mut self, placed: &Placed, head: bool) -> Cell {
        let id = placed.id;
        let scope = self.tree.attribute(id, "scope").unwrap_or_default();
        let heads_row = !head && self.tree.name(id) == "th" && !matches!(scope, "col" | "colgroup");
        self.name(id);
        let mut flow = Flow { inline: true, styles: self.line_styles(id), ..Flow::default() };
        self.children(id, &mut flow);
        self.finish(&mut flow);
        let count = |n: usize| u32::try_from(n).unwrap_or(1);
        Cell { body: arrange(flow.blocks), heads_row, columns: count(placed.columns), rows: count(placed.rows) }
    }

    fn alignment(&self, cell: Id) -> Alignment {
        let style = self.tree.attribute(cell, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let reported =
            style.split_once("text-align:").map(|(_, rest)| rest.split(';').next().unwrap_or_default().to_owned());
        match reported.or_else(|| self.tree.attribute(cell, "align").map(str::to_ascii_lowercase)).as_deref() {
            Some("center") => Alignment::Center,
            Some("right" | "end") => Alignment::End,
            _ => Alignment::Start,
        }
    }
}

/// Assigns columns to cells (HTML 4.9.12.1); row spans end at the boundary of head and body.
fn place(builder: &Builder<'_>, rows: &[Source]) -> Vec<Vec<Placed>> {
    let span = |cell: Id, name: &str, most: usize| {
        let value = builder.tree.attribute(cell, name).and_then(|value| value.parse::<usize>().ok());
        value.unwrap_or(1).clamp(1, most)
    };
    // The columns still covered by rows above: the column after the last, by first column; few at a time.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut placed = Vec::with_capacity(rows.len());
    let mut covered = 0;
    for (at, row) in rows.iter().enumerate() {
        open.retain(|&(_, _, until)| until > at);
        open.sort_unstable();
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        let mut above = open.clone().into_iter().peekable();
        for &id in &row.cells {
            while let Some((_, end, _)) = above.next_if(|&(start, _, _)| start <= column) {
                column = column.max(end);
            }
            let room = above.peek().map_or(usize::MAX, |&(start, _, _)| start - column);
            let columns = span(id, "colspan", 1000).min(room);
            let tall = builder.tree.attribute(id, "rowspan") == Some("0");
            let rest = rows.len() - at;
            let down = if tall { rest } else { span(id, "rowspan", rest) };
            let below = columns.saturating_mul(down - 1);
            let down = if open.len() < WIDEST && covered + below <= MOST_COVERED { down } else { 1 };
            covered += if down > 1 { below } else { 0 };
            cells.push(Placed { id, column, columns, rows: down });
            if down > 1 {
                open.push((column, column + columns, at + down));
            }
            column += columns;
        }
        placed.push(cells);
    }
    placed
}

/// Removes columns in which no cell starts, and returns the number that remain.
fn squeeze(above: &mut [Vec<Placed>], below: &mut [Vec<Placed>]) -> usize {
    let cells = || above.iter().chain(below.iter()).flatten();
    let starts: BTreeSet<usize> = cells().map(|cell| cell.column).collect();
    let starts: Vec<usize> = starts.into_iter().collect();
    for cell in above.iter_mut().chain(below.iter_mut()).flatten() {
        let first = starts.partition_point(|&start| start < cell.column);
        let last = starts.partition_point(|&start| start < cell.column + cell.columns);
        (cell.column, cell.columns) = (first, (last - first).max(1));
    }
    starts.len()
}
