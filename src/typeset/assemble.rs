//! Assembles pages: the nodes of each page become positioned items.

use super::{
    Item, Page,
    flow::{Backdrop, Float, Node, Repeat, VBox},
    pagebreak::Cut,
};
use std::{collections::VecDeque, sync::Arc};

/// The position of the column on a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// The page's width.
    pub(crate) page_width: f32,
    /// The page's height.
    pub(crate) page_height: f32,
    /// The column's left edge.
    pub(crate) x: f32,
    /// The column's top.
    pub(crate) y: f32,
    /// The column's height.
    pub(crate) height: f32,
}

/// A page without its notes, header and footer.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    /// The page.
    pub(crate) page: Page,
    /// The notes at its foot, in order.
    pub(crate) notes: Vec<u32>,
}

/// Positions the boxes of each page in the frame.
#[must_use]
pub(crate) fn assemble(nodes: Vec<Node>, cuts: &[Cut], frame: Frame) -> Vec<Assembled> {
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut state = State::default();
    let mut pages = Vec::with_capacity(cuts.len());
    let mut done = 0;
    for cut in cuts {
        // nodes between pages hold no boxes, but backdrops may open and close there
        for node in nodes[done..cut.start].iter_mut().filter_map(Option::take) {
            state.between(node);
        }
        pages.push(state.page(nodes[cut.start..cut.end].iter_mut().filter_map(Option::take), cut, frame));
        done = cut.end;
    }
    pages
}

/// The state carried over from page to page.
#[derive(Default)]
struct State {
    open: Vec<Arc<Backdrop>>,
    repeats: Vec<Arc<Repeat>>,
    /// Floats waiting for a page.
    waiting: VecDeque<Float>,
}

/// A backdrop that is open on the current page: where its boxes start, and where its shapes go among the items.
struct Started {
    backdrop: Arc<Backdrop>,
    top: f32,
    at: usize,
}

impl State {
    fn between(&mut self, node: Node) {
        match node {
            Node::Open(backdrop) => self.open.push(backdrop),
            Node::Close => drop(self.open.pop()),
            Node::Repeat(repeat) => self.repeats.push(repeat),
            Node::EndRepeat => drop(self.repeats.pop()),
            Node::Float(float) => self.waiting.push_back(float),
            Node::Box(_) | Node::Barrier | Node::Space(_) | Node::Break(_) | Node::PageBreak | Node::Turned(_) => {}
        }
    }

    fn page(&mut self, nodes: impl Iterator<Item = Node>, cut: &Cut, frame: Frame) -> Assembled {
        let page = Page { width: frame.page_width, height: frame.page_height, items: Vec::new() };
        let mut out = Assembled { page, notes: Vec::new() };
        let mut y = frame.y;
        for float in self.waiting.drain(..cut.floats_at_top.min(self.waiting.len())) {
            place(&mut out, float.inner, frame.x, &mut y);
            y += float.gap;
        }
        let mut floats_here = cut.floats_here;
        for repeat in &self.repeats {
            place(&mut out, repeat.head.clone(), frame.x, &mut y);
        }
        let mut started: Vec<Started> =
            self.open.iter().map(|backdrop| Started { backdrop: backdrop.clone(), top: y, at: 0 }).collect();
        let (mut space, mut filled) = (0.0, false);
        // the bottom of the last box: spaces after it do not count
        let mut foot = y;
        for node in nodes {
            let node = match node {
                Node::Float(float) if floats_here > 0 => {
                    floats_here -= 1;
                    Node::Box(float.inner)
                }
                node => node,
            };
            match node {
                Node::Float(float) => {
                    space += float.correction;
                    self.waiting.push_back(float);
                }
                Node::Box(inner) => {
                    if filled {
                        y += space;
                    } else {
                        started.iter_mut().for_each(|started| started.top = y);
                    }
                    (space, filled) = (0.0, true);
                    place(&mut out, inner, frame.x, &mut y);
                    foot = y;
                }
                Node::Space(more) => space += more,
                Node::Open(backdrop) => {
                    let top = if filled { y + space } else { y };
                    started.push(Started { backdrop: backdrop.clone(), top, at: out.page.items.len() });
                    self.open.push(backdrop);
                }
                Node::Close => {
                    self.open.pop();
                    if let Some(ended) = started.pop() {
                        paint(&mut out.page.items, &ended, foot, frame.x);
                    }
                }
                Node::Barrier | Node::Break(_) | Node::PageBreak | Node::Turned(_) => {}
                node @ (Node::Repeat(_) | Node::EndRepeat) => self.between(node),
            }
        }
        for unfinished in started.iter().rev() {
            paint(&mut out.page.items, unfinished, foot, frame.x);
        }
        for repeat in &self.repeats {
            place(&mut out, repeat.foot.clone(), frame.x, &mut foot);
        }
        out
    }
}

fn place(out: &mut Assembled, inner: VBox, x: f32, y: &mut f32) {
    out.notes.extend(&inner.notes);
    out.page.items.extend(inner.items.into_iter().map(|mut item| {
        item.kind.shift(x, *y);
        item
    }));
    *y += inner.height;
}

/// Inserts a backdrop's shapes behind its items.
fn paint(items: &mut Vec<Item>, started: &Started, foot: f32, x: f32) {
    if foot > started.top {
        items.splice(started.at..started.at, started.backdrop.paint(started.top, foot, x));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{
        Color, ItemKind, Owner, Rect,
        flow::penalty,
        pagebreak::{Room, break_pages},
    };

    const FRAME: Frame = Frame { page_width: 200.0, page_height: 200.0, x: 10.0, y: 10.0, height: 100.0 };

    /// Returns a box with a bar of the same height, recognized by its width.
    fn bar(width: f32, height: f32) -> VBox {
        let rect = Rect { x: 0.0, y: 0.0, width, height };
        let kind = ItemKind::Fill { rect, radius: 0.0, color: Color::BLACK };
        VBox { height, items: vec![Item { owner: Owner(0), kind }], notes: Vec::new() }
    }

    /// Returns the width and top of each bar, by page.
    fn bars(nodes: Vec<Node>) -> Vec<Vec<(f32, f32)>> {
        let cuts = break_pages(&nodes, Room { height: FRAME.height, before_notes: 0.0 }, |_| 0.0);
        let bar = |item: &Item| match item.kind {
            ItemKind::Fill { rect, .. } => (rect.width, rect.y),
            _ => (0.0, 0.0),
        };
        assemble(nodes, &cuts, FRAME).iter().map(|made| made.page.items.iter().map(bar).collect()).collect()
    }

    #[test]
    fn a_float_moves_to_the_top_of_the_next_page_and_leaves_no_gap() {
        let float = Node::Float(Float { inner: bar(9.0, 70.0), gap: 8.0, correction: -11.0 });
        let mut nodes = vec![Node::Box(bar(1.0, 60.0)), Node::Break(penalty::BLOCKS), Node::Space(8.0), float];
        for width in [2.0, 3.0] {
            let space = if width == 2.0 { 8.0 } else { 5.0 };
            nodes.extend([Node::Break(penalty::BLOCKS), Node::Space(space), Node::Box(bar(width, 20.0))]);
        }
        assert_eq!(bars(nodes), [vec![(1.0, 10.0), (2.0, 75.0)], vec![(9.0, 10.0), (3.0, 88.0)]]);
    }
}
