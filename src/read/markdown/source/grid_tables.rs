//! Grid tables of pandoc, whose cells may span columns and rows, become HTML tables.
//!
//! Every `+` in a table marks a column border, every line with a row of dashes between two of them a row border.
//! Together they divide the table into slots; slots without a border between them form one cell.

use super::{
    lines::Line,
    tables::{CellSource, MOST_COLUMNS, TableSource, byte, marked},
    writer::Writer,
};
use std::ops::Range;

/// Writes the grid table that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first().filter(|line| is_separator(line.bare())) else { return 0 };
    let taken = lines.iter().take_while(|line| line.bare().starts_with(['+', '|'])).count();
    let own: Vec<Line<'_>> = lines[..taken].iter().map(Line::trimmed).collect();
    if taken < 3 {
        return 0;
    }
    match Grid::read(&own).and_then(|grid| grid.table()) {
        Some(table) => writer.table(&table, first.start),
        None => {
            writer.insert("\n~~~~~~\n", first.start);
            lines[..taken].iter().for_each(|line| writer.copy(line));
            writer.insert("~~~~~~\n\n", first.start);
            let help = "its borders do not meet: fix them, or write the table in HTML";
            writer.warn("a grid table is shown as written".to_owned(), help, first.span());
        }
    }
    taken
}

/// Returns whether a line is a border from end to end: `+---+:==:+`.
fn is_separator(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// A table divided by its borders.
struct Grid<'a> {
    lines: Vec<Line<'a>>,
    /// The lines as characters.
    chars: Vec<Vec<char>>,
    /// The character positions of column borders.
    columns: Vec<usize>,
    /// The lines of row borders.
    rows: Vec<usize>,
}

impl<'a> Grid<'a> {
    fn read(lines: &[Line<'a>]) -> Option<Self> {
        let chars: Vec<Vec<char>> = lines.iter().map(|line| line.text.chars().collect()).collect();
        let width = chars[0].len();
        let sound = chars.iter().all(|line| line.len() == width && matches!(line[width - 1], '+' | '|'));
        let last = lines.last().is_some_and(|line| is_separator(line.text));
        if !sound || !last {
            return None;
        }
        let mut columns: Vec<usize> = Vec::new();
        for line in &chars {
            let crossing = |at: usize| {
                line[at] == '+'
                    && (at + 1 == width
                        || is_dash(line[at + 1])
                        || line[at + 1] == '|'
                        || at > 0 && is_dash(line[at - 1]))
            };
            columns.extend((0..width).filter(|&at| crossing(at)));
            columns.sort_unstable();
            columns.dedup();
        }
        if columns.len() < 2 || columns.len() > MOST_COLUMNS {
            return None;
        }
        let own = Self { lines: lines.to_vec(), chars, columns, rows: Vec::new() };
        let rows = (0..lines.len()).filter(|&line| (0..own.columns.len() - 1).any(|column| own.is_ruled(line, column)));
        let rows = rows.collect();
        Some(Self { rows, ..own })
    }

    /// Returns whether a line is a border below a column.
    fn is_ruled(&self, line: usize, column: usize) -> bool {
        let own = &self.chars[line][self.columns[column]..=self.columns[column + 1]];
        let (first, last) = (own[0], own[own.len() - 1]);
        own.len() > 2 && first != '|' && last != '|' && own[1..own.len() - 1].iter().all(|c| is_dash(*c))
    }

    /// Returns whether a slot has a border on its right.
    fn has_wall(&self, row: usize, column: usize) -> bool {
        let at = self.columns[column + 1];
        (self.rows[row] + 1..self.rows[row + 1]).all(|line| matches!(self.chars[line][at], '|' | '+'))
    }

    /// Returns whether a slot has a border below.
    fn has_floor(&self, row: usize, column: usize) -> bool {
        self.is_ruled(self.rows[row + 1], column)
    }

    /// Returns the cells, row by row, or `None` if joined slots do not form a rectangle.
    fn table(&self) -> Option<TableSource<'a>> {
        let (width, height) = (self.columns.len() - 1, self.rows.len() - 1);
        let is_head_end = |line: &usize| *line > 0 && self.chars[*line].contains(&'=');
        let head = self.rows[..height].iter().rposition(is_head_end).unwrap_or(0);
        let marks = if head > 0 { self.rows[head] } else { 0 };
        let mut taken = vec![false; width * height];
        let mut rows: Vec<Vec<CellSource<'a>>> = Vec::new();
        for row in 0..height {
            let mut cells = Vec::new();
            for column in 0..width {
                if taken[row * width + column] {
                    continue;
                }
                let right = (column..width).find(|&at| self.has_wall(row, at))?;
                let bottom = (row..height).find(|&at| self.has_floor(at, column))?;
                for (down, across) in (row..=bottom).flat_map(|down| (column..=right).map(move |across| (down, across)))
                {
                    let edges = self.has_wall(down, across) == (across == right)
                        && self.has_floor(down, across) == (down == bottom);
                    if !edges || std::mem::replace(&mut taken[down * width + across], true) {
                        return None;
                    }
                }
                cells.push(CellSource {
                    lines: self.text(row..bottom + 1, column..right + 1),
                    columns: right + 1 - column,
                    rows: bottom + 1 - row,
                    align: self.alignment(marks, column..right + 1),
                });
            }
            rows.push(cells);
        }
        let body = rows.split_off(head);
        Some(TableSource { head: rows, body })
    }

    /// Returns the lines of the text in some slots.
    fn text(&self, rows: Range<usize>, columns: Range<usize>) -> Vec<Line<'a>> {
        let (from, to) = (self.columns[columns.start] + 1, self.columns[columns.end]);
        let own = &self.lines[self.rows[rows.start] + 1..self.rows[rows.end]];
        let cut: Vec<Line<'a>> =
            own.iter().map(|line| line.slice(byte(line.text, from), byte(line.text, to))).collect();
        let indent = cut.iter().filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or(0);
        let flush = cut.iter().map(|line| line.unindented(indent));
        flush.map(|line| line.slice(0, line.text.trim_end().len())).collect()
    }

    /// Returns the alignment given by the dashes above some columns.
    fn alignment(&self, line: usize, columns: Range<usize>) -> &'static str {
        let dashes = &self.chars[line][self.columns[columns.start] + 1..self.columns[columns.end]];
        marked(&dashes.iter().collect::<String>())
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | ':')
}
