//! Tables with cells separated by tabs, or by spaces into columns, and their captions.

use super::{assemble::Assembler, lines, role::Role};
use crate::{
    article::{Alignment, Block, Caption, Cell, Row, Span, Table},
    read::{Reason, common::words::caption},
};
use std::ops::Range;

impl Assembler<'_> {
    /// Adds the table that starts at a passage. Returns the index after its last passage, or after the caption below
    /// it.
    pub(super) fn table(&self, at: usize, limit: usize, above: Option<usize>, blocks: &mut Vec<Block>) -> usize {
        let apart = |next: usize| self.lines[self.passages[next].lines.start].blanks_before > 0;
        let end = (at + 1..limit).find(|&next| !self.is_row(next, limit) || apart(next)).unwrap_or(limit);
        let below = (end < limit && above.is_none() && self.outline.verdicts[end].role == Role::Paragraph)
            .then_some(end)
            .filter(|&end| self.is_caption(end) && !self.is_row(end + 1, limit));
        let split = self.split(at..end);
        let width = split.iter().map(Vec::len).max().unwrap_or(1);
        let mut rows: Vec<Row> = (at..end)
            .zip(&split)
            .map(|(passage, cells)| {
                let mut cells: Vec<Cell> = cells.iter().map(|&(start, text)| self.cell(start, text)).collect();
                cells.resize_with(width, || Cell::new(Vec::new()));
                Row { cells, span: self.span_of(passage..passage + 1) }
            })
            .collect();
        let body = rows.split_off(usize::from(has_head(&split)));
        let numeric =
            |column: usize| split.iter().skip(1).all(|row| row.get(column).is_none_or(|&(_, text)| is_number(text)));
        let aligned = |column| if split.len() > 1 && numeric(column) { Alignment::End } else { Alignment::Start };
        let (first, last) = (above.unwrap_or(at), below.map_or(end, |below| below + 1));
        blocks.push(Block::Table(Box::new(Table {
            caption: above.or(below).map(|at| self.caption(at)),
            columns: (0..width).map(aligned).collect(),
            head: rows,
            body,
            anchor: None,
            span: self.span_of(first..last),
        })));
        last
    }

    fn cell(&self, start: usize, text: &str) -> Cell {
        let content = self.inliner.inlines(&[(start, text)]);
        let span = Span::new(start, start + text.len());
        Cell::new(if content.is_empty() { Vec::new() } else { vec![Block::paragraph(content, span)] })
    }

    /// Returns the cells of each row. If splitting at single tabs gives rows of different lengths and splitting at
    /// runs of tabs does not, runs are the separators.
    fn split(&self, rows: Range<usize>) -> Vec<Vec<(usize, &str)>> {
        let lines = || rows.clone().map(|at| &self.lines[self.passages[at].lines.start]);
        let single: Vec<_> = lines().map(|line| cells(line.start, line.text, false)).collect();
        let runs: Vec<_> = lines().map(|line| cells(line.start, line.text, true)).collect();
        let even = |rows: &[Vec<(usize, &str)>]| rows.windows(2).all(|pair| pair[0].len() == pair[1].len());
        if !even(&single) && even(&runs) {
            return runs;
        }
        if even(&single) || lines().any(|line| line.text.contains('\t')) {
            return single;
        }
        // cells are missing, and the columns of the longest row show which
        let grid = lines().map(lines::columns).max_by_key(Vec::len).unwrap_or_default();
        lines().map(|line| placed(line, &grid)).collect::<Option<_>>().unwrap_or(single)
    }

    /// Returns a caption, without its label if the same one will be generated.
    fn caption(&self, at: usize) -> Caption {
        self.captions.set(self.captions.get() + 1);
        let mut pieces = self.pieces(at);
        if let Some((length, _, number)) = caption(pieces[0].1)
            && number == self.captions.get()
        {
            let (start, text) = pieces[0];
            let span = Span::new(start, start + length);
            self.account.borrow_mut().leave_out(Reason::Markup, span, &text[..length]);
            pieces[0] = (start + length, &text[length..]);
        }
        Caption { label: None, content: self.inliner.inlines(&pieces) }
    }
}

/// Returns the cells of a line in their columns, or nothing if one is in none.
fn placed<'a>(line: &lines::Line<'a>, grid: &[Range<usize>]) -> Option<Vec<(usize, &'a str)>> {
    let mut row = vec![(line.start, ""); grid.len()];
    for (cell, columns) in lines::cells(line.text).into_iter().zip(lines::columns(line)) {
        let slot = row.get_mut(lines::column_of(grid, &columns)?).filter(|slot| slot.1.is_empty())?;
        *slot = (line.start + cell.start, &line.text[cell]);
    }
    Some(row)
}

/// Returns the cells of a line, each with its position in the source.
fn cells(start: usize, line: &str, runs: bool) -> Vec<(usize, &str)> {
    if !line.contains('\t') {
        return lines::cells(line).into_iter().map(|cell| (start + cell.start, &line[cell])).collect();
    }
    let mut at = start;
    let mut found = Vec::new();
    for cell in line.split('\t') {
        let words = cell.trim();
        if !(runs && words.is_empty()) {
            found.push((at + (cell.len() - cell.trim_start().len()), words));
        }
        at += cell.len() + 1;
    }
    found
}

/// Returns whether the first row is a header: it has no digits, and some column below it contains only numbers.
fn has_head(rows: &[Vec<(usize, &str)>]) -> bool {
    let [first, others @ ..] = rows else { return false };
    let worded = first.iter().all(|(_, text)| !text.contains(|c: char| c.is_ascii_digit()));
    let numbers = |column: usize| others.iter().all(|row| row.get(column).is_some_and(|(_, text)| is_number(text)));
    others.len() > 1 && worded && (0..first.len()).any(numbers)
}

/// Returns whether a text is a number: `12`, `3–5 mg`, `€ 4.50`, `80 %`.
fn is_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.contains(|c: char| c.is_ascii_digit()) && letters <= 3
}
