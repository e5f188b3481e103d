//! Slices boxes taller than a page between their lines, so that nothing is lost off the paper.

use super::{
    Item, ItemKind, Rect,
    flow::{Float, Node, VBox, penalty},
};

/// Slices every box taller than `height` points, less what is repeated above it, into boxes that fit. What would take
/// up more than half of each page is not repeated.
#[must_use]
pub(crate) fn slice_tall(nodes: Vec<Node>, height: f32) -> Vec<Node> {
    let tall = |node: &Node| matches!(node, Node::Box(inner) | Node::Float(Float { inner, .. }) if inner.height > height * 0.5);
    if !nodes.iter().any(tall) {
        return nodes;
    }
    let mut sliced = Vec::with_capacity(nodes.len() + 8);
    let mut repeats: Vec<Option<f32>> = Vec::new();
    for node in nodes {
        let room = height - repeats.iter().flatten().sum::<f32>();
        match node {
            Node::Box(inner) | Node::Float(Float { inner, .. }) if inner.height > room => {
                slice(inner, room, &mut sliced);
            }
            Node::Repeat(repeat) => {
                let both = repeat.head.height + repeat.foot.height;
                let kept = both <= room - height * 0.5;
                repeats.push(kept.then_some(both));
                sliced.extend(kept.then_some(Node::Repeat(repeat)));
            }
            Node::EndRepeat => {
                let kept = repeats.pop().flatten().is_some();
                sliced.extend(kept.then_some(Node::EndRepeat));
            }
            node => sliced.push(node),
        }
    }
    sliced
}

fn slice(mut rest: VBox, height: f32, nodes: &mut Vec<Node>) {
    while rest.height > height {
        let at = gap_above(&rest.items, height).filter(|&at| at > height * 0.2).unwrap_or(height);
        let mut upper = VBox { height: at, items: Vec::new(), notes: std::mem::take(&mut rest.notes) };
        let mut lower = VBox { height: rest.height - at, ..VBox::default() };
        for item in rest.items {
            divide(item, at, &mut upper.items, &mut lower.items);
        }
        nodes.push(Node::Box(upper));
        nodes.push(Node::Break(penalty::BLOCKS));
        rest = lower;
    }
    nodes.push(Node::Box(rest));
}

/// Returns the lowest position up to `limit` that no line and no picture crosses.
fn gap_above(items: &[Item], limit: f32) -> Option<f32> {
    let solid: Vec<(f32, f32)> = items.iter().filter_map(solid).collect();
    let crosses = |at: f32| solid.iter().any(|&(top, bottom)| top < at && at < bottom);
    let tops = solid.iter().map(|&(top, _)| top).filter(|&top| top <= limit && !crosses(top));
    tops.reduce(f32::max)
}

/// Returns the top and bottom of an item that must not be cut.
fn solid(item: &Item) -> Option<(f32, f32)> {
    match &item.kind {
        ItemKind::Glyphs(run) => Some((run.y - run.size, run.y + run.size * 0.3)),
        ItemKind::Shape { rect, .. } | ItemKind::Picture { rect, .. } => Some((rect.y, rect.y + rect.height)),
        ItemKind::Fill { .. } | ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
    }
}

/// Assigns an item to the part that it is in; a filled rectangle is cut in two.
fn divide(mut item: Item, at: f32, upper: &mut Vec<Item>, lower: &mut Vec<Item>) {
    if let ItemKind::Fill { rect, radius, color } = item.kind
        && rect.y < at
        && rect.y + rect.height > at
    {
        let above = Rect { height: at - rect.y, ..rect };
        let below = Rect { y: 0.0, height: rect.y + rect.height - at, ..rect };
        upper.push(Item { owner: item.owner, kind: ItemKind::Fill { rect: above, radius, color } });
        lower.push(Item { owner: item.owner, kind: ItemKind::Fill { rect: below, radius, color } });
        return;
    }
    let top = match &item.kind {
        ItemKind::Fill { rect, .. } | ItemKind::Place { rect } => rect.y,
        ItemKind::Mark { y, .. } => *y,
        ItemKind::Glyphs(_) | ItemKind::Shape { .. } | ItemKind::Picture { .. } => {
            solid(&item).map_or(0.0, |(top, _)| top + 0.01)
        }
    };
    if top < at {
        upper.push(item);
    } else {
        item.kind.shift(0.0, -at);
        lower.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Color, Owner, flow::Repeat};

    fn bar(y: f32, height: f32) -> Item {
        let rect = Rect { x: 0.0, y, width: 10.0, height };
        Item { owner: Owner(0), kind: ItemKind::Fill { rect, radius: 0.0, color: Color::BLACK } }
    }

    fn picture(y: f32, height: f32) -> Item {
        let rect = Rect { x: 0.0, y, width: 10.0, height };
        Item { owner: Owner(1), kind: ItemKind::Picture { rect, key: "p".into(), link: None } }
    }

    #[test]
    fn a_tall_box_is_cut_in_a_gap_and_its_backdrop_goes_on() {
        let items = vec![bar(0.0, 200.0), picture(0.0, 40.0), picture(60.0, 60.0), picture(130.0, 60.0)];
        let nodes = slice_tall(vec![Node::Box(VBox { height: 200.0, items, notes: vec![3] })], 100.0);
        let heights: Vec<f32> = nodes
            .iter()
            .filter_map(|node| match node {
                Node::Box(inner) => Some(inner.height),
                _ => None,
            })
            .collect();
        assert_eq!(heights, [60.0, 70.0, 70.0]);
        let Node::Box(last) = nodes.last().unwrap() else { panic!("a box") };
        assert_eq!(last.items, [bar(0.0, 70.0), picture(0.0, 60.0)]);
    }

    #[test]
    fn a_tall_row_leaves_room_for_the_header_that_is_repeated_over_its_parts() {
        let row =
            || Node::Box(VBox { height: 150.0, items: vec![picture(0.0, 70.0), picture(75.0, 70.0)], notes: vec![] });
        let header = |height| {
            let head = VBox { height, ..VBox::default() };
            Node::Repeat(Repeat { head, ..Repeat::default() }.into())
        };
        let reported = |header| {
            let nodes = slice_tall(vec![header, row(), Node::EndRepeat], 100.0);
            let heights = nodes.iter().filter_map(|node| match node {
                Node::Box(inner) => Some(inner.height),
                _ => None,
            });
            (heights.collect::<Vec<_>>(), nodes.iter().any(|node| matches!(node, Node::Repeat(_))))
        };
        assert_eq!(reported(header(20.0)), (vec![75.0, 75.0], true));
        assert_eq!(reported(header(60.0)), (vec![75.0, 75.0], false));
    }
}
