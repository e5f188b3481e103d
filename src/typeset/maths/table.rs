//! Tables: matrices, cases, aligned lines.

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::maths::{Align, Node, TableKind};

/// The minimum height and depth of a row, in ems.
const STRUT: (f32, f32) = (0.7, 0.25);
/// The space between rows, and between columns, in ems.
const ROW_GAP: f32 = 0.25;
const COLUMN_GAP: f32 = 1.0;
/// The space between a matrix and its brackets, in ems.
const SIDES: f32 = 0.15;
/// The space between rows of aligned lines, and between pairs of their columns, in ems.
const LINE_GAP: f32 = 0.45;
const PAIR_GAP: f32 = 2.0;

/// The maximum number of cells of a table.
const MOST_CELLS: usize = 5_000;

impl Layout<'_, '_> {
    pub(super) fn table(&mut self, rows: &[Vec<Node>], kind: TableKind, columns: &[Align], style: Style) -> MathBox {
        let inner = match kind {
            TableKind::Array => style.text(),
            TableKind::Lines => Style { display: true, level: style.level.min(1), ..style },
        };
        if rows.iter().map(Vec::len).sum::<usize>() > MOST_CELLS {
            return self.node(&Node::Row(Vec::new()), style);
        }
        let cells: Vec<Vec<MathBox>> = rows.iter().map(|row| self.cells(row, kind, inner)).collect();
        let em = self.em(inner);
        let count = cells.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<f32> = (0..count)
            .map(|at| cells.iter().filter_map(|row| row.get(at)).fold(0.0f32, |width, cell| width.max(cell.width)))
            .collect();
        let gap_before = |at: usize| match kind {
            _ if at == 0 => 0.0,
            TableKind::Array => COLUMN_GAP * em,
            TableKind::Lines if at % 2 == 1 => 0.0,
            TableKind::Lines => PAIR_GAP * em,
        };
        let row_gap = em * if kind == TableKind::Lines { LINE_GAP } else { ROW_GAP };
        let sides = if kind == TableKind::Array { SIDES * em } else { 0.0 };
        let mut whole = MathBox::default();
        let mut top = 0.0;
        for (number, row) in cells.into_iter().enumerate() {
            let tall = |of: fn(&MathBox) -> f32, least: f32| row.iter().map(of).fold(least * em, f32::max);
            let (ascent, descent) = (tall(|cell| cell.ascent, STRUT.0), tall(|cell| cell.descent, STRUT.1));
            top += if number == 0 { 0.0 } else { row_gap };
            let mut x = sides;
            for (at, cell) in row.into_iter().enumerate() {
                x += gap_before(at);
                let room = widths[at] - cell.width;
                whole.place(cell, x + room * share(columns, kind, at), top + ascent);
                x += widths[at];
                whole.width = whole.width.max(x);
            }
            top += ascent + descent;
        }
        whole.width += sides;
        (whole.ascent, whole.descent) = (0.0, top);
        let up = top / 2.0 + self.axis(style);
        whole.lowered(-up)
    }

    fn cells(&mut self, row: &[Node], kind: TableKind, style: Style) -> Vec<MathBox> {
        let cell = |(at, node): (usize, &Node)| match (kind, node) {
            // what follows an `&` continues what is before it
            (TableKind::Lines, Node::Row(nodes)) if at % 2 == 1 => self.row(nodes, style, true),
            (TableKind::Lines, node) if at % 2 == 1 => self.row(std::slice::from_ref(node), style, true),
            _ => self.node(node, style),
        };
        row.iter().enumerate().map(cell).collect()
    }
}

/// Returns the share of a cell's free space that is on its left.
fn share(columns: &[Align], kind: TableKind, at: usize) -> f32 {
    let usual = match kind {
        TableKind::Array => Align::Center,
        TableKind::Lines if at.is_multiple_of(2) => Align::Right,
        TableKind::Lines => Align::Left,
    };
    match columns.get(at).or(columns.last().filter(|_| kind == TableKind::Array)).copied().unwrap_or(usual) {
        Align::Left => 0.0,
        Align::Center => 0.5,
        Align::Right => 1.0,
    }
}
