//! The vertical list: boxes, spaces and breaks in reading order, to be broken into pages.

use super::{Color, Item, ItemKind, Owner, Rect, SetLine};
use std::sync::Arc;

/// Penalties for page breaks.
pub(crate) mod penalty {
    /// No break, unless the content it would hold together is taller than a page.
    pub(crate) const FORBIDDEN: f32 = f32::INFINITY;
    /// A widow or an orphan: worse than leaving nine tenths of a page empty.
    pub(crate) const WIDOW: f32 = 8_000.0;
    /// After the first or before the last item of a list, unless that leaves a sixth of a page empty.
    pub(crate) const LIST_END: f32 = 300.0;
    /// Between the rows of a table.
    pub(crate) const ROWS: f32 = 60.0;
    /// After the first or before the last row of a table, unless that leaves a third of a page empty.
    pub(crate) const LONE_ROW: f32 = 700.0;
    /// Inside a table or code that fits on a page: leaving a fifth of the page empty is better.
    pub(crate) const WHOLE: f32 = 400.0;
    /// Inside what should stay whole if that leaves less than a third of a page empty.
    pub(crate) const INSIDE: f32 = 900.0;
    /// Inside a tip that fits on a page: leaving a third of the page empty is better.
    pub(crate) const TIP: f32 = 1_500.0;
    /// Between lines of a paragraph.
    pub(crate) const LINES: f32 = 30.0;
    /// Between blocks.
    pub(crate) const BLOCKS: f32 = 0.0;
}

/// A node of the vertical list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// A box that is never divided.
    Box(VBox),
    /// A box that may move to the top of a later page, while the text continues here.
    Float(Float),
    /// Floats do not move past this.
    Barrier,
    /// Space in points; it vanishes at the top and bottom of a page.
    Space(f32),
    /// A possible page break, with its penalty ([`penalty`]). Between boxes without one, no page may end.
    Break(f32),
    /// A forced page break.
    PageBreak,
    /// Starts a backdrop behind what follows, up to the matching [`Node::Close`].
    Open(Arc<Backdrop>),
    /// Ends the innermost backdrop.
    Close,
    /// Adds these boxes to each page that starts or ends before the matching [`Node::EndRepeat`].
    Repeat(Arc<Repeat>),
    /// Ends the innermost repetition.
    EndRepeat,
    /// A list for separate landscape pages: they follow the page that this is on.
    Turned(Vec<Node>),
}

/// What is repeated on each page of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Repeat {
    /// The box at the top of a page that starts inside.
    pub(crate) head: VBox,
    /// The box at the foot of a page that ends inside.
    pub(crate) foot: VBox,
}

/// A box: items relative to its left edge and top.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct VBox {
    /// Its height in points.
    pub(crate) height: f32,
    /// Its contents.
    pub(crate) items: Vec<Item>,
    /// Notes that must be at the foot of its page, by the caller's numbers.
    pub(crate) notes: Vec<u32>,
}

/// A box that may move to another page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Float {
    /// The box. It has no notes.
    pub(crate) inner: VBox,
    /// The space below it at the top of a page, in points.
    pub(crate) gap: f32,
    /// How much the spaces around it exceed a single space if it moves away, in points; 0 or less.
    pub(crate) correction: f32,
}

/// A tint, a rule and a frame behind boxes. It continues across page breaks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Backdrop {
    /// Its left edge in the column.
    pub(crate) x: f32,
    /// Its width.
    pub(crate) width: f32,
    /// How far it extends above and below its boxes.
    pub(crate) padding: f32,
    /// The tint.
    pub(crate) fill: Option<Color>,
    /// The rule: left edge in the column, width, color.
    pub(crate) rule: Option<(f32, f32, Color)>,
    /// The frame around it: width and color.
    pub(crate) frame: Option<(f32, Color)>,
    /// The owner.
    pub(crate) owner: Owner,
}

impl Node {
    /// Returns whether it shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        !matches!(self, Self::Box(_) | Self::Float(_))
    }
}
/// The radius of a frame's corners, in points.
const CORNER: f32 = 2.5;

impl VBox {
    /// Returns a line's box, moved right by `x`.
    #[must_use]
    pub(crate) fn of_line(line: SetLine, x: f32) -> Self {
        let mut items = line.items;
        for item in &mut items {
            item.kind.shift(x, 0.0);
        }
        Self { height: line.height, items, notes: line.notes }
    }

    /// Adds another box's items, offset.
    pub(crate) fn absorb(&mut self, other: Self, x: f32, y: f32) {
        self.items.extend(other.items.into_iter().map(|mut item| {
            item.kind.shift(x, y);
            item
        }));
        self.notes.extend(other.notes);
        self.height = self.height.max(y + other.height);
    }
}

impl ItemKind {
    /// Scales glyphs and shapes, with their distances from the origin.
    pub(crate) fn scale(&mut self, by: f32) {
        match self {
            Self::Glyphs(run) => {
                (run.x, run.y, run.size) = (run.x * by, run.y * by, run.size * by);
                for glyph in &mut run.glyphs {
                    (glyph.advance, glyph.dx, glyph.dy) = (glyph.advance * by, glyph.dx * by, glyph.dy * by);
                }
            }
            Self::Fill { rect, .. } | Self::Shape { rect, .. } | Self::Picture { rect, .. } | Self::Place { rect } => {
                let Rect { x, y, width, height } = *rect;
                *rect = Rect { x: x * by, y: y * by, width: width * by, height: height * by };
            }
            Self::Mark { y, .. } => *y *= by,
        }
    }

    /// Moves the item right and down, in points.
    pub(crate) fn shift(&mut self, x: f32, y: f32) {
        let shift = |rect: &mut Rect| {
            rect.x += x;
            rect.y += y;
        };
        match self {
            Self::Glyphs(run) => {
                run.x += x;
                run.y += y;
            }
            Self::Fill { rect, .. } | Self::Shape { rect, .. } | Self::Picture { rect, .. } | Self::Place { rect } => {
                shift(rect);
            }
            Self::Mark { y: at, .. } => *at += y,
        }
    }
}

/// Adds the lines of a paragraph as nodes; avoids page breaks at widows, orphans and hyphenated words.
pub(crate) fn lines_to_nodes(lines: Vec<SetLine>, x: f32, nodes: &mut Vec<Node>) {
    let count = lines.len();
    let mut divided = false;
    for (at, line) in lines.into_iter().enumerate() {
        if at > 0 {
            let widow = at == 1 || at + 1 == count;
            let cost = match widow {
                _ if divided => penalty::FORBIDDEN,
                true if count <= 3 => penalty::FORBIDDEN,
                true => penalty::WIDOW,
                false => penalty::LINES,
            };
            nodes.push(Node::Break(cost));
        }
        divided = line.divided;
        nodes.push(Node::Box(VBox::of_line(line, x)));
    }
}

/// Returns the penalty for a break before item `at` of a list of `count`: single items are not left behind.
#[must_use]
pub(crate) fn between_items(at: usize, count: usize) -> f32 {
    if at == 1 || at + 1 == count { penalty::LIST_END } else { penalty::LINES }
}

/// Returns the height of the list in one column, in points.
#[must_use]
pub(crate) fn height(nodes: &[Node]) -> f32 {
    let of_node = |node: &Node| match node {
        Node::Box(inner) => inner.height,
        Node::Float(float) => float.inner.height,
        Node::Space(space) => *space,
        Node::Barrier
        | Node::Break(_)
        | Node::PageBreak
        | Node::Open(_)
        | Node::Close
        | Node::Repeat(_)
        | Node::EndRepeat
        | Node::Turned(_) => 0.0,
    };
    nodes.iter().map(of_node).sum()
}

/// Combines nodes into one box, for a table cell or a footnote: breaks vanish, spaces become fixed.
#[must_use]
pub(crate) fn stack(nodes: Vec<Node>) -> VBox {
    let mut stacked = VBox::default();
    let mut y = 0.0;
    let mut open: Vec<(Arc<Backdrop>, f32, usize)> = Vec::new();
    for node in nodes {
        match node {
            Node::Box(inner) => {
                let height = inner.height;
                stacked.absorb(inner, 0.0, y);
                y += height;
            }
            Node::Float(Float { inner, .. }) => {
                let height = inner.height;
                stacked.absorb(inner, 0.0, y);
                y += height;
            }
            Node::Space(space) => y += space,
            Node::Open(backdrop) => open.push((backdrop, y, stacked.items.len())),
            Node::Close => {
                if let Some((backdrop, top, at)) = open.pop() {
                    let painted = backdrop.paint(top, y, 0.0);
                    stacked.items.splice(at..at, painted);
                }
            }
            Node::Barrier | Node::Break(_) | Node::PageBreak | Node::Repeat(_) | Node::EndRepeat | Node::Turned(_) => {}
        }
    }
    stacked.height = y;
    stacked
}

impl Backdrop {
    /// Returns the backdrop's shapes behind boxes from `top` to `bottom`, with the column starting at `x`.
    #[must_use]
    pub(crate) fn paint(&self, top: f32, bottom: f32, x: f32) -> Vec<Item> {
        let (y, height) = (top - self.padding, bottom - top + 2.0 * self.padding);
        let rect = |left: f32, width: f32| Rect { x: x + left, y, width, height };
        let fill = |rect, radius, color| Item { owner: self.owner, kind: ItemKind::Fill { rect, radius, color } };
        let whole = rect(self.x, self.width);
        let rule = self.rule.map(|(left, width, color)| fill(rect(left, width), 0.0, color));
        if let Some((width, color)) = self.frame {
            let ground = self.fill.unwrap_or(Color::WHITE);
            let inside = fill(whole.inset(width), (CORNER - width).max(0.0), ground);
            return [fill(whole, CORNER, color), inside].into_iter().chain(rule).collect();
        }
        self.fill.map(|color| fill(whole, 0.0, color)).into_iter().chain(rule).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_ends_in_a_divided_word_and_few_in_a_lone_line() {
        let lines = |divided: &[bool]| {
            let lines = divided.iter().map(|&divided| SetLine { height: 10.0, divided, ..SetLine::default() });
            let mut nodes = Vec::new();
            lines_to_nodes(lines.collect(), 0.0, &mut nodes);
            let costs = nodes.iter().filter_map(|node| if let Node::Break(cost) = node { Some(*cost) } else { None });
            costs.collect::<Vec<_>>()
        };
        let (never, widow, fine) = (penalty::FORBIDDEN, penalty::WIDOW, penalty::LINES);
        assert_eq!(lines(&[false; 5]), [widow, fine, fine, widow]);
        assert_eq!(lines(&[false; 3]), [never, never]);
        assert_eq!(lines(&[true, false, true, true, false]), [never, fine, never, never]);
    }
}
