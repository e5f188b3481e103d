//! Fitting: if pages have gaps, tables are split, or the last page is nearly empty, figures and the space between blocks
//! shrink a little.
//!
//! It only considers heights, so that trying costs a small fraction of composing; most articles need no try.

use crate::typeset::{
    ItemKind, Rect,
    flow::{Float, Node, VBox, height},
    pagebreak::Cut,
};

/// The maximum empty fraction of a page.
const GAP: f32 = 0.18;

/// The minimum fraction of the last page that should be filled: if less is, the page may be saved.
const ENOUGH: f32 = 0.3;

/// The weight of a split table: any gap that is too large weighs more.
const SPLIT: f32 = 0.001;

/// The factor by which spaces grow on a page that is left with a gap.
const LOOSEST: f32 = 1.2;

/// The maximum number of pages: in longer articles, aligned lines on facing pages matter more than a gap.
const MOST_PAGES: usize = 20;

/// The minimum height, in points, of a picture that is scaled down.
pub(super) const LEAST_PICTURE: f32 = 90.0;

/// The minimum space, in points, which panels extend into.
const LEAST_SPACE: f32 = 9.0;

/// The factors by which figures and spaces are scaled.
#[derive(Debug, Clone, Copy)]
struct Tuning {
    figures: f32,
    spaces: f32,
}

/// The tunings to try, mildest first.
const TUNINGS: [Tuning; 8] = [
    Tuning { figures: 1.0, spaces: 0.9 },
    Tuning { figures: 1.0, spaces: 1.1 },
    Tuning { figures: 0.9, spaces: 1.0 },
    Tuning { figures: 1.0, spaces: 0.8 },
    Tuning { figures: 1.0, spaces: 1.2 },
    Tuning { figures: 0.8, spaces: 1.0 },
    Tuning { figures: 0.9, spaces: 0.8 },
    Tuning { figures: 0.8, spaces: 0.8 },
];

/// Breaks a list into pages of a given height; if that leaves faults, changes the list by the mildest tuning that fixes
/// them, or by the one that fixes the most.
pub(super) fn fitting(nodes: &mut [Node], height: f32, cut: impl Fn(&[Node]) -> Vec<Cut>) -> Vec<Cut> {
    let cuts = cut(nodes);
    let mut least = faults(nodes, &cuts, height);
    if least <= 0.0 {
        return cuts;
    }
    let heights: Vec<Node> = nodes.iter().map(outline).collect();
    let has_pictures = nodes.iter().any(has_picture);
    let helps = |tuning: &&Tuning| {
        (tuning.figures == 1.0 || has_pictures) && (tuning.spaces == 1.0 || cuts.len() <= MOST_PAGES)
    };
    let mut best = None;
    for tuning in TUNINGS.iter().filter(helps) {
        let mut tried = heights.clone();
        tune(&mut tried, *tuning);
        let found = faults(&tried, &cut(&tried), height);
        if found < least {
            (least, best) = (found, Some(*tuning));
        }
        if least <= 0.0 {
            break;
        }
    }
    let cuts = match best {
        Some(tuning) => {
            tune(nodes, tuning);
            cut(nodes)
        }
        None => cuts,
    };
    if cuts.len() <= MOST_PAGES {
        loosen(nodes, &cuts, height);
    }
    cuts
}

/// Enlarges the spaces on pages that are left with gaps.
fn loosen(nodes: &mut [Node], cuts: &[Cut], height: f32) {
    let others = cuts.split_last().map_or(&[][..], |(_, others)| others);
    for cut in others.iter().filter(|cut| !cut.forced && cut.height < height * (1.0 - GAP)) {
        let spaces = nodes[cut.start..cut.end].iter_mut().filter_map(|node| match node {
            Node::Space(space) if *space > LEAST_SPACE => Some(space),
            _ => None,
        });
        spaces.for_each(|space| *space *= LOOSEST);
    }
}

/// Returns a measure of the faults of pages: gaps beyond the limit, split tables, and a nearly empty last page.
fn faults(nodes: &[Node], cuts: &[Cut], height: f32) -> f32 {
    let empty = |cut: &Cut| 1.0 - cut.height / height;
    let Some((last, others)) = cuts.split_last().filter(|(_, others)| !others.is_empty()) else { return 0.0 };
    let gaps: f32 = others.iter().filter(|cut| !cut.forced).map(|cut| (empty(cut) - GAP).max(0.0)).sum();
    gaps + SPLIT * split_tables(nodes, cuts, height) as f32 + (ENOUGH - last.height / height).max(0.0)
}

/// Counts the pages that begin inside a table that would fit on one page.
fn split_tables(nodes: &[Node], cuts: &[Cut], page: f32) -> usize {
    let (mut split, mut start) = (0, None);
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Repeat(_) => start = Some(at),
            Node::EndRepeat => {
                let Some(start) = start.take().filter(|&start| height(&nodes[start..at]) < page) else { continue };
                let begin_before = |node: usize| cuts.partition_point(|cut| cut.start < node);
                split += begin_before(at) - begin_before(start + 1);
            }
            _ => {}
        }
    }
    split
}

/// Returns what page breaks depend on.
fn outline(node: &Node) -> Node {
    let bare = |inner: &VBox, picture: bool| {
        let items = inner.items.iter().filter(|item| picture && matches!(item.kind, ItemKind::Picture { .. }));
        VBox { height: inner.height, items: items.cloned().collect(), notes: inner.notes.clone() }
    };
    match node {
        Node::Box(inner) => Node::Box(bare(inner, is_picture(inner))),
        Node::Float(float) => Node::Float(Float { inner: bare(&float.inner, true), ..*float }),
        Node::Turned(_) => Node::Turned(Vec::new()),
        other => other.clone(),
    }
}

/// Returns whether a box consists of a picture only.
fn is_picture(inner: &VBox) -> bool {
    let pictures = inner.items.iter().filter(|item| matches!(item.kind, ItemKind::Picture { .. })).count();
    let others = |kind: &ItemKind| matches!(kind, ItemKind::Glyphs(_) | ItemKind::Fill { .. } | ItemKind::Shape { .. });
    pictures == 1 && !inner.items.iter().any(|item| others(&item.kind))
}

/// Returns whether a node is a picture that may be scaled down.
fn has_picture(node: &Node) -> bool {
    match node {
        Node::Box(inner) => is_picture(inner),
        Node::Float(_) => true,
        _ => false,
    }
}

fn tune(nodes: &mut [Node], tuning: Tuning) {
    for node in nodes {
        match node {
            Node::Space(space) if *space > LEAST_SPACE => *space = (*space * tuning.spaces).max(LEAST_SPACE),
            Node::Box(inner) if is_picture(inner) => scale(inner, tuning.figures),
            Node::Float(float) => scale(&mut float.inner, tuning.figures),
            _ => {}
        }
    }
}

/// Scales the picture of a box down, keeping it centered if it is; what is below it moves up.
fn scale(inner: &mut VBox, by: f32) {
    let picture = inner.items.iter_mut().find_map(|item| match &mut item.kind {
        ItemKind::Picture { rect, .. } if rect.height >= LEAST_PICTURE => Some(rect),
        _ => None,
    });
    let Some(rect) = picture else { return };
    let (foot, less) = (rect.y + rect.height, rect.height * (1.0 - by));
    let centered = rect.x > 1.0;
    let x = if centered { rect.x + rect.width * (1.0 - by) / 2.0 } else { rect.x };
    *rect = Rect { x, y: rect.y, width: rect.width * by, height: rect.height * by };
    inner.height -= less;
    for item in &mut inner.items {
        let top = match &item.kind {
            ItemKind::Glyphs(run) => run.y,
            ItemKind::Fill { rect, .. } | ItemKind::Shape { rect, .. } | ItemKind::Place { rect } => rect.y,
            ItemKind::Picture { .. } | ItemKind::Mark { .. } => continue,
        };
        if top >= foot {
            item.kind.shift(0.0, -less);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{
        Item, Owner,
        flow::{Repeat, penalty},
        pagebreak::{Room, break_pages},
    };

    fn cut(nodes: &[Node]) -> Vec<Cut> {
        break_pages(nodes, Room { height: 500.0, before_notes: 0.0 }, |_| 0.0)
    }

    fn lines(count: usize) -> Vec<Node> {
        let line = || Node::Box(VBox { height: 20.0, ..VBox::default() });
        (0..count).flat_map(|_| [line(), Node::Break(penalty::BLOCKS), Node::Space(20.0)]).collect()
    }

    fn figure(height: f32) -> Node {
        let rect = Rect { x: 0.0, y: 0.0, width: 2.0 * height, height };
        let kind = ItemKind::Picture { rect, key: "p".into(), link: None };
        Node::Box(VBox { height, items: vec![Item { owner: Owner(1), kind }], notes: Vec::new() })
    }

    #[test]
    fn a_figure_that_leaves_a_gap_is_made_smaller_and_one_that_leaves_none_is_not() {
        let set = |height| {
            let mut nodes = lines(8);
            nodes.push(figure(height));
            nodes.extend(lines(12));
            let cuts = fitting(&mut nodes, 500.0, cut);
            let figure = nodes.iter().find_map(|node| match node {
                Node::Box(inner) if is_picture(inner) => Some(inner.height),
                _ => None,
            });
            (cuts.iter().map(|cut| cut.height.round()).collect::<Vec<_>>(), figure)
        };
        assert_eq!(set(150.0).1, Some(150.0));
        let (pages, height) = set(220.0);
        assert!(pages[0] > 400.0 && height.is_some_and(|height| height >= 176.0), "{pages:?} {height:?}");
    }

    #[test]
    fn spaces_shrink_to_save_a_page() {
        let mut nodes = lines(14);
        assert_eq!(cut(&nodes).len(), 2);
        assert_eq!(fitting(&mut nodes, 500.0, cut).len(), 1);
    }

    #[test]
    fn spaces_give_way_where_a_table_would_be_split() {
        let table = |nodes: &mut Vec<Node>| {
            let start = nodes.len();
            nodes.push(Node::Repeat(Repeat::default().into()));
            let row = || Node::Box(VBox { height: 25.0, ..VBox::default() });
            nodes.extend((0..8).flat_map(|_| [row(), Node::Break(penalty::ROWS + penalty::WHOLE)]));
            nodes.push(Node::EndRepeat);
            start
        };
        let mut nodes = lines(8);
        let start = table(&mut nodes);
        let end = nodes.len();
        nodes.extend(lines(6));
        let is_split = |cuts: &[Cut]| cuts.iter().any(|cut| (start + 1..end - 1).contains(&cut.start));
        assert!(is_split(&cut(&nodes)));
        assert!(!is_split(&fitting(&mut nodes, 500.0, cut)));
    }

    #[test]
    fn spaces_grow_on_a_page_that_keeps_its_gap() {
        let mut nodes = lines(8);
        nodes.push(Node::Box(VBox { height: 480.0, ..VBox::default() }));
        let spaces = |nodes: &[Node]| height(nodes) - 8.0 * 20.0 - 480.0;
        let before = spaces(&nodes);
        assert_eq!(fitting(&mut nodes, 500.0, cut).len(), 2);
        assert!(spaces(&nodes) > before * 1.1, "{}", spaces(&nodes));
    }
}
