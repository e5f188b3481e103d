//! Tables, and boxes, which are single-cell tables.

use super::{Writer, styles::CELL_MARGIN, twips};
use crate::article::{Alignment, Block, Cell, Row, Table, grid, plain_text};

/// The minimum type size in a table, as a fraction of the normal size.
const SMALLEST: f32 = 0.6;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let name = self.name(table.anchor.as_ref());
        self.named(name.as_deref(), |writer| writer.caption(table.caption.as_ref(), "TableCaption"));
        let (widths, size) = self.widths(table);
        self.begin_table("HandoutTable", &widths);
        let outer = self.look.size;
        if size < 1.0 {
            let body = self.theme.body.size.points(0.0, self.page.width);
            self.look.size = Some((body * 2.0 * size).floor() as i32);
        }
        for (rows, in_head) in [(&table.head, true), (&table.body, false)] {
            for (line, row) in grid(rows, table.columns.len()).iter().zip(rows) {
                self.row((table, &widths), line, row, in_head);
            }
        }
        self.look.size = outer;
        self.end_table();
    }

    /// Writes blocks in a box.
    pub(super) fn boxed(&mut self, style: &str, write: impl FnOnce(&mut Self)) {
        let width = self.room();
        self.begin_table(style, &[width]);
        self.part.out.tag("w:tr").open();
        self.begin_cell(width, 1, None, false);
        let (indent, style) = (std::mem::take(&mut self.indent), self.style.take());
        write(self);
        (self.indent, self.style) = (indent, style);
        self.end_cell();
        self.part.out.end("w:tr");
        self.end_table();
    }

    /// Returns the available width for a table, in twentieths of a point.
    fn room(&self) -> i32 {
        (twips(self.page.measure()) - self.indent).max(1440)
    }

    /// Divides the width among the columns: first what their longest words need, then the rest in proportion to their
    /// text. Also returns a scale for the type size if words would not fit, as Word breaks words that do not. Word fits
    /// the columns again when the text changes.
    fn widths(&self, table: &Table) -> (Vec<i32>, f32) {
        /// The width of a letter in ems, as in short bold words of wide sans serif faces.
        const LETTER: f32 = 0.7;
        let margins = 2.0 * CELL_MARGIN as f32 / 20.0;
        let em = self.theme.body.size.points(0.0, self.page.width);
        let mut columns = vec![(0, 4); table.columns.len()];
        for row in grid(&table.head, columns.len()).iter().chain(&grid(&table.body, columns.len())) {
            for (column, cell) in columns.iter_mut().zip(row) {
                let Some(cell) = cell.filter(|cell| cell.columns == 1) else { continue };
                let words = words(&cell.body);
                let longest = words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
                *column = (column.0.max(longest), column.1.max(words.chars().count().min(60)));
            }
        }
        let letters: Vec<f32> = columns.iter().map(|(longest, _)| *longest as f32 * em * LETTER).collect();
        let room = (self.room() as f32 / 20.0 - margins * columns.len() as f32).max(1.0);
        let needed = letters.iter().sum::<f32>();
        let text = columns.iter().map(|(_, text)| *text).sum::<usize>().max(1) as f32;
        let size = if needed > room { (room / needed).max(SMALLEST) } else { 1.0 };
        let left = (room - needed).max(0.0);
        let width = |((_, own), need): (&(usize, usize), &f32)| {
            let own_words = if needed > room { need * room / needed } else { *need };
            own_words + left * *own as f32 / text + margins
        };
        (columns.iter().zip(&letters).map(width).map(twips).collect(), size)
    }

    fn begin_table(&mut self, style: &str, widths: &[i32]) {
        let indent = self.indent;
        let out = &mut self.part.out;
        out.tag("w:tbl").open();
        out.tag("w:tblPr").open();
        out.tag("w:tblStyle").attr("w:val", style).empty();
        if self.look.rtl {
            out.tag("w:bidiVisual").empty();
        }
        out.tag("w:tblW").attr("w:w", &widths.iter().sum::<i32>().to_string()).attr("w:type", "dxa").empty();
        if indent > 0 {
            out.tag("w:tblInd").attr("w:w", &indent.to_string()).attr("w:type", "dxa").empty();
        }
        out.tag("w:tblLook").attr("w:val", "0000").empty();
        out.end("w:tblPr");
        out.tag("w:tblGrid").open();
        for width in widths {
            out.tag("w:gridCol").attr("w:w", &width.to_string()).empty();
        }
        out.end("w:tblGrid");
    }

    /// Ends a table, and separates it from what follows: Word joins adjacent tables, and requires a paragraph after the
    /// last one.
    fn end_table(&mut self) {
        self.part.out.end("w:tbl");
        let mark = self.mark.take();
        self.styled_as("Spacer", |writer| writer.paragraph(|_| {}));
        self.mark = mark;
    }

    fn row(&mut self, (table, widths): (&Table, &[i32]), line: &[Option<&Cell>], row: &Row, in_head: bool) {
        let out = &mut self.part.out;
        out.tag("w:tr").open();
        out.tag("w:trPr").open();
        out.tag("w:cantSplit").empty();
        if in_head {
            out.tag("w:tblHeader").empty();
        }
        out.end("w:trPr");
        let mut at = 0;
        while at < line.len() {
            let cell = line[at];
            let is_same = |other: &&Option<&Cell>| match (cell, other) {
                (Some(cell), Some(other)) => std::ptr::eq(cell, *other),
                _ => false,
            };
            let count = line[at..].iter().take_while(is_same).count().max(1);
            let width = widths[at..at + count].iter().sum();
            let begins = cell.is_some_and(|cell| row.cells.iter().any(|known| std::ptr::eq(known, cell)));
            let merge = cell.filter(|cell| cell.rows > 1).map(|_| if begins { "restart" } else { "continue" });
            self.begin_cell(width, count, merge, in_head);
            if let Some(cell) = cell.filter(|_| begins) {
                self.cell(cell, table.columns[at], in_head);
            }
            self.end_cell();
            at += count;
        }
        self.part.out.end("w:tr");
    }

    fn cell(&mut self, cell: &Cell, alignment: Alignment, in_head: bool) {
        let outer = (self.alignment, std::mem::take(&mut self.indent));
        self.alignment = match alignment {
            Alignment::Start => None,
            Alignment::Center => Some("center"),
            Alignment::End => Some("right"),
        };
        let style = if in_head || cell.heads_row { "TableHead" } else { "TableText" };
        self.styled_as(style, |writer| writer.blocks(&cell.body));
        (self.alignment, self.indent) = outer;
    }

    fn begin_cell(&mut self, width: i32, columns: usize, merge: Option<&str>, in_head: bool) {
        let band = self.theme.colors.band().to_string();
        let out = &mut self.part.out;
        out.tag("w:tc").open();
        out.tag("w:tcPr").open();
        out.tag("w:tcW").attr("w:w", &width.to_string()).attr("w:type", "dxa").empty();
        if columns > 1 {
            out.tag("w:gridSpan").attr("w:val", &columns.to_string()).empty();
        }
        if let Some(merge) = merge {
            out.tag("w:vMerge").attr("w:val", merge).empty();
        }
        if in_head {
            let fill = band.trim_start_matches('#');
            out.tag("w:shd").attr("w:val", "clear").attr("w:color", "auto").attr("w:fill", fill).empty();
        }
        out.end("w:tcPr");
        self.cells.push(self.part.out.len());
    }

    /// Ends a cell, which must end with a paragraph (ISO/IEC 29500-1, 17.4.65).
    fn end_cell(&mut self) {
        let begin = self.cells.pop();
        if begin == Some(self.part.out.len()) {
            self.part.out.tag("w:p").empty();
        }
        self.part.out.end("w:tc");
    }
}

/// Returns the text of the paragraphs in a cell.
fn words(blocks: &[Block]) -> String {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(x) => plain_text(&x.content),
        Block::List(x) => x.items.iter().map(|item| words(&item.body)).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    blocks.iter().map(paragraph).collect::<Vec<_>>().join(" ")
}
