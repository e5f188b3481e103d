//! Splits a source into its non-blank lines, each with its position and indentation.

use super::{
    marker::{Marker, marker},
    role::Role,
};
use crate::read::Reason;
use std::ops::Range;

/// A non-blank line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The text, without white space and invisible characters at both ends.
    pub(super) text: &'a str,
    /// The byte offset of `text` in the source.
    pub(super) start: usize,
    /// The column of `text`; a tab advances to the next multiple of four.
    pub(super) indent: usize,
    /// The number of characters in `text`.
    pub(super) width: usize,
    /// The number of blank lines before it.
    pub(super) blanks_before: usize,
    /// The list marker that opens it.
    pub(super) marker: Option<Marker>,
    /// Whether it is a table row: its cells are separated by tabs, as in an adjacent line, or by aligned spaces.
    pub(super) row: bool,
    /// The quote level.
    pub(super) quotes: usize,
    /// Its role, if known before its shape is considered.
    pub(super) role: Option<Role>,
}

/// For each line of a text, why it is left out; `None` for lines that stay.
pub(super) type Marks = Vec<Option<(Reason, &'static str)>>;

impl Line<'_> {
    /// Removes the first bytes of the line: a marker that is not part of its text.
    pub(super) fn skip(&mut self, bytes: usize) {
        let taken = &self.text[..bytes];
        self.indent += taken.chars().count();
        self.width -= taken.chars().count();
        self.start += bytes;
        self.text = &self.text[bytes..];
        self.marker = marker(self.text);
    }

    /// Returns the column where the line ends.
    pub(super) fn right(&self) -> usize {
        self.indent + self.width
    }

    /// Returns the offset after the last byte of `text` in the source.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Returns the non-blank lines of a text. Line ends are `\n`, `\r\n`, `\r`, form feeds and Unicode line separators.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut blanks = 0;
    for (start, raw) in raw_lines(text) {
        match line(start, raw, blanks) {
            Some(line) => {
                found.push(line);
                blanks = 0;
            }
            None => blanks += 1,
        }
    }
    // next to crosses, check marks have a meaning
    if found.iter().any(|line| line.text.starts_with(['✗', '✘', '✕', '✖', '❌'])) {
        found.iter_mut().filter(|line| line.text.starts_with(['✓', '✔'])).for_each(|line| line.marker = None);
    }
    mark_rows(&mut found);
    found
}

/// Marks table rows: two or more consecutive lines with words separated by tabs, as copied from spreadsheets and web
/// pages, or by spaces into aligned columns.
fn mark_rows(lines: &mut [Line<'_>]) {
    let tabbed: Vec<bool> = lines.iter().map(|line| line.text.contains('\t') && line.marker.is_none()).collect();
    let spaced: Vec<Vec<Range<usize>>> = lines.iter().map(columns).collect();
    // the columns of the rows above
    let mut grid: &[Range<usize>] = &[];
    for at in 1..lines.len() {
        let aligned = are_aligned(&spaced[at - 1], &spaced[at]);
        let rows = tabbed[at - 1] && tabbed[at] || aligned || lines[at - 1].row && has_gaps(grid, &spaced[at]);
        if rows && lines[at].blanks_before == 0 {
            (lines[at - 1].row, lines[at].row) = (true, true);
            grid = if aligned { &spaced[at] } else { grid };
        } else {
            grid = &[];
        }
    }
}

/// Returns the byte ranges of the cells of a line, separated by three or more spaces.
pub(super) fn cells(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (at, word) in text.split(' ').scan(0, |next, word| {
        let at = *next;
        *next += word.len() + 1;
        Some((at, word))
    }) {
        match found.last_mut() {
            _ if word.is_empty() => continue,
            Some(last) if at - end < 3 => last.end = at + word.len(),
            _ => found.push(at..at + word.len()),
        }
        end = at + word.len();
    }
    found
}

/// The maximum length of a row that is split into columns, in characters.
const WIDEST: usize = 400;

/// Returns the columns covered by a line's cells, or nothing if it has only one.
pub(super) fn columns(line: &Line<'_>) -> Vec<Range<usize>> {
    if line.width > WIDEST || !line.text.contains("   ") || line.text.contains('\t') || line.marker.is_some() {
        return Vec::new();
    }
    let column = |at: usize| line.indent + line.text[..at].chars().count();
    let found = cells(line.text);
    if found.len() < 2 {
        Vec::new()
    } else {
        found.into_iter().map(|cell| column(cell.start)..column(cell.end)).collect()
    }
}

/// Returns whether a line has cells in some columns of a table and none in others.
fn has_gaps(grid: &[Range<usize>], cells: &[Range<usize>]) -> bool {
    let fits = |cell: &Range<usize>| column_of(grid, cell).is_some();
    cells.len() > 1 && cells.len() < grid.len() && cells.iter().all(fits) && column_of(grid, &cells[0]) == Some(0)
}

/// Returns the column that a cell is in, by its left or right edge.
pub(super) fn column_of(grid: &[Range<usize>], cell: &Range<usize>) -> Option<usize> {
    grid.iter().position(|column| column.start == cell.start || column.end == cell.end)
}

/// Returns whether the cells of two lines are aligned at their left or right edges.
fn are_aligned(above: &[Range<usize>], below: &[Range<usize>]) -> bool {
    let pairs = || above.iter().zip(below).skip(1);
    above.len() > 1
        && above.len() == below.len()
        && pairs().all(|(above, below)| above.start == below.start || above.end == below.end)
}

fn raw_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let tail = &text[start..];
        let Some((at, found)) = tail.char_indices().find(|&(_, c)| is_line_end(c)) else {
            rest = None;
            return Some((start, tail));
        };
        let length = if tail[at..].starts_with("\r\n") { 2 } else { found.len_utf8() };
        rest = Some(start + at + length);
        Some((start, &tail[..at]))
    })
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn line(start: usize, raw: &str, blanks_before: usize) -> Option<Line<'_>> {
    let text = raw.trim_start_matches(is_edge);
    let before = &raw[..raw.len() - text.len()];
    let text = text.trim_end_matches(is_edge);
    let indent = before.chars().fold(0, |column, c| match c {
        '\t' => (column / 4 + 1) * 4,
        c if c.is_whitespace() => column + 1,
        _ => column,
    });
    (!text.is_empty()).then(|| Line {
        text,
        start: start + before.len(),
        indent,
        width: text.chars().count(),
        blanks_before,
        marker: marker(text),
        row: false,
        quotes: 0,
        role: None,
    })
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}') || (c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aligned_cells_make_rows() {
        let rows = |text: &str| lines(text).iter().map(|line| line.row).collect::<Vec<_>>();
        assert_eq!(rows("Crop     Sow     Pick\nPeas     May     July\nBroad beans  are good.\n"), [true, true, false]);
        assert_eq!(rows("Tea       7\nCoffee   12\n\nMilk     10\n"), [true, true, false]);
        assert_eq!(rows("Day   Dawn   Dusk\nMon   5 mg   1 mg\nTue          2 mg\n"), [true, true, true]);
        assert_eq!(rows("A line   with gaps\nthat are   elsewhere\n"), [false, false]);
    }

    #[test]
    fn lines_have_position_indentation_and_blank_lines_before() {
        let found = lines("\u{feff}One\r\n\r\n \u{a0}\r\n\t  two \u{a0}\rthree");
        let seen: Vec<_> = found.iter().map(|l| (l.text, l.start, l.indent, l.blanks_before)).collect();
        assert_eq!(seen, [("One", 3, 0, 0), ("two", 18, 6, 2), ("three", 25, 0, 0)]);
    }
}
