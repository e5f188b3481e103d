//! How wide the columns of a table are.

use super::{
    Composer,
    extent::Asked,
    table::{Placed, place},
};
use crate::article::Table;

/// How many rows are looked at when columns are weighed against each other.
const WEIGHED: usize = 200;

/// In wider tables no column has much to give.
const MOST_COLUMNS: usize = 10;

/// How often two columns may trade.
const TRADES: usize = 12;

/// What parts of its spare width a column may give away in a trade.
const PARTS: [f32; 4] = [0.25, 0.5, 0.75, 1.0];

/// Less than this is not worth a trade, in points.
const LEAST_TRADE: f32 = 1.0;

/// Lines are rarely full: text takes this much more than its length.
const LOOSENESS: f32 = 1.06;

impl Composer<'_> {
    /// The widths of a table's columns, which fill the room.
    pub(super) fn column_widths(&mut self, table: &Table, room: f32) -> Vec<f32> {
        let mut asked = self.asked(table);
        let mut widths = distribute(&asked.columns, room);
        if sum_of_least(&asked.columns) > room {
            asked.columns = self.divided_extents(table, asked.columns, room);
            widths = narrow(&asked.columns, &widths, room);
        }
        let wraps = asked.columns.iter().map(|column| column.most).sum::<f32>() > room;
        if wraps && widths.len() <= MOST_COLUMNS {
            asked.weigh(&mut widths);
        }
        widths
    }

    /// What columns ask for whose words may be divided: not into small pieces, where there is room.
    fn divided_extents(&mut self, table: &Table, whole: Vec<Asked>, room: f32) -> Vec<Asked> {
        const PIECE_EMS: f32 = 6.0;
        let divided = self.within(|here| here.divides_cells = true, |composer| composer.asked(table).columns);
        let least = |piece: f32| {
            let columns = whole.iter().zip(&divided).map(move |(whole, divided)| Asked {
                least: divided.least.max(whole.least.min(whole.fixed + piece)),
                ..*whole
            });
            columns.collect::<Vec<Asked>>()
        };
        let roomy = least(PIECE_EMS * self.inherited.body_type.size);
        if sum_of_least(&roomy) <= room { roomy } else { least(0.0) }
    }

    /// What each column asks for.
    pub(super) fn column_extents(&mut self, table: &Table) -> Vec<Asked> {
        self.asked(table).columns
    }

    /// What each column and each cell asks for; a cell that spans several columns asks each for its share.
    fn asked(&mut self, table: &Table) -> Extents {
        let count = table.columns.len().max(1);
        let mut extents = Extents { columns: vec![Asked::default(); count], rows: Vec::new() };
        let (head, body) = (place(&table.head), place(&table.body));
        let rows = head.iter().map(|row| (row, true)).chain(body.iter().map(|row| (row, false)));
        for (row, head) in rows {
            let cells: Vec<Asked> = row.iter().map(|placed| self.cell_extent(placed.cell, head)).collect();
            extents.add(row, &cells);
        }
        extents
    }
}

/// What a table's cells ask for.
struct Extents {
    columns: Vec<Asked>,
    /// For each of the first rows: what its cells take on one line, by column.
    rows: Vec<Vec<f32>>,
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

    /// Lets columns trade width for as long as the table gets lower by it.
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

    /// About how many lines the rows take.
    fn lines(&self, widths: &[f32]) -> f32 {
        let lines = |row: &Vec<f32>| {
            let cells = row.iter().zip(widths).zip(&self.columns).map(|((length, width), column)| {
                let fits = *length <= *width;
                let words = (length - column.fixed) * LOOSENESS / (width - column.fixed).max(1.0);
                if fits { 1.0 } else { words.ceil() }
            });
            cells.fold(1.0, f32::max)
        };
        self.rows.iter().map(lines).sum()
    }
}

/// Shares the room out: natural widths when they fit; else by the square root of what a column has to say
/// (its text fills an area, not a line), but no less than its widest word and no more than it can use. Where not
/// even the widest words fit, the columns with the widest give way, but no column gives up its indent.
fn distribute(extents: &[Asked], room: f32) -> Vec<f32> {
    let most_sum: f32 = extents.iter().map(|extent| extent.most).sum();
    if most_sum <= room {
        return extents.iter().map(|extent| extent.most * room / most_sum.max(1.0)).collect();
    }
    let narrow = sum_of_least(extents) >= room;
    level(extents, room, |extent, level| match narrow {
        true => extent.least.min(extent.fixed + level),
        false => (level * extent.most.sqrt()).min(extent.most).max(extent.least),
    })
}

/// Where whole words do not fit but divided ones do, no column gets less than its widest part of a word; those that were
/// given more than that give way.
fn narrow(divided: &[Asked], widths: &[f32], room: f32) -> Vec<f32> {
    if sum_of_least(divided) > room {
        return widths.to_vec();
    }
    let wanted: Vec<Asked> =
        divided.iter().zip(widths).map(|(x, &most)| Asked { most: most.max(x.least), ..*x }).collect();
    level(&wanted, room, |extent, level| extent.most.min(level).max(extent.least))
}

fn sum_of_least(extents: &[Asked]) -> f32 {
    extents.iter().map(|extent| extent.least).sum()
}

/// Widths that fill the room, where each column's grows with a level that is the same for all.
fn level(extents: &[Asked], room: f32, width: impl Fn(&Asked, f32) -> f32) -> Vec<f32> {
    let (mut low, mut high) = (0.0, room);
    for _ in 0..24 {
        let level = (low + high) / 2.0;
        if extents.iter().map(|extent| width(extent, level)).sum::<f32>() > room { high = level } else { low = level }
    }
    extents.iter().map(|extent| width(extent, low)).collect()
}
