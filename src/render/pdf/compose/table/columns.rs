//! Column widths of tables.

use super::{
    Composer, PAD_Y,
    placed::{Placed, place},
    records::RECORD_PAD,
};
use crate::{article::Table, render::pdf::compose::extent::Asked};

/// The maximum number of rows considered when columns are balanced.
const WEIGHED: usize = 200;

/// The maximum number of columns to balance: in wider tables no column has much to give.
const MOST_COLUMNS: usize = 10;

/// The maximum number of trades between columns.
const TRADES: usize = 12;

/// The fractions of its spare width that a column may give away in a trade.
const PARTS: [f32; 4] = [0.25, 0.5, 0.75, 1.0];

/// The minimum width worth trading, in points.
const LEAST_TRADE: f32 = 1.0;

/// Lines are rarely full: each lacks this fraction of the widest word.
const MISSING: f32 = 0.2;

impl Composer<'_> {
    /// Returns the width that each column needs.
    pub(in super::super) fn column_extents(&mut self, table: &Table) -> Vec<Asked> {
        self.asked(table).columns
    }

    /// Returns the width that each column and each cell needs; a cell that spans several columns contributes its share
    /// to each.
    pub(super) fn asked(&mut self, table: &Table) -> Extents {
        let count = table.columns.len().max(1);
        let head_rows = table.head.len();
        let mut extents = Extents { columns: vec![Asked::default(); count], rows: Vec::new(), heads: head_rows };
        let (head, body) = (place(&table.head, table.columns.len()), place(&table.body, table.columns.len()));
        let rows = head.iter().map(|row| (row, true)).chain(body.iter().map(|row| (row, false)));
        for (row, head) in rows {
            let cells: Vec<Asked> = row.iter().map(|placed| self.cell_extent(placed.cell, head)).collect();
            extents.add(row, &cells);
        }
        extents
    }
}

/// The widths that a table's cells need.
pub(super) struct Extents {
    columns: Vec<Asked>,
    /// For each of the first rows, the widths of its cells on one line, by column.
    rows: Vec<Vec<f32>>,
    /// The number of these that are header rows.
    heads: usize,
}

impl Extents {
    fn add(&mut self, row: &[Placed<'_>], cells: &[Asked]) {
        let count = self.columns.len();
        let mut lengths = vec![0.0; count];
        for (placed, asked) in row.iter().zip(cells) {
            let span = (placed.cell.columns.max(1) as usize).min(count - placed.column.min(count - 1));
            let share = asked.share(span as f32);
            for column in self.columns.iter_mut().skip(placed.column).take(span) {
                *column = column.or(share);
            }
            lengths.iter_mut().skip(placed.column).take(span).for_each(|length| *length = share.most);
        }
        if self.rows.len() < WEIGHED {
            self.rows.push(lengths);
        }
    }

    /// Returns the widths of the columns; `None` if unbroken words do not fit.
    pub(super) fn widths(&self, room: f32) -> Option<Vec<f32>> {
        if self.columns.iter().map(|column| column.least).sum::<f32>() > room {
            return None;
        }
        let mut widths = distribute(&self.columns, room);
        let wraps = self.columns.iter().map(|column| column.most).sum::<f32>() > room;
        if wraps && widths.len() <= MOST_COLUMNS {
            self.weigh(&mut widths);
        }
        Some(widths)
    }

    /// Returns the width of the widest word, in points.
    pub(super) fn widest(&self) -> f32 {
        self.columns.iter().map(|column| column.least - column.fixed).fold(0.0, f32::max)
    }

    /// Returns the approximate height of the first rows.
    pub(super) fn height(&self, widths: &[f32], leading: f32) -> f32 {
        self.lines(widths) * leading + self.rows.len() as f32 * 2.0 * PAD_Y
    }

    /// Returns their approximate height as lists of their cells.
    pub(super) fn height_by_rows(&self, room: f32, leading: f32) -> f32 {
        const CELL_PART: f32 = 0.7;
        let lines = |length: &f32| if *length > 0.0 { (length / (room * CELL_PART)).ceil() } else { 0.0 };
        self.rows.iter().skip(self.heads).flatten().map(|length| lines(length) * (leading + 2.0 * RECORD_PAD)).sum()
    }

    /// Trades width between columns as long as the table gets lower.
    fn weigh(&self, widths: &mut [f32]) {
        let mut lines = self.lines(widths);
        for _ in 0..TRADES {
            let trades = (0..widths.len()).flat_map(|from| (0..widths.len()).map(move |to| (from, to)));
            let trades = trades.filter(|(from, to)| from != to).flat_map(|trade| PARTS.map(|part| (trade, part)));
            let mut best = None;
            for ((from, to), part) in trades {
                let given = (widths[from] - self.columns[from].least).max(0.0) * part;
                if given < LEAST_TRADE {
                    continue;
                }
                let mut tried = widths.to_vec();
                tried[from] -= given;
                tried[to] += given;
                let fewer = self.lines(&tried);
                if fewer < lines {
                    (lines, best) = (fewer, Some(tried));
                }
            }
            let Some(best) = best else { return };
            widths.copy_from_slice(&best);
        }
    }

    /// Returns the approximate number of lines of the rows.
    fn lines(&self, widths: &[f32]) -> f32 {
        let lines = |row: &Vec<f32>| {
            let cells = row.iter().zip(widths).zip(&self.columns).map(|((length, width), column)| {
                let fits = *length <= *width;
                let full = width - column.fixed - (column.least - column.fixed) * MISSING;
                let words = (length - column.fixed) / full.max(1.0);
                if fits { 1.0 } else { words.ceil() }
            });
            cells.fold(1.0, f32::max)
        };
        self.rows.iter().map(lines).sum()
    }
}

/// Distributes the width: natural widths if they fit; else in proportion to the square root of a column's text (which
/// fills an area, not a line), but no less than its widest word and no more than it can use.
fn distribute(extents: &[Asked], room: f32) -> Vec<f32> {
    if extents.iter().map(|extent| extent.most).sum::<f32>() <= room {
        return extents.iter().map(|extent| extent.most).collect();
    }
    level(extents, room, |extent, level| (level * extent.most.sqrt()).min(extent.most).max(extent.least))
}

/// Returns widths that fill the available width, where each column's grows with a common level.
fn level(extents: &[Asked], room: f32, width: impl Fn(&Asked, f32) -> f32) -> Vec<f32> {
    let (mut low, mut high) = (0.0, room);
    for _ in 0..24 {
        let level = (low + high) / 2.0;
        if extents.iter().map(|extent| width(extent, level)).sum::<f32>() > room { high = level } else { low = level }
    }
    extents.iter().map(|extent| width(extent, low)).collect()
}
