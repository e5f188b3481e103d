//! Tables: one header row, and single-line cells.

use super::Writer;
use crate::{
    article::{Alignment, Block, Cell, Inline, LineBreak, Row, Span, Table},
    resolve,
};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) -> String {
        let anchor = self.place(table.anchor.as_ref(), &resolve::captioned_name("table", &table.caption));
        self.report_losses(table);
        let (head, rest) = match table.head.split_first() {
            Some((head, rest)) => (Some(head), rest),
            None => (None, [].as_slice()),
        };
        let width = table.columns.len();
        let mut lines = vec![self.row(head, width), rule(&table.columns)];
        lines.extend(rest.iter().chain(&table.body).map(|row| self.row(Some(row), width)));
        let mut text = lines.join("\n");
        let caption = table.caption.as_ref().filter(|caption| !caption.content.is_empty());
        caption.into_iter().for_each(|caption| self.keep_braces(&caption.content, table.span));
        if caption.is_some() || anchor.is_some() {
            let words = caption.map(|caption| self.paragraph_text(&caption.content)).unwrap_or_default();
            let anchor = anchor.map(|anchor| format!("{{#{}}}", super::escape::words(&anchor, false)));
            let parts = ["Table:".to_owned(), words, anchor.unwrap_or_default()];
            text.push_str("\n\n");
            text.push_str(&parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "));
        }
        text
    }

    /// Reports what the grid cannot hold.
    fn report_losses(&mut self, table: &Table) {
        let cells = || table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
        let help = "make the table simpler";
        if cells().any(|cell| cell.columns > 1 || cell.rows > 1) {
            self.lose("cells that span columns or rows: empty cells are added next to them", help, table.span);
        }
        if cells().any(|cell| cell.heads_row) {
            self.lose("row headers", help, table.span);
        }
        if table.head.len() > 1 {
            self.lose("more than one header row", help, table.span);
        }
        if cells().any(|cell| !matches!(cell.body.as_slice(), [] | [Block::Paragraph(_)])) {
            self.lose("blocks in a cell: their words are kept, line by line", help, table.span);
        }
    }

    fn row(&mut self, row: Option<&'a Row>, width: usize) -> String {
        let mut cells: Vec<String> = Vec::new();
        for cell in row.into_iter().flat_map(|row| &row.cells) {
            cells.push(self.cell(cell));
            cells.extend((1..cell.columns).map(|_| String::new()));
        }
        cells.resize(width, String::new());
        format!("| {} |", cells.join(" | "))
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let mut content: Vec<Inline> = Vec::new();
        for line in cell.body.iter().flat_map(lines) {
            if !content.is_empty() && !line.is_empty() {
                content.push(Inline::Break(LineBreak { span: Span::default() }));
            }
            content.extend(line);
        }
        self.line(&content).replace('|', "\\|")
    }
}

fn rule(columns: &[Alignment]) -> String {
    let mark = |alignment: &Alignment| match alignment {
        Alignment::Start => "---",
        Alignment::Center => ":-:",
        Alignment::End => "--:",
    };
    format!("| {} |", columns.iter().map(mark).collect::<Vec<_>>().join(" | "))
}

/// Returns the lines of a block in a cell.
fn lines(block: &Block) -> Vec<Vec<Inline>> {
    match block {
        Block::Paragraph(x) => vec![x.content.clone()],
        Block::Heading(x) => vec![x.content.clone()],
        Block::Tips(x) => {
            let tip = |tip: &crate::article::Tip| {
                let number = tip.printed_number().map(|number| format!("{number}. ")).unwrap_or_default();
                marked(&number, std::iter::once(tip.lead.clone()).chain(tip.body.iter().flat_map(lines)))
            };
            x.items.iter().flat_map(tip).collect()
        }
        Block::List(x) => {
            let item = |item: &crate::article::ListItem| {
                let label = item.label.as_ref().map_or_else(|| "• ".to_owned(), |label| format!("{label} "));
                marked(&label, item.body.iter().flat_map(lines))
            };
            x.items.iter().flat_map(item).collect()
        }
        Block::Quote(x) => x.body.iter().flat_map(lines).collect(),
        Block::Callout(x) => std::iter::once(x.title.clone()).chain(x.body.iter().flat_map(lines)).collect(),
        Block::Table(x) => {
            let caption = x.caption.iter().map(|caption| caption.content.clone());
            let cells = x.head.iter().chain(&x.body).flat_map(|row| &row.cells);
            caption.chain(cells.flat_map(|cell| &cell.body).flat_map(lines)).collect()
        }
        Block::Figure(x) => {
            let image = crate::article::InlineImage { path: x.path.clone(), alt: x.alt.clone(), span: x.span };
            let caption = x.caption.iter().map(|caption| caption.content.clone());
            std::iter::once(vec![Inline::Image(image)]).chain(caption).collect()
        }
        Block::Code(x) => x.text.lines().map(code).collect(),
        Block::Formula(x) => vec![vec![Inline::Formula(Box::new(x.formula.clone()))]],
        Block::Definitions(x) => {
            let item = |item: &crate::article::Definition| -> Vec<Vec<Inline>> {
                std::iter::once(item.term.clone()).chain(item.meanings.iter().flatten().flat_map(lines)).collect()
            };
            x.items.iter().flat_map(item).collect()
        }
        Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => vec![],
        Block::Division(x) => x.body.iter().flat_map(lines).collect(),
    }
}

fn code(line: &str) -> Vec<Inline> {
    vec![Inline::Code(crate::article::InlineCode { text: line.to_owned(), span: Span::default() })]
}

/// Returns lines, the first one with a marker.
fn marked(mark: &str, lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Vec<Inline>> {
    let mut lines: Vec<Vec<Inline>> = lines.filter(|line| !line.is_empty()).collect();
    if let Some(first) = lines.first_mut() {
        first.insert(0, Inline::words(mark));
    }
    lines
}
