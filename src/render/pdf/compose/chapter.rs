//! Book typography: title pages, chapters that open on recto pages below a sink, ornaments between scenes.

use super::{
    Column, Composer, Inherited, Mark,
    inline::Look,
    layout,
    pages::{Frame, Side},
    put,
    sheet::Type,
};
use crate::{
    article::{Block, Heading},
    theme::Rules,
    typeset::{
        Alignment, Fit, Item, ItemKind, Page, Rect, Setting, Text,
        assemble::Assembled,
        flow::{Node, VBox, penalty},
    },
};

/// The empty part of the page above the imprint, as a fraction of its height.
const ABOVE_IMPRINT: f32 = 0.6;
/// A diamond, in a square of 24 units.
const DIAMOND: &str = "M 12 0 L 24 12 L 12 24 L 0 12 Z";

/// Returns whether blocks are those of a book: they have at least two chapters.
pub(super) fn is_book(body: &[Block]) -> bool {
    body.iter().filter(|block| matches!(block, Block::Heading(x) if x.is_chapter())).count() > 1
}

impl Composer<'_> {
    /// Returns the size of a heading. Above that of a chapter, adds a sink, marks its page, and makes its first words
    /// stand out. The first chapter of a part may be on the page where the part begins.
    pub(super) fn open_section(&mut self, heading: &Heading, nodes: &mut Vec<Node>) -> Type {
        let level = heading.level.get();
        self.opens = heading.is_chapter();
        let before = nodes.iter().rev().find(|node| !matches!(node, Node::Space(_) | Node::Break(_)));
        let starts_page = matches!(before, None | Some(Node::PageBreak));
        if !heading.is_chapter() || self.sheet.sink == 0.0 {
            return self.sheet.heading(level);
        }
        if starts_page {
            self.sink(Side::Opening, nodes);
        }
        self.sheet.title
    }

    /// Adds empty space that does not vanish at the top of a page, and marks the kind of the page.
    fn sink(&mut self, side: Side, nodes: &mut Vec<Node>) {
        self.empty(self.sheet.sink, side, nodes);
        nodes.push(Node::Break(penalty::FORBIDDEN));
    }

    /// Adds an empty box, and marks the kind of its page.
    pub(super) fn empty(&mut self, height: f32, side: Side, nodes: &mut Vec<Node>) {
        let mut empty = [Node::Box(VBox { height, ..VBox::default() })];
        let mark = self.number_mark(Mark::Side(side));
        put(mark, &mut empty);
        nodes.extend(empty);
    }

    /// Returns the half-title, the title page, and its verso.
    pub(super) fn title_pages(&mut self, column: Column, frame: &Frame) -> Vec<Node> {
        let mut nodes = self.half_title(column);
        self.sink(Side::Title, &mut nodes);
        let centered = |here: &mut Inherited| here.alignment = Alignment::Center;
        nodes.extend(self.within(centered, |composer| composer.front(column, frame)));
        self.imprint(column, &mut nodes);
        nodes
    }

    /// Returns the half-title page, with only the title. Screen readers skip it.
    pub(super) fn half_title(&mut self, column: Column) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.sink(Side::Title, &mut nodes);
        let Type { size, leading } = self.sheet.subtitle;
        let mut text = Text::new();
        let look = Look::new(Type { size, leading }, self.sheet.colors.ink);
        text.push(&self.article.title_text(), self.style(look), layout(), None);
        let setting = Setting { alignment: Alignment::Center, fit: Fit::Balanced, ..self.setting(column, leading) };
        self.set(&text, &setting, column.x, &mut nodes);
        nodes.push(Node::PageBreak);
        nodes
    }

    /// Sets the publisher, the identifier and the rights near the foot of the verso of the title page.
    pub(super) fn imprint(&mut self, column: Column, nodes: &mut Vec<Node>) {
        if !self.article.colophon.is_empty() {
            nodes.push(Node::PageBreak);
            self.empty(self.area.height * ABOVE_IMPRINT, Side::Imprint, nodes);
            self.colophon(column, nodes);
        }
        nodes.push(Node::PageBreak);
    }

    /// Returns a scene break: a line, or three diamonds.
    pub(super) fn rule(&self, column: Column) -> Node {
        let fill = |kind| Item { owner: layout(), kind };
        let (height, items) = match self.sheet.book().rules {
            Rules::Line => {
                let width = column.width * 0.3;
                let rect = Rect { x: column.x + (column.width - width) / 2.0, y: 4.0, width, height: 0.8 };
                let line = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.hairline };
                (9.0, vec![fill(line)])
            }
            Rules::Ornament => {
                let Type { size, leading } = self.sheet.body;
                let (side, step) = (size * 0.42, size * 1.4);
                let (middle, y) = (column.x + (column.width - side) / 2.0, (leading - side) / 2.0);
                let diamond = |at: f32| {
                    let rect = Rect { x: middle + at * step, y, width: side, height: side };
                    fill(ItemKind::Shape { rect, path: DIAMOND, color: self.sheet.colors.faint })
                };
                (leading, [-1.0, 0.0, 1.0].map(diamond).to_vec())
            }
        };
        Node::Box(VBox { height, items, notes: Vec::new() })
    }

    /// Inserts empty pages where a chapter would open on a verso page. Returns which pages open a chapter, and which
    /// are empty.
    pub(super) fn on_right_hand_pages<F>(&self, sides: Vec<(Assembled, F)>) -> (Vec<(Assembled, F)>, Vec<Side>)
    where
        F: Copy,
    {
        let mut pages = Vec::with_capacity(sides.len());
        let mut kinds = Vec::with_capacity(sides.len());
        for (side, frame) in sides {
            let kind = self.kind(&side.page);
            let opens = matches!(kind, Side::Opening | Side::Title);
            if opens && self.sheet.book().recto && pages.len() % 2 == 1 {
                let page = Page { items: Vec::new(), ..side.page };
                pages.push((Assembled { page, notes: Vec::new() }, frame));
                kinds.push(Side::Empty);
            }
            pages.push((side, frame));
            kinds.push(kind);
        }
        (pages, kinds)
    }

    fn kind(&self, page: &Page) -> Side {
        let side = |item: &Item| match &item.kind {
            ItemKind::Mark { mark, .. } => match self.places.marks.get(*mark as usize) {
                Some(Mark::Side(side)) => Some(*side),
                _ => None,
            },
            _ => None,
        };
        page.items.iter().find_map(side).unwrap_or(Side::Usual)
    }
}
