//! Pages: breaks the vertical list, places notes, locates anchors.

use super::{Composer, Mark, column::Column, fitting::fitting, layout, sheet::Sheet};
use crate::{
    article::Anchor,
    render::{
        Paper,
        pdf::{
            document::{Destination, Part},
            structure::NodeId,
        },
    },
    typeset::{
        Item, ItemKind, Page, Rect,
        assemble::{self, Assembled, assemble},
        flow::Node,
        pagebreak::{Cut, Room, break_pages},
        slice::slice_tall,
    },
};
use std::collections::BTreeMap;

/// Space around the rule over notes, in points.
const NOTE_GAP: f32 = 9.0;
/// The minimum height of paper, in points, for the theme's vertical margins: that of A5.
const SHORT: f32 = 595.0;
/// The minimum width of paper, in points, for the theme's horizontal margins: that of A5.
const NARROW: f32 = 419.0;
/// On narrower paper, the line width, in ems, for which these margins shrink.
const LEAST_LINE: f32 = 12.0;
/// The minimum of these margins, as a fraction.
const LEAST_SIDES: f32 = 0.3;
/// Space between notes.
const BETWEEN_NOTES: f32 = 3.0;

/// The kind of a page in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// A page of text.
    Usual,
    /// A page that opens a chapter, without a header.
    Opening,
    /// The half-title or the title page, without header and footer.
    Title,
    /// The verso of the title page, without header and footer.
    Imprint,
    /// An empty page before a chapter.
    Empty,
}

impl Side {
    /// Returns whether the page has a footer.
    pub(super) fn has_folio(self) -> bool {
        matches!(self, Self::Usual | Self::Opening)
    }
}

/// The layout of the paper, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) page_width: f32,
    pub(super) page_height: f32,
    /// The left edge of the text area on the first page, and others with odd numbers.
    pub(super) x: f32,
    /// The left edge of the text area on pages with even numbers.
    mirrored: f32,
    /// The top of the text area.
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// The top of the header line.
    pub(super) header: f32,
    /// The top of the footer line.
    pub(super) footer: f32,
}

/// Finished pages, and the positions of anchors.
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    pub(super) destinations: BTreeMap<Anchor, Destination>,
    /// The page (from 0) on which each block begins, by the block's index.
    pub(super) blocks: BTreeMap<usize, usize>,
}

impl Frame {
    /// Creates the layout. Pages that turn from right to left have their spine at the right of the first.
    pub(super) fn new(sheet: &Sheet<'_>, paper: Paper, rtl: bool) -> Self {
        let (page_width, page_height) = paper.size();
        // on paper smaller than A5, margins shrink
        let lower = (page_height / SHORT).min(1.0);
        let (margin_top, margin_bottom) = (sheet.margin_top * lower, sheet.margin_bottom * lower);
        let sides = sheet.margin_inner + sheet.margin_outer;
        let spare = if page_width < NARROW { page_width - LEAST_LINE * sheet.body.size } else { sides };
        let narrower = (spare / sides.max(f32::EPSILON)).clamp(LEAST_SIDES, 1.0);
        let (inner, outer) = (sheet.margin_inner * narrower, sheet.margin_outer * narrower);
        let width = (page_width - inner - outer).min(sheet.measure);
        let spare = page_width - width - inner - outer;
        let (spine, y) = (inner + spare / 2.0, margin_top);
        let height = page_height - y - margin_bottom;
        let leading = sheet.furniture.leading;
        let header = (y - leading - 10.0).max(10.0) * 0.62;
        let footer = page_height - margin_bottom * 0.42 - leading / 2.0;
        let away = if sheet.duplex() { page_width - width - spine } else { spine };
        let (x, mirrored) = if rtl { (away, spine) } else { (spine, away) };
        Self { page_width, page_height, x, mirrored, y, width, height, header, footer }
    }

    /// Returns the layout of portrait paper turned for a table, which may be as wide as the margins allow.
    pub(super) fn turned(&self, sheet: &Sheet<'_>) -> Option<Self> {
        let (page_width, page_height) = (self.page_height, self.page_width);
        let (x, width) = (sheet.margin_inner, page_width - sheet.margin_inner - sheet.margin_outer);
        let below = self.page_height - self.y - self.height;
        let (height, footer) = (page_height - self.y - below, page_height - (self.page_height - self.footer));
        let turned = Self { page_width, page_height, x, mirrored: x, width, height, footer, ..*self };
        (page_width > page_height && turned.holds(sheet)).then_some(turned)
    }

    /// Returns whether a few words fit on a line, and a few lines on a page.
    pub(super) fn holds(&self, sheet: &Sheet<'_>) -> bool {
        self.width >= 6.0 * sheet.body.size && self.height >= 4.0 * sheet.body.leading
    }

    /// Returns the left edge of the text area on a page, by its number from 1.
    pub(super) fn left(&self, number: usize) -> f32 {
        if number.is_multiple_of(2) { self.mirrored } else { self.x }
    }

    /// Returns the position of the column on pages.
    fn on_pages(&self) -> assemble::Frame {
        let Self { page_width, page_height, x, y, height, .. } = *self;
        assemble::Frame { page_width, page_height, x, y, height }
    }

    /// Returns the text area as a column.
    pub(super) fn column(&self, rtl: bool) -> Column {
        Column { x: 0.0, width: self.width, rtl }
    }
}

impl Composer<'_> {
    /// Breaks the list into pages and finishes each.
    pub(super) fn pages(&mut self, nodes: Vec<Node>, frame: &Frame) -> Pages {
        let turned = frame.turned(&self.sheet).unwrap_or(*frame);
        let (sides, kinds) = self.on_right_hand_pages(self.sides(nodes, frame, &turned));
        let count = sides.len();
        let mut pages =
            Pages { pages: Vec::with_capacity(count), destinations: BTreeMap::new(), blocks: BTreeMap::new() };
        let (mut folios, mut frames) = (BTreeMap::new(), Vec::with_capacity(count));
        for (at, (Assembled { mut page, notes }, frame)) in sides.into_iter().enumerate() {
            self.place_notes(&mut page, &notes, frame);
            self.collect_marks(&mut page, at, &mut pages, &mut folios);
            pages.pages.push(page);
            frames.push(frame);
        }
        let sections = self.running_sections(&pages.destinations, count, frame);
        for (at, ((page, frame), section)) in pages.pages.iter_mut().zip(frames).zip(sections).enumerate() {
            if kinds[at].has_folio() {
                let header = (kinds[at] == Side::Usual).then_some(section.as_deref());
                self.furnish(page, at + 1, count, header, frame);
            }
            let shift = frame.left(at + 1) - frame.x;
            page.items.iter_mut().for_each(|item| item.kind.shift(shift, 0.0));
            self.collect_boxes(page, at);
        }
        self.folios(&folios, &mut pages, frame);
        pages
    }

    /// Breaks the list into pages; each is followed by landscape pages for its tables.
    fn sides<'f>(&self, nodes: Vec<Node>, upright: &'f Frame, turned: &'f Frame) -> Vec<(Assembled, &'f Frame)> {
        let mut nodes = slice_tall(nodes, upright.height);
        let cuts = fitting(&mut nodes, upright.height, |nodes| self.cuts(nodes, upright));
        let mut tables: Vec<(usize, Vec<Node>)> = Vec::new();
        for (at, node) in nodes.iter_mut().enumerate() {
            if let Node::Turned(table) = node {
                let page = cuts.partition_point(|cut| cut.start <= at).max(1) - 1;
                tables.push((page, std::mem::take(table)));
            }
        }
        // a page that only holds the position of such a table is dropped
        let bare = |cut: &Cut| {
            let own = &nodes[cut.start..cut.end];
            cut.floats_at_top == 0
                && own.iter().all(Node::is_blank)
                && own.iter().any(|node| matches!(node, Node::Turned(_)))
        };
        let bare: Vec<bool> = cuts.iter().map(bare).collect();
        let mut tables = tables.into_iter().peekable();
        let mut sides = Vec::with_capacity(cuts.len());
        for (at, page) in assemble(nodes, &cuts, upright.on_pages()).into_iter().enumerate() {
            sides.extend((!bare[at]).then_some((page, upright)));
            while let Some((_, table)) = tables.next_if(|(page, _)| *page == at) {
                let table = slice_tall(table, turned.height);
                let cuts = self.cuts(&table, turned);
                sides.extend(assemble(table, &cuts, turned.on_pages()).into_iter().map(|page| (page, turned)));
            }
        }
        sides
    }

    fn cuts(&self, nodes: &[Node], frame: &Frame) -> Vec<Cut> {
        let room = Room { height: frame.height, before_notes: 2.0 * NOTE_GAP };
        let notes = &self.notes.set;
        let height =
            |note: u32| notes.get(note as usize).and_then(Option::as_ref).map_or(0.0, |n| n.height + BETWEEN_NOTES);
        break_pages(nodes, room, height)
    }

    /// Places notes at the foot of the text area, under a short rule.
    fn place_notes(&mut self, page: &mut Page, notes: &[u32], frame: &Frame) {
        let boxes: Vec<_> = notes.iter().filter_map(|&note| self.notes.set.get_mut(note as usize)?.take()).collect();
        if boxes.is_empty() {
            return;
        }
        let height: f32 = boxes.iter().map(|note| note.height + BETWEEN_NOTES).sum();
        let mut y = frame.y + frame.height - height;
        let width = frame.width * 0.25;
        let x = frame.x + frame.column(self.rtl).part(0.0, width).x;
        let rect = Rect { x, y: y - NOTE_GAP, width, height: 0.7 };
        page.items
            .push(Item { owner: layout(), kind: ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.faint } });
        for note in boxes {
            page.items.extend(note.items.into_iter().map(|mut item| {
                item.kind.shift(frame.x, y);
                item
            }));
            y += note.height + BETWEEN_NOTES;
        }
    }

    /// Removes the marks from a page and records their positions.
    fn collect_marks(
        &self,
        page: &mut Page,
        number: usize,
        pages: &mut Pages,
        folios: &mut BTreeMap<usize, (usize, f32)>,
    ) {
        page.items.retain(|item| match &item.kind {
            ItemKind::Mark { y, mark } => {
                match self.places.marks.get(*mark as usize) {
                    Some(Mark::Anchor(anchor)) => {
                        pages.destinations.entry(anchor.clone()).or_insert(Destination { page: number, y: *y });
                    }
                    Some(Mark::Folio(folio)) => drop(folios.insert(*folio, (number, *y))),
                    // a table header is repeated on each page: the first counts; a float begins no page
                    Some(Mark::Block(block)) if pages.blocks.last_key_value().is_none_or(|(last, _)| last < block) => {
                        pages.blocks.insert(*block, number);
                    }
                    Some(Mark::Block(_) | Mark::Side(_)) => {}
                    None => {}
                }
                false
            }
            ItemKind::Glyphs(_) | ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => true,
            ItemKind::Place { .. } => true,
        });
    }

    /// Records the position of each figure.
    fn collect_boxes(&mut self, page: &Page, number: usize) {
        for item in &page.items {
            if let (ItemKind::Picture { rect, .. }, Part::Content(node)) = (&item.kind, Part::of(item.owner)) {
                let node: NodeId = node;
                self.structure.attributes(node).bbox = Some((number, *rect));
            }
        }
    }
}
