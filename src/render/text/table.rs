//! Tables: in columns if they fit, else as `header: value` records.
//!
//! Columns are for simple tables: at most one header row, one paragraph per cell, no spans, and a width that fits. All
//! other tables, and every table in linear text, are written row by row.

use super::{
    Writer,
    lines::{GAP, STROKE, put},
    wrap::{Width, columns, first_out, indent},
};
use crate::{
    article::{Alignment, Block, Cell, Row, Table, grid},
    render::heads::repeated,
};
use std::borrow::Cow;

/// The minimum width of a column, unless its words need less.
const NARROW: usize = 10;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, width: Width) -> Vec<String> {
        let mut lines = match &table.caption {
            Some(caption) => self.caption(caption, width),
            None => vec![],
        };
        let in_columns = if is_plain(table) && !self.options.linear { self.columns(table, width) } else { None };
        let rows = match in_columns {
            Some(rows) => rows,
            None => self.records(table, width),
        };
        put(&mut lines, rows, 1);
        lines
    }

    /// Writes the table in columns; `None` if it does not fit.
    fn columns(&mut self, table: &Table, width: Width) -> Option<Vec<String>> {
        let room = width.0?.checked_sub(GAP * table.columns.len().saturating_sub(1))?;
        let before = self.mark();
        let head = self.words_of(&table.head);
        let body = self.words_of(&table.body);
        let Some(widths) = self.widths(table.columns.len(), &head, &body, room) else {
            self.reset(before);
            return None;
        };
        let set = |rows: &[Vec<String>], writer: &Self| -> Vec<Vec<String>> {
            rows.iter().map(|row| writer.row(row, &widths, &table.columns)).collect()
        };
        let rule = widths.iter().map(|&width| STROKE.repeat(width)).collect::<Vec<_>>().join(&" ".repeat(GAP));
        let mut lines: Vec<String> = set(&head, self).into_iter().flatten().collect();
        lines.push(rule.clone());
        let rows = set(&body, self);
        let gap = usize::from(rows.iter().any(|row| row.len() > 1));
        let reported = rows.iter().filter(|row| !row.is_empty()).count();
        let mut under = Vec::new();
        rows.into_iter().for_each(|row| put(&mut under, row, gap));
        // a single row of several lines is separated from the rule, so that its lines do not look like rows
        let last = usize::from(gap == 1 && reported == 1);
        lines.extend(under);
        lines.extend(std::iter::repeat_n(String::new(), last));
        lines.push(rule);
        Some(lines)
    }

    fn words_of(&mut self, rows: &[Row]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.cells.iter().map(|cell| self.cell_words(cell)).collect()).collect()
    }

    fn cell_words(&mut self, cell: &Cell) -> String {
        match cell.body.first() {
            Some(Block::Paragraph(x)) => self.line(&x.content),
            _ => String::new(),
        }
    }

    /// Returns the width of each column: as wide as its text if there is room, else reduced in proportion.
    fn widths(&self, count: usize, head: &[Vec<String>], body: &[Vec<String>], room: usize) -> Option<Vec<usize>> {
        let (mut asked, mut least) = (vec![3; count], vec![3; count]);
        for row in head.iter().chain(body) {
            for (at, words) in row.iter().enumerate().take(count) {
                let whole = words.split('\n').map(columns).max().unwrap_or(0);
                asked[at] = asked[at].max(whole);
                least[at] = least[at].max(self.breaker.widest_piece(words)).max(whole.min(NARROW));
            }
        }
        let (sum, floor): (usize, usize) = (asked.iter().sum(), least.iter().sum());
        if sum <= room {
            return Some(asked);
        }
        let spare = room.checked_sub(floor)?;
        let wanted = sum - floor;
        let share = |(&asked, &least): (&usize, &usize)| least + (asked - least) * spare / wanted;
        Some(asked.iter().zip(&least).map(share).collect())
    }

    fn row(&self, cells: &[String], widths: &[usize], alignments: &[Alignment]) -> Vec<String> {
        // an empty line would look like the end of the row
        let wrap = |(words, &width): (&String, &usize)| {
            let lines = self.breaker.wrap(words, Width(Some(width)));
            lines.into_iter().filter(|line| !line.is_empty()).collect()
        };
        let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(wrap).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let cells = wrapped.iter().zip(widths).zip(alignments);
            let set = cells.map(|((lines, &width), &alignment)| {
                aligned(lines.get(at).map_or("", String::as_str), width, alignment)
            });
            set.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }

    /// Writes the table row by row as `header: value`, with an empty line between rows.
    fn records(&mut self, table: &Table, width: Width) -> Vec<String> {
        let heads: Vec<String> = self.heads(table);
        let mut lines = Vec::new();
        for (number, row) in grid(&table.body, table.columns.len()).into_iter().enumerate() {
            let mut record = Vec::new();
            let mut before: Option<&Cell> = None;
            for (at, cell) in row.iter().enumerate() {
                let Some(cell) = *cell else { continue };
                if before.is_some_and(|before| std::ptr::eq(before, cell)) {
                    continue;
                }
                before = Some(cell);
                let head = if number == 0 { Cow::from(&heads[at]) } else { repeated(&heads[at]) };
                let head = self.spelled(&head);
                let next = self.entry(&head, cell, width);
                put(&mut record, next, 0);
            }
            put(&mut lines, record, 1);
        }
        if table.body.is_empty() {
            lines = heads.into_iter().flat_map(|head| self.breaker.wrap(&head, width)).collect();
        }
        lines
    }

    /// Returns the header of each column, from all header rows.
    fn heads(&mut self, table: &Table) -> Vec<String> {
        let rows = grid(&table.head, table.columns.len());
        let mut heads = vec![Vec::new(); table.columns.len()];
        for (number, row) in rows.iter().enumerate() {
            let above = number.checked_sub(1).map(|above| &rows[above]);
            let mut last: Option<(&Cell, String)> = None;
            for (at, cell) in row.iter().enumerate() {
                let Some(cell) = *cell else { continue };
                if above.is_some_and(|above| above[at].is_some_and(|above| std::ptr::eq(above, cell))) {
                    continue;
                }
                let part = match last.take() {
                    Some((before, part)) if std::ptr::eq(before, cell) => self.spelled(&repeated(&part)),
                    _ => self.in_line(cell),
                };
                heads[at].push(part.clone());
                last = Some((cell, part));
            }
        }
        let joined = |mut parts: Vec<String>| {
            parts.retain(|part| !part.is_empty());
            parts.join(", ")
        };
        heads.into_iter().map(joined).collect()
    }

    /// Returns the text of a header on one line.
    fn in_line(&mut self, cell: &Cell) -> String {
        let before = std::mem::replace(&mut self.in_line, true);
        let mut lines = self.blocks(&cell.body, Width(None));
        self.in_line = before;
        lines.retain(|line| !line.trim().is_empty());
        lines.join(" ")
    }

    fn entry(&mut self, head: &str, cell: &Cell, width: Width) -> Vec<String> {
        if cell.body.is_empty() {
            return vec![];
        }
        if let [Block::Paragraph(x)] = cell.body.as_slice() {
            let words = self.line(&x.content);
            if words.is_empty() {
                return vec![];
            }
            let line = if head.is_empty() { words } else { format!("{head}: {words}") };
            return first_out(self.breaker.wrap(&line, width.less(2)), 2);
        }
        let mut lines = if head.is_empty() { vec![] } else { self.breaker.wrap(&format!("{head}:"), width) };
        put(&mut lines, indent(4, self.blocks(&cell.body, width.less(4))), 0);
        lines
    }
}

/// Returns whether every cell is at most one paragraph, without spans.
fn is_plain(table: &Table) -> bool {
    let plain =
        |cell: &Cell| cell.columns == 1 && cell.rows == 1 && matches!(cell.body.as_slice(), [] | [Block::Paragraph(_)]);
    !table.columns.is_empty()
        && table.head.len() <= 1
        && table.head.iter().chain(&table.body).flat_map(|row| &row.cells).all(plain)
}

fn aligned(text: &str, width: usize, alignment: Alignment) -> String {
    let room = width.saturating_sub(columns(text));
    let (left, right) = match alignment {
        Alignment::Start => (0, room),
        Alignment::Center => (room / 2, room - room / 2),
        Alignment::End => (room, 0),
    };
    format!("{}{text}{}", " ".repeat(left), " ".repeat(right))
}
