//! A table row by row: each row becomes a list of its cells, preceded by their headers.
//!
//! For a screen reader it is still a table. The text before the cells of the first row are its headers; that of the
//! other rows is decoration, and so are the copies of a cell that spans rows.

use super::{Column, Composer, Inset, PAD_Y, goes_on, headers::Tagged, placed::place};
use crate::{
    article::{Alignment as Align, Block, Cell, Inline, Table, grid, plain_text},
    render::{
        heads::repeated,
        pdf::{
            compose::{inline::Place, layout},
            structure::{NodeId, Role},
        },
    },
    typeset::{
        Alignment, ItemKind, Setting, Text,
        flow::{Node, Repeat, VBox, lines_to_nodes, penalty, stack},
    },
};
use std::borrow::Cow;

/// The space between a header and the cell, in points.
const GAP: f32 = 10.0;
/// The padding above and below the text of a cell, in points.
pub(super) const RECORD_PAD: f32 = 1.5;
/// The space between two records, in points.
const BETWEEN: f32 = 4.0;
/// The maximum width of headers next to the cells, as a fraction of the column.
const BESIDE: f32 = 0.4;

/// The label before the cells of a column.
#[derive(Default)]
struct Label {
    /// The label in the first row, where it is the header itself.
    first: Text,
    again: Text,
}

/// Where labels and cells are set.
#[derive(Clone, Copy)]
struct Places {
    label: Column,
    cell: Column,
    /// Whether a label is above its cell.
    above: bool,
}

impl Composer<'_> {
    pub(super) fn records(&mut self, table: &Table, least: f32, column: Column, node: NodeId, nodes: &mut Vec<Node>) {
        let mut tagged = Vec::new();
        let labels = self.labels(table, node, &mut tagged, column, nodes);
        let places = self.places_of(&labels, least, column);
        let head = self.continued(table, column);
        let foot = goes_on(self, column);
        nodes.push(Node::Box(self.rule_across(column, 1.1)));
        nodes.push(Node::Repeat(Repeat { head, foot }.into()));
        if !table.body.is_empty() {
            let group = self.structure.child(node, Role::TBody);
            self.record_rows(table, &labels, places, (group, column), &mut tagged, nodes);
        }
        nodes.push(Node::EndRepeat);
        nodes.push(Node::Box(self.rule_across(column, 1.1)));
        self.name_headers(table, &tagged);
    }

    fn record_rows(
        &mut self,
        table: &Table,
        labels: &[Label],
        places: Places,
        (group, column): (NodeId, Column),
        tagged: &mut Vec<Tagged>,
        nodes: &mut Vec<Node>,
    ) {
        let rows = grid(&table.body, table.columns.len());
        // for each column, the last cell that spans rows from here on
        let mut spanning: Vec<Option<VBox>> = vec![None; table.columns.len()];
        for (at, (placed, cells)) in place(&table.body, table.columns.len()).into_iter().zip(rows).enumerate() {
            self.notes.height = 0.0;
            nodes.push(Node::Break(if at == 0 { penalty::FORBIDDEN } else { penalty::ROWS }));
            nodes.push(Node::Space(if at == 0 { 0.0 } else { BETWEEN }));
            let row = self.structure.child(group, Role::TR);
            let mut own: Vec<Option<VBox>> = vec![None; table.columns.len()];
            for placed in &placed {
                let cell_node = self.cell_element(placed, row, at, false, tagged);
                let set = self.in_named_cell(table, at, placed.column, |composer| {
                    composer.cell_box(placed.cell, Align::Start, false, places.cell, cell_node)
                });
                if placed.cell.rows > 1 {
                    spanning[placed.column] = Some(self.silent(&set));
                }
                own[placed.column] = Some(set);
            }
            let mut record = Vec::new();
            let mut before: Option<&Cell> = None;
            for (column, (label, cell)) in labels.iter().zip(cells).enumerate() {
                let Some(cell) = cell else { continue };
                if before.is_some_and(|before| std::ptr::eq(before, cell)) {
                    continue;
                }
                before = Some(cell);
                let set = own[column].take().or_else(|| spanning[column].clone());
                let words = if at == 0 { &label.first } else { &label.again };
                let is_blank = cell.body.is_empty() && (at > 0 || words.is_empty());
                if let Some(set) = set.filter(|_| !is_blank) {
                    record.push(self.record_entry(words, set, places));
                }
            }
            self.record(record, column, nodes);
        }
    }

    /// Stacks the entries of a row, the first on a tint.
    fn record(&mut self, entries: Vec<VBox>, column: Column, nodes: &mut Vec<Node>) {
        for (at, mut entry) in entries.into_iter().enumerate() {
            if at == 0 {
                let fill = ItemKind::Fill {
                    rect: column.rect(0.0, entry.height),
                    radius: 0.0,
                    color: self.sheet.colors.band(),
                };
                entry.items.insert(0, crate::typeset::Item { owner: layout(), kind: fill });
            } else {
                nodes.push(Node::Break(penalty::FORBIDDEN));
            }
            nodes.push(Node::Box(entry));
        }
    }

    /// Returns a cell with its label.
    fn record_entry(&mut self, label: &Text, cell: VBox, places: Places) -> VBox {
        let mut set = VBox::default();
        if !label.is_empty() {
            let leading = self.inherited.body_type.leading;
            let setting = Setting { alignment: Alignment::Start, ..self.setting(places.label, leading) };
            let mut lines = Vec::new();
            lines_to_nodes(self.setter.set(label, &setting), places.label.x, &mut lines);
            set.absorb(stack(lines), 0.0, RECORD_PAD);
        }
        let below = if places.above && !label.is_empty() { set.height } else { RECORD_PAD };
        set.absorb(cell, 0.0, below - PAD_Y);
        set.height += RECORD_PAD - PAD_Y;
        set
    }

    fn places_of(&mut self, labels: &[Label], least: f32, column: Column) -> Places {
        let inner = column.within(Inset::NARROW_CELL);
        let widths: Vec<_> = labels.iter().map(|label| self.setter.extent(&label.again, column.rtl)).collect();
        let most = widths.iter().map(|width| width.most).fold(0.0, f32::max);
        let longest_word = widths.iter().map(|width| width.least).fold(0.0, f32::max);
        let width = most.min(inner.width * BESIDE).max(longest_word);
        let start = if most > 0.0 { width + GAP } else { 0.0 };
        let above = inner.width - start < least.max(self.least_measure());
        let cell = if above { inner } else { inner.inset(start, 0.0) };
        Places { label: if above { inner } else { inner.part(0.0, width) }, cell, above }
    }

    /// Returns the labels of each column, from all header rows. Headers that are more than a paragraph are set above
    /// the rows.
    fn labels(
        &mut self,
        table: &Table,
        node: NodeId,
        tagged: &mut Vec<Tagged>,
        column: Column,
        nodes: &mut Vec<Node>,
    ) -> Vec<Label> {
        let mut labels: Vec<Label> = table.columns.iter().map(|_| Label::default()).collect();
        if table.head.is_empty() {
            return labels;
        }
        let group = if table.body.is_empty() { node } else { self.structure.child(node, Role::THead) };
        let apart = table.body.is_empty() || !table.head.iter().flat_map(|row| &row.cells).all(is_line);
        for (row, placed) in place(&table.head, table.columns.len()).into_iter().enumerate() {
            let row_node = self.structure.child(group, Role::TR);
            for placed in placed {
                let cell = placed.cell;
                let cell_node = self.cell_element(&placed, row_node, row, true, tagged);
                if apart {
                    let set = self.cell_box(cell, Align::Start, true, column.within(Inset::NARROW_CELL), cell_node);
                    nodes.push(Node::Box(set));
                    nodes.push(Node::Break(penalty::FORBIDDEN));
                } else {
                    for block in &cell.body {
                        self.begin(block);
                    }
                }
                let short = shortened(cell);
                for (at, label) in labels.iter_mut().skip(placed.column).take(cell.columns.max(1) as usize).enumerate()
                {
                    let node = (at == 0 && !apart).then_some(cell_node);
                    match &short {
                        Some(short) if at > 0 => self.push_short(label, short),
                        _ => self.add_to_label(label, cell, node),
                    }
                }
            }
        }
        labels
    }

    /// Adds a header to the label of a further column that it spans.
    fn push_short(&mut self, label: &mut Label, short: &str) {
        let style = self.style(self.body().bold());
        let separator = if label.again.is_empty() { "" } else { ", " };
        for text in [&mut label.first, &mut label.again] {
            text.push(separator, style, layout(), None);
            text.push(short, style, layout(), None);
        }
    }

    /// Adds the text of a header to a label; it belongs to the header's element if one is given.
    fn add_to_label(&mut self, label: &mut Label, cell: &Cell, node: Option<NodeId>) {
        let look = self.body().bold();
        for block in &cell.body {
            let Block::Paragraph(paragraph) = block else { continue };
            if !label.again.is_empty() {
                let style = self.style(look);
                label.first.push(", ", style, layout(), None);
                label.again.push(", ", style, layout(), None);
            }
            let content: &[Inline] = &paragraph.content;
            self.measured(content, look, &mut label.again);
            if let Cow::Owned(short) = repeated(label.again.as_str()) {
                label.again = Text::new();
                // without formulas and pictures, which the header itself has
                label.again.push(&short.replace('\u{fffc}', ""), self.style(look), layout(), None);
            }
            match node {
                Some(node) => self.inlines(content, look, &mut Place { text: &mut label.first, node, link: None }),
                None => self.measured(content, look, &mut label.first),
            }
        }
    }
}

/// Returns the text of a header without its end, if it is long.
fn shortened(cell: &Cell) -> Option<String> {
    let words = |block: &Block| match block {
        Block::Paragraph(paragraph) => plain_text(&paragraph.content),
        _ => String::new(),
    };
    match repeated(&cell.body.iter().map(words).collect::<Vec<_>>().join(", ")) {
        Cow::Owned(short) => Some(short),
        Cow::Borrowed(_) => None,
    }
}

/// Returns whether a cell is at most one paragraph.
fn is_line(cell: &Cell) -> bool {
    matches!(cell.body.as_slice(), [] | [Block::Paragraph(_)])
}
