//! Spaces to fill in that become form fields: lines (`Name: ____`), check boxes, boxes for notes and labels, and the
//! cells of blank rows.
//!
//! Each is a separate `Form` element within the surrounding text. What is printed there remains, as decoration.
//! [`super::super::write`] makes the fields.

use super::{Composer, column::Column, inline::Place, names};
use crate::{
    article::{Block, Cell, Division, ListItem, Table, plain_text},
    render::pdf::{
        document::{Field, FieldKind, Part},
        structure::{NodeId, Role},
    },
    typeset::{Item, ItemKind, Rect, TextStyle, flow::VBox},
};
use std::{collections::BTreeMap, ops::Range};

/// The fields so far.
#[derive(Debug, Default)]
pub(super) struct Fields {
    wanted: bool,
    pub(super) all: BTreeMap<NodeId, Field>,
    /// The fields of the text being collected, with their positions in it.
    open: Vec<(NodeId, Range<usize>)>,
    /// The name of a field without adjacent text.
    around: String,
}

impl Fields {
    /// Creates an empty collection; `around` names fields before the first heading.
    pub(super) fn new(wanted: bool, around: &str) -> Self {
        Self { wanted, around: around.to_owned(), ..Self::default() }
    }

    /// Returns whether spaces to fill in become fields.
    pub(super) fn are_wanted(&self) -> bool {
        self.wanted
    }

    /// Sets the name of fields without adjacent text.
    pub(super) fn enter(&mut self, around: impl FnOnce() -> String) {
        if self.wanted {
            self.around = around();
        }
    }

    /// Begins a text. Returns the fields of the surrounding text.
    pub(super) fn begin(&mut self) -> Vec<(NodeId, Range<usize>)> {
        std::mem::take(&mut self.open)
    }

    /// Names the fields of a text that ends, and returns to the surrounding one.
    pub(super) fn name(&mut self, text: &str, outer: Vec<(NodeId, Range<usize>)>) {
        let open = std::mem::replace(&mut self.open, outer);
        let mut before: Option<(usize, String)> = None;
        for (at, (node, place)) in open.iter().enumerate() {
            let Some(field) = self.all.get_mut(node) else { continue };
            let (from, last) = before.take().map_or((0, None), |(from, name)| (from, Some(name)));
            let until = open.get(at + 1).map_or(text.len(), |(_, next)| next.start);
            let (left, right) = (&text[from..place.start], &text[place.end..until]);
            let named = match field.kind {
                FieldKind::Tick => names::after(right).or_else(|| names::before(left)),
                FieldKind::Line | FieldKind::Notes | FieldKind::Cell => {
                    let before = names::before(left).or(last);
                    before.map(|name| names::with_hint(name, right)).or_else(|| names::after(right))
                }
            };
            field.name = named.unwrap_or_else(|| self.around.clone());
            before = Some((place.end, field.name.clone()));
        }
    }
}

impl Composer<'_> {
    /// Adds a field.
    fn field(&mut self, parent: NodeId, kind: FieldKind, name: String, size: f32) -> NodeId {
        let node = self.structure.child(parent, Role::Form);
        self.fields.all.insert(node, Field { kind, name, size });
        node
    }

    /// Adds text with lines and check boxes, which become fields.
    pub(super) fn words_and_fields(&mut self, words: &str, style: TextStyle, place: &mut Place<'_>) {
        for (piece, kind) in names::pieces(words) {
            let node = kind.map_or(place.node, |kind| {
                let start = place.text.as_str().len();
                let around = self.fields.around.clone();
                let node = self.field(place.node, kind, around, style.size);
                self.fields.open.push((node, start..start + piece.len()));
                node
            });
            place.text.push(piece, style, Part::Content(node).owner(), None);
        }
    }

    /// Makes the check box of an open task a field. A ticked one remains as printed.
    pub(super) fn tick_of(&mut self, item: &ListItem, label: NodeId) -> Option<NodeId> {
        if !self.fields.wanted || item.label.is_some() || item.task != Some(false) {
            return None;
        }
        let words = item.body.iter().find_map(words_of);
        let name = words.as_deref().and_then(names::after).unwrap_or_else(|| self.fields.around.clone());
        Some(self.field(label, FieldKind::Tick, name, self.inherited.body_type.size))
    }

    /// Returns the field of a box to write in, named by the box's heading.
    pub(super) fn writing_place(&mut self, division: &Division, parent: NodeId, rect: Rect) -> Option<Item> {
        if !self.fields.wanted {
            return None;
        }
        let title = division.body.first().and_then(words_of);
        let name = title.as_deref().and_then(names::after).unwrap_or_else(|| self.fields.around.clone());
        let node = self.field(parent, FieldKind::Notes, name, self.inherited.body_type.size);
        Some(place(node, rect))
    }

    /// Makes the blank cells of a row fields, each with its element and its column: if all cells are blank, except for
    /// a first one that names the row.
    pub(super) fn blank_cells(
        &mut self,
        table: &Table,
        row: usize,
        cells: &[(&Cell, usize, NodeId, Column)],
        set: &mut VBox,
    ) {
        let blank = |cell: &Cell| cell.body.is_empty();
        let named = |cell: &Cell| blank(cell) || cell.body.iter().all(|block| matches!(block, Block::Paragraph(_)));
        let Some(((first, ..), others)) = cells.split_first() else { return };
        let to_fill =
            named(first) && (blank(first) || !others.is_empty()) && others.iter().all(|(cell, ..)| blank(cell));
        if !self.fields.wanted || !to_fill {
            return;
        }
        for (_, at, node, column) in cells.iter().filter(|(cell, ..)| blank(cell)) {
            let name = cell_name(table, row, *at);
            let field = self.field(*node, FieldKind::Cell, name, self.inherited.body_type.size);
            set.items.push(place(field, column.rect(1.0, (set.height - 2.0).max(1.0))));
        }
    }

    /// Sets a cell, whose headers name the fields in it that have no adjacent text.
    pub(super) fn in_named_cell<T>(
        &mut self,
        table: &Table,
        row: usize,
        column: usize,
        set: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if !self.fields.wanted {
            return set(self);
        }
        let outer = std::mem::replace(&mut self.fields.around, cell_name(table, row, column));
        let done = set(self);
        self.fields.around = outer;
        done
    }
}

fn place(node: NodeId, rect: Rect) -> Item {
    Item { owner: Part::Content(node).owner(), kind: ItemKind::Place { rect } }
}

/// Returns the text of a paragraph or a heading.
fn words_of(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(x) => Some(plain_text(&x.content)),
        Block::Heading(x) => Some(plain_text(&x.content)),
        _ => None,
    }
}

/// Returns the header of a cell's column, and of its row, or the row's number.
fn cell_name(table: &Table, row: usize, column: usize) -> String {
    let words = |cell: &Cell| cell.body.iter().find_map(words_of).as_deref().and_then(names::after);
    let at = |cells: &[Cell], column: usize| {
        let mut from = 0;
        let found = cells.iter().find(|cell| {
            from += cell.columns.max(1) as usize;
            column < from
        });
        found.and_then(words)
    };
    let head = table.head.iter().rev().find_map(|row| at(&row.cells, column));
    let own = table.body.get(row).filter(|_| column > 0).and_then(|row| at(&row.cells, 0));
    let row = own.unwrap_or_else(|| (row + 1).to_string());
    head.map_or_else(|| row.clone(), |head| format!("{head}, {row}"))
}
