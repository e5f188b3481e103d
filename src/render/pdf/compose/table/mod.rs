//! Tables: column widths by content, rows that stay on one page, repeated header rows.
//!
//! [`form`] chooses between columns, which are set here, and [`records`]; [`columns`] measures.

mod columns;
mod form;
mod grid;
mod headers;
mod placed;
mod records;

use super::{
    Column, Composer, Inherited, block::raise, column::Inset, figure::keep_together, inline::Look, layout,
    padding::overhang,
};
use crate::{
    article::{Alignment as Align, Block, Cell, Table, plain_text},
    render::pdf::structure::{NodeId, Role, Scope},
    typeset::{
        Alignment, Item, ItemKind, Text,
        flow::{Node, Repeat, VBox, height, penalty, stack},
    },
};
use form::{Columns, Form};
use grid::Grid;
use headers::Tagged;
use placed::{Placed, place};

/// The padding of a cell above its text, in points; at the sides it is [`Inset::CELL`].
const PAD_Y: f32 = 4.0;

/// The fraction of a page up to which a table is never split.
const LOW: f32 = 1.0 / 3.0;

/// The space between the rows and the continuation line, in points.
const CONTINUED_GAP: f32 = 3.0;

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let may_turn = self.inherited.is_body && self.is_running(column);
        match self.form(table, column.width, may_turn) {
            Form::Columns { set, turned: None } => {
                self.captioned(table, column, parent, nodes, |composer, node, nodes| {
                    composer.in_columns(table, set, column, node, nodes);
                });
            }
            Form::Columns { set, turned: Some(area) } => {
                let upright = std::mem::replace(&mut self.area.height, area.height);
                let (column, mut turned) = (Column { width: area.width, ..column }, Vec::new());
                self.captioned(table, column, parent, &mut turned, |composer, node, nodes| {
                    composer.in_columns(table, set, column, node, nodes);
                });
                self.area.height = upright;
                nodes.push(Node::Turned(turned));
            }
            Form::Records { least } => {
                self.captioned(table, column, parent, nodes, |composer, node, nodes| {
                    composer.records(table, least, column, node, nodes);
                });
            }
        }
    }

    /// Sets a table under its caption. A low table stays on one page, and so does a higher one unless that leaves a
    /// large gap.
    fn captioned(
        &mut self,
        table: &Table,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
        set: impl FnOnce(&mut Self, NodeId, &mut Vec<Node>),
    ) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::Table);
        if let Some(caption) = &table.caption {
            self.caption(caption, column, node, nodes);
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(5.0));
        }
        set(self, node, nodes);
        let whole = height(&nodes[first..]);
        if whole <= self.area.height * LOW {
            keep_together(&mut nodes[first..]);
        } else if whole <= self.area.height {
            raise(penalty::WHOLE, &mut nodes[first..]);
        }
        self.land(table.anchor.as_ref(), first, nodes);
    }

    fn in_columns(&mut self, table: &Table, set: Columns, column: Column, node: NodeId, nodes: &mut Vec<Node>) {
        let Columns { kind, inset, widths } = set;
        let column = column.part(0.0, widths.iter().sum());
        let mut grid = Grid::new(column, widths);
        let inherit = |here: &mut Inherited| (here.body_type, here.cell) = (kind, inset);
        self.within(inherit, |composer| {
            let header = composer.header_rows(table, &mut grid, node);
            let mut head = composer.continued(table, column);
            let below = head.height;
            head.absorb(composer.silent(&header), 0.0, below);
            let foot = goes_on(composer, column);
            nodes.push(Node::Box(header));
            nodes.push(Node::Repeat(Repeat { head, foot }.into()));
            composer.body_rows(table, &mut grid, node, nodes);
        });
        self.name_headers(table, &grid.cells);
        nodes.push(Node::EndRepeat);
        nodes.push(Node::Box(self.rule_across(column, 1.1)));
    }

    /// Returns the header rows, between rules and on a tint.
    fn header_rows(&mut self, table: &Table, grid: &mut Grid, node: NodeId) -> VBox {
        let mut header = self.rule_across(grid.column, 1.1);
        if table.head.is_empty() {
            return header;
        }
        // a group of header rows requires a group of body rows (ISO 14289-1, 7.2)
        let group = if table.body.is_empty() { node } else { self.structure.child(node, Role::THead) };
        for cells in place(&table.head, table.columns.len()) {
            let set = self.row(cells, table, grid, group, true);
            let y = header.height;
            header.absorb(set, 0.0, y);
        }
        let band =
            ItemKind::Fill { rect: grid.column.rect(0.0, header.height), radius: 0.0, color: self.sheet.colors.band() };
        header.items.insert(0, Item { owner: layout(), kind: band });
        let (rule, y) = (self.rule_across(grid.column, 0.6), header.height);
        header.absorb(rule, 0.0, y);
        header
    }

    fn body_rows(&mut self, table: &Table, grid: &mut Grid, node: NodeId, nodes: &mut Vec<Node>) {
        if table.body.is_empty() {
            return;
        }
        let group = self.structure.child(node, Role::TBody);
        let mut spanned = 0;
        for (at, (row, cells)) in table.body.iter().zip(place(&table.body, table.columns.len())).enumerate() {
            let mut set = self.row(cells, table, grid, group, false);
            if at == 0 {
                // the header stays with the first row
                nodes.push(Node::Break(penalty::FORBIDDEN));
            } else {
                let is_lone = at == 1 || at + 1 == table.body.len();
                nodes.push(Node::Break(match (spanned > 0, is_lone) {
                    // rows that a cell spans stay on one page
                    (true, _) => penalty::FORBIDDEN,
                    (false, true) => penalty::LONE_ROW,
                    (false, false) => penalty::ROWS,
                }));
                let rect = grid.column.rect(0.0, 0.4);
                let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.hairline };
                set.items.insert(0, Item { owner: layout(), kind });
            }
            let reach = row.cells.iter().map(|cell| cell.rows).max().unwrap_or(1).saturating_sub(1);
            spanned = reach.max(u32::saturating_sub(spanned, 1));
            nodes.push(Node::Box(set));
        }
    }

    fn row(&mut self, cells: Vec<Placed<'_>>, table: &Table, grid: &mut Grid, group: NodeId, head: bool) -> VBox {
        self.notes.height = 0.0;
        let node = self.structure.child(group, Role::TR);
        let mut set = VBox { height: self.inherited.body_type.leading + 2.0 * PAD_Y, ..VBox::default() };
        let at = if head { grid.row } else { grid.row - table.head.len() };
        let mut set_cells = Vec::with_capacity(cells.len());
        for placed in cells {
            let align = table.columns.get(placed.column).copied().unwrap_or_default();
            let element = self.cell_element(&placed, node, grid.row, head, &mut grid.cells);
            let column = grid.cell(placed.column, placed.cell.columns as usize, self.inherited.cell);
            let inner = self.in_named_cell(table, at, placed.column, |composer| {
                composer.cell_box(placed.cell, align, head, column, element)
            });
            set.absorb(inner, 0.0, 0.0);
            set_cells.push((placed.cell, placed.column, element, column));
        }
        if !head {
            self.blank_cells(table, at, &set_cells, &mut set);
        }
        grid.row += 1;
        set
    }

    /// Adds a cell to the structure tree.
    fn cell_element(
        &mut self,
        placed: &Placed<'_>,
        parent: NodeId,
        row: usize,
        head: bool,
        tagged: &mut Vec<Tagged>,
    ) -> NodeId {
        let cell = placed.cell;
        let heads = head || cell.heads_row;
        let node = self.structure.child(parent, if heads { Role::TH } else { Role::TD });
        let attributes = self.structure.attributes(node);
        (attributes.columns, attributes.rows) = (cell.columns, cell.rows);
        attributes.scope = heads.then_some(match (head, cell.heads_row) {
            (true, true) => Scope::Both,
            (true, false) => Scope::Column,
            (false, _) => Scope::Row,
        });
        tagged.push(Tagged::new(placed, node, row, head));
        node
    }

    /// Sets the contents of a cell.
    fn cell_box(&mut self, cell: &Cell, align: Align, head: bool, column: Column, node: NodeId) -> VBox {
        let mut nodes = Vec::new();
        self.in_cell(cell, head, |composer| {
            composer.inherited.alignment = alignment(align);
            composer.blocks(&cell.body, column, node, &mut nodes);
        });
        let inner = stack(nodes);
        let mut set = VBox::default();
        set.absorb(inner, 0.0, PAD_Y + cell.body.first().map_or(0.0, overhang));
        set.height += PAD_Y + cell.body.last().map_or(0.0, overhang);
        set
    }

    /// Sets or measures text with the style of a cell.
    pub(super) fn in_cell<T>(&mut self, cell: &Cell, head: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        let inherit = |here: &mut Inherited| {
            here.bold |= head || cell.heads_row;
            (here.in_cell, here.in_figures) = (true, holds_figures(cell));
        };
        self.within(inherit, work)
    }

    /// Returns a rule across the table.
    fn rule_across(&self, column: Column, height: f32) -> VBox {
        let kind = ItemKind::Fill { rect: column.rect(0.0, height), radius: 0.0, color: self.sheet.colors.ink };
        VBox { height, items: vec![Item { owner: layout(), kind }], notes: Vec::new() }
    }

    /// Returns the line above the rows on a page that marks a table as continued.
    fn continued(&mut self, table: &Table, column: Column) -> VBox {
        let label = table.caption.as_ref().and_then(|caption| caption.label.as_deref());
        let word = format!("({})", self.locale.continued);
        let words = label.map_or_else(|| word.clone(), |label| format!("{label} {word}"));
        let mut over = self.aside_line(&words, column, Alignment::Start);
        over.height += CONTINUED_GAP;
        over
    }

    fn aside_line(&mut self, words: &str, column: Column, alignment: Alignment) -> VBox {
        let mut text = Text::new();
        text.push(words, self.style(Look::new(self.sheet.fine, self.sheet.colors.faint)), layout(), None);
        let column = Column {
            width: column.width.max(self.words_extent(words, Look::new(self.sheet.fine, self.sheet.colors.faint)).most),
            ..column
        };
        self.label_box(&text, column, self.sheet.fine.leading, alignment)
    }

    /// Returns the box as decoration: a repeated header is not read again.
    fn silent(&self, set: &VBox) -> VBox {
        let silent = |item: &Item| Item { owner: layout(), kind: item.kind.clone() };
        let seen = set.items.iter().filter(|item| !matches!(item.kind, ItemKind::Place { .. } | ItemKind::Mark { .. }));
        let mut items: Vec<Item> = seen.map(silent).collect();
        for item in &mut items {
            if let ItemKind::Glyphs(run) = &mut item.kind {
                run.link = None;
            }
        }
        VBox { height: set.height, items, notes: Vec::new() }
    }
}

/// Returns whether a cell contains mostly digits, which are aligned like those of a column.
fn holds_figures(cell: &Cell) -> bool {
    let [Block::Paragraph(only)] = &cell.body[..] else { return false };
    let words = plain_text(&only.content);
    let figures = words.chars().filter(|c| c.is_numeric()).count();
    figures > 0 && figures >= words.chars().filter(|c| c.is_alphabetic()).count()
}

/// Returns the line below the rows on a page that says that the table continues.
fn goes_on(composer: &mut Composer<'_>, column: Column) -> VBox {
    let words = format!("({})", composer.locale.goes_on);
    let mut under = composer.rule_across(column, 0.6);
    let y = under.height + CONTINUED_GAP;
    let line = composer.aside_line(&words, column, Alignment::Start);
    under.absorb(line, 0.0, y);
    under
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::Start => Alignment::Start,
        Align::Center => Alignment::Center,
        Align::End => Alignment::End,
    }
}
