//! Blocks next to each other: columns, parallel languages, text next to a picture. Each row is one box, and pages break
//! between rows. Screen readers read parallel languages column by column, and everything else row by row.

use super::{Column, Composer};
use crate::{
    article::{Block, Direction, Division, Lang, Layout, Tips},
    render::pdf::structure::{ListNumbering, NodeId, Role},
    typeset::flow::{Node, VBox, penalty, stack},
};

/// The gutter between columns, in ems of the body.
const GUTTER: f32 = 1.8;

impl Composer<'_> {
    /// Sets the items of tips, the columns inside, or the blocks of a division row by row.
    pub(super) fn columns(
        &mut self,
        division: &Division,
        count: u8,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        let node = self.structure.child(parent, Role::Div);
        let shares = match given_shares(&division.body) {
            Some(shares) => shares,
            None => vec![1.0 / f32::from(count); usize::from(count)],
        };
        let places = self.side_columns(&shares, column);
        let mut cells = Vec::new();
        if let [block @ Block::Tips(tips)] = division.body.as_slice() {
            let number = self.begin(block);
            let list = self.structure.child(node, Role::L);
            self.structure.attributes(list).numbering = Some(ListNumbering::Decimal);
            cells = self.tip_cells(tips, &places, list);
            let first = nodes.len();
            self.rows(cells, places.len(), nodes);
            return self.mark_block(number, &mut nodes[first..]);
        }
        for (at, block) in division.body.iter().enumerate() {
            cells.push(self.cell(block, places[at % places.len()], node));
        }
        self.rows(cells, places.len(), nodes);
    }

    fn tip_cells(&mut self, tips: &Tips, places: &[Column], list: NodeId) -> Vec<VBox> {
        let mut cells = Vec::new();
        for (at, tip) in tips.items.iter().enumerate() {
            let mut cell = Vec::new();
            self.tip(tip, places[at % places.len()], list, &mut cell);
            cells.push(stack(cell));
        }
        cells
    }

    /// Divides a column into columns with these shares.
    fn side_columns(&self, shares: &[f32], column: Column) -> Vec<Column> {
        let gutter = self.inherited.body_type.size * GUTTER;
        let room = column.width - gutter * (shares.len() as f32 - 1.0);
        let mut start = 0.0;
        let place = |share: &f32| {
            let place = column.part(start, (room * share).max(1.0));
            start += room * share + gutter;
            place
        };
        shares.iter().map(place).collect()
    }

    /// Puts cells next to each other, `count` in a row.
    fn rows(&mut self, cells: Vec<VBox>, count: usize, nodes: &mut Vec<Node>) {
        let mut cells = cells.into_iter().peekable();
        let mut is_first = true;
        while cells.peek().is_some() {
            if !is_first {
                nodes.push(Node::Break(penalty::BLOCKS));
                nodes.push(Node::Space(self.sheet.loose_gap() * 1.2));
            }
            is_first = false;
            nodes.push(Node::Box(row_of(cells.by_ref().take(count))));
        }
    }

    /// Sets the divisions inside next to each other, block by block.
    pub(super) fn bilingual(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let halves: Vec<&Division> = division.body.iter().filter_map(half).collect();
        if halves.len() != division.body.len() || halves.len() < 2 {
            return self.plain_division(division, column, parent, nodes);
        }
        let node = self.structure.child(parent, Role::Div);
        let places = self.side_columns(&vec![1.0 / halves.len() as f32; halves.len()], column);
        let mut texts: Vec<std::vec::IntoIter<VBox>> = Vec::new();
        for ((half, block), place) in halves.iter().zip(&division.body).zip(places) {
            texts.push(self.half_cells(half, block, place, node).into_iter());
        }
        let headings: Vec<bool> = halves[0].body.iter().map(|block| matches!(block, Block::Heading(_))).collect();
        let mut at = 0;
        loop {
            let cells: Vec<VBox> = texts.iter_mut().filter_map(Iterator::next).collect();
            if cells.is_empty() {
                return;
            }
            if at > 0 {
                let under_heading = headings.get(at - 1) == Some(&true);
                nodes.push(Node::Break(if under_heading { penalty::FORBIDDEN } else { penalty::BLOCKS }));
                nodes.push(Node::Space(self.sheet.loose_gap() * if under_heading { 0.5 } else { 1.0 }));
            }
            nodes.push(Node::Box(row_of(cells)));
            at += 1;
        }
    }

    /// Sets each block of one of the texts as a separate box.
    fn half_cells(&mut self, half: &Division, block: &Block, place: Column, parent: NodeId) -> Vec<VBox> {
        let number = self.begin(block);
        let own = self.structure.child(parent, Role::Div);
        self.structure.attributes(own).lang.clone_from(&half.lang);
        let dir = half.dir.or_else(|| half.lang.as_ref().map(Lang::direction));
        let place = Column { rtl: dir.map_or(place.rtl, |dir| dir == Direction::Rtl), ..place };
        let mut cells = self.in_language(half.lang.as_ref(), |composer| composer.cells(&half.body, place, own));
        if let Some(first) = cells.first_mut() {
            let mut marked = [Node::Box(std::mem::take(first))];
            self.mark_block(number, &mut marked);
            let [Node::Box(inner)] = marked else { return cells };
            *first = inner;
        }
        cells
    }

    /// Sets each block as a separate box.
    fn cells(&mut self, blocks: &[Block], column: Column, parent: NodeId) -> Vec<VBox> {
        blocks.iter().map(|block| self.cell(block, column, parent)).collect()
    }

    fn cell(&mut self, block: &Block, column: Column, parent: NodeId) -> VBox {
        let mut cell = Vec::new();
        self.blocks(std::slice::from_ref(block), column, parent, &mut cell);
        stack(cell)
    }

    /// Sets a figure at one side, as much of the text after it next to it as the figure is high, and the rest below.
    pub(super) fn beside(
        &mut self,
        division: &Division,
        (percent, at_end): (u8, bool),
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        let node = self.structure.child(parent, Role::Div);
        let share = (f32::from(percent) / 100.0).clamp(0.1, 0.8);
        let shares = if at_end { [1.0 - share, share] } else { [share, 1.0 - share] };
        let places = self.side_columns(&shares, column);
        let (figure_at, text_at) = if at_end { (places[1], places[0]) } else { (places[0], places[1]) };
        let Some((figure, rest)) = division.body.split_first() else { return };
        let mut row = self.cell(figure, figure_at, node);
        let (mut height, mut taken) = (0.0, 0);
        for block in rest {
            if height >= row.height {
                break;
            }
            let cell = self.cell(block, text_at, node);
            let y = if taken > 0 { height + self.sheet.loose_gap() } else { 0.0 };
            height = y + cell.height;
            taken += 1;
            let own = row.height;
            row.absorb(cell, 0.0, y);
            // the figure, not the text next to it, determines where the text continues
            row.height = own;
        }
        row.height = row.height.max(height);
        nodes.push(Node::Box(row));
        if let Some(below) = rest.get(taken..).filter(|below| !below.is_empty()) {
            nodes.push(Node::Break(penalty::BLOCKS));
            nodes.push(Node::Space(self.sheet.loose_gap()));
            self.blocks(below, column, node, nodes);
        }
    }
}

/// Puts cells next to each other.
fn row_of(cells: impl IntoIterator<Item = VBox>) -> VBox {
    let mut row = VBox::default();
    for cell in cells {
        row.absorb(cell, 0.0, 0.0);
    }
    row
}

/// Returns the requested shares of the width; `None` if the blocks are not columns.
fn given_shares(body: &[Block]) -> Option<Vec<f32>> {
    let percents: Option<Vec<u8>> = body
        .iter()
        .map(|block| match block {
            Block::Division(x) => match x.layout {
                Some(Layout::Column { percent }) => Some(percent),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let percents = percents.filter(|percents| (2..=4).contains(&percents.len()))?;
    let given: u32 = percents.iter().map(|&percent| u32::from(percent)).sum();
    let open = percents.iter().filter(|&&percent| percent == 0).count().max(1) as f32;
    let left = (100.0 - given as f32).max(10.0) / open;
    let wide: Vec<f32> = percents.iter().map(|&percent| if percent == 0 { left } else { f32::from(percent) }).collect();
    let all: f32 = wide.iter().sum();
    Some(wide.into_iter().map(|share| share / all).collect())
}

/// Returns one of two parallel texts.
fn half(block: &Block) -> Option<&Division> {
    match block {
        Block::Division(x) if x.layout.is_none() => Some(x),
        _ => None,
    }
}
