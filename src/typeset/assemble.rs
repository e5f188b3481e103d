//! Assembling: the nodes of each page become positioned items.

use super::{
    Item, Page,
    flow::{Backdrop, Node, VBox},
    pagebreak::Cut,
};
use std::sync::Arc;

/// Where boxes stand on a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The page's width.
    pub page_width: f32,
    /// The page's height.
    pub page_height: f32,
    /// The column's left edge.
    pub x: f32,
    /// The column's top.
    pub y: f32,
    /// The column's height.
    pub height: f32,
}

/// A page without its notes and furniture.
#[derive(Debug, Default)]
pub struct Assembled {
    /// The page.
    pub page: Page,
    /// Notes that belong at its foot, in order.
    pub notes: Vec<u32>,
}

/// Positions the boxes of each page in the frame.
#[must_use]
pub fn assemble(nodes: Vec<Node>, cuts: &[Cut], frame: Frame) -> Vec<Assembled> {
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut state = State::default();
    let mut pages = Vec::with_capacity(cuts.len());
    let mut done = 0;
    for cut in cuts {
        // Nodes between pages hold no boxes, but backdrops may open and close there.
        for node in nodes[done..cut.start].iter_mut().filter_map(Option::take) {
            state.between(node);
        }
        pages.push(state.page(nodes[cut.start..cut.end].iter_mut().filter_map(Option::take), frame));
        done = cut.end;
    }
    pages
}

/// What goes on from page to page.
#[derive(Default)]
struct State {
    open: Vec<Arc<Backdrop>>,
    repeats: Vec<Arc<VBox>>,
}

/// A backdrop on the page being made: where its boxes start, and where its shapes belong among the items.
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
            Node::Repeat(header) => self.repeats.push(header),
            Node::EndRepeat => drop(self.repeats.pop()),
            Node::Box(_) | Node::Space(_) | Node::Break(_) | Node::PageBreak => {}
        }
    }

    fn page(&mut self, nodes: impl Iterator<Item = Node>, frame: Frame) -> Assembled {
        let page = Page { width: frame.page_width, height: frame.page_height, items: Vec::new() };
        let mut out = Assembled { page, notes: Vec::new() };
        let mut y = frame.y;
        for header in &self.repeats {
            place(&mut out, VBox::clone(header), frame.x, &mut y);
        }
        let mut started: Vec<Started> =
            self.open.iter().map(|backdrop| Started { backdrop: backdrop.clone(), top: y, at: 0 }).collect();
        let (mut space, mut filled) = (0.0, false);
        // The foot of the last box: spaces after it do not count.
        let mut foot = y;
        for node in nodes {
            match node {
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
                Node::Break(_) | Node::PageBreak => {}
                node @ (Node::Repeat(_) | Node::EndRepeat) => self.between(node),
            }
        }
        for unfinished in started.iter().rev() {
            paint(&mut out.page.items, unfinished, foot, frame.x);
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

/// Puts a backdrop's shapes behind the items that stand on it.
fn paint(items: &mut Vec<Item>, started: &Started, foot: f32, x: f32) {
    if foot > started.top {
        items.splice(started.at..started.at, started.backdrop.paint(started.top, foot, x));
    }
}
