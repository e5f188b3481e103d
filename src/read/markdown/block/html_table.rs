//! Tables in HTML: assigns columns to cells (HTML 4.9.12.1), and pads rows.

use crate::article::{Alignment, Block, Caption, Cell, Inline, Row, Span, Table};

/// The maximum number of columns of a table.
const WIDEST: usize = 100;

/// A table under construction.
#[derive(Debug, Default)]
pub(crate) struct HtmlTable {
    pub(super) rows: Vec<(Vec<HtmlCell>, Span)>,
    pub(super) caption: Vec<Inline>,
}

/// A cell with the attributes of its tag.
#[derive(Debug, Clone)]
pub(crate) struct HtmlCell {
    pub(crate) cell: Cell,
    /// Whether the cell is a header.
    pub(crate) heads: bool,
    pub(crate) alignment: Alignment,
}

impl HtmlTable {
    /// Returns the table, or its blocks if it has no cells or too many columns.
    pub(super) fn finish(self, span: Span) -> Vec<Block> {
        let Self { rows, caption } = self;
        let caption = (!caption.is_empty()).then_some(Caption { label: None, content: caption });
        let own: Vec<_> = rows.into_iter().filter(|(cells, _)| !cells.is_empty()).collect();
        // Header rows at the top form the head, unless that is the whole table.
        let heads = own.iter().take_while(|(cells, _)| cells.iter().all(|cell| cell.heads)).count();
        let heads = if heads < own.len() { heads } else { 0 };
        let mut grid = Grid::default();
        let mut rows: Vec<Vec<(usize, Cell)>> = Vec::new();
        let mut columns: Vec<Alignment> = Vec::new();
        let count = own.len();
        let spans: Vec<Span> = own.iter().map(|(_, span)| *span).collect();
        for (nth, (cells, _)) in own.into_iter().enumerate() {
            // Row spans end with the head.
            let rest = if nth < heads { heads - nth } else { count - nth };
            rows.push(grid.place(cells, rest, nth < heads, &mut columns));
        }
        let width = grid.width;
        if width == 0 || width > WIDEST {
            let blocks = rows.into_iter().flatten().flat_map(|(_, cell)| cell.body);
            return caption.map(|caption| Block::paragraph(caption.content, span)).into_iter().chain(blocks).collect();
        }
        columns.resize(width, Alignment::Start);
        let filled = fill(rows, width);
        let mut head: Vec<Row> = filled.into_iter().zip(spans).map(|(cells, span)| Row { cells, span }).collect();
        let body = head.split_off(heads);
        vec![Block::Table(Box::new(Table { caption, columns, head, body, anchor: None, span }))]
    }
}

/// The columns still covered by rows above.
#[derive(Debug, Default)]
struct Grid {
    /// For each column, the number of rows that it is still covered.
    covered: Vec<u32>,
    width: usize,
}

impl Grid {
    /// Assigns columns to the cells of a row, of which at most `rest` rows are left.
    fn place(
        &mut self,
        cells: Vec<HtmlCell>,
        rest: usize,
        head: bool,
        columns: &mut Vec<Alignment>,
    ) -> Vec<(usize, Cell)> {
        let mut column = 0;
        let mut placed = Vec::with_capacity(cells.len());
        for HtmlCell { mut cell, heads, alignment } in cells {
            while self.covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let free = self.covered.iter().skip(column).take_while(|rows| **rows == 0).count();
            let room = if column + free < self.covered.len() { free } else { usize::MAX };
            let wide = (cell.columns as usize).clamp(1, 50).min(room.max(1));
            cell.columns = u32::try_from(wide).unwrap_or(1);
            cell.rows = cell.rows.clamp(1, u32::try_from(rest).unwrap_or(1).max(1));
            cell.heads_row = heads && !head;
            let end = column + wide;
            if self.covered.len() < end {
                self.covered.resize(end, 0);
            }
            self.covered[column..end].fill(cell.rows);
            if columns.len() < end {
                columns.resize(end, Alignment::Start);
            }
            if wide == 1 && alignment != Alignment::Start {
                columns[column] = alignment;
            }
            placed.push((column, cell));
            column = end;
        }
        self.width = self.width.max(self.covered.len());
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        placed
    }
}

/// Adds empty cells where no cell covers a column.
fn fill(rows: Vec<Vec<(usize, Cell)>>, width: usize) -> Vec<Vec<Cell>> {
    let mut covered = vec![0u32; width];
    let mut done = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells = Vec::with_capacity(width);
        let mut placed = row.into_iter().peekable();
        let mut column = 0;
        while column < width {
            if covered[column] > 0 {
                column += 1;
            } else if let Some((_, cell)) = placed.next_if(|(own, _)| *own == column) {
                let end = (column + cell.columns as usize).min(width);
                covered[column..end].fill(cell.rows);
                column = end;
                cells.push(cell);
            } else {
                cells.push(Cell::new(Vec::new()));
                covered[column] = 1;
                column += 1;
            }
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        done.push(cells);
    }
    done
}
