//! Pages: the vertical list is cut, notes are placed, places of anchors are found.

use super::{Composer, column::Column, layout, theme::Theme};
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
        pagebreak::{Room, break_pages},
    },
};
use std::collections::BTreeMap;

/// Space around the rule over notes, in points.
const NOTE_GAP: f32 = 9.0;
/// Space between notes.
const BETWEEN_NOTES: f32 = 3.0;

/// Where things stand on the paper, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) page_width: f32,
    pub(super) page_height: f32,
    /// Left edge of the text area.
    pub(super) x: f32,
    /// Top of the text area.
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Top of the header's line.
    pub(super) header: f32,
    /// Top of the footer's line.
    pub(super) footer: f32,
}

/// Finished pages, and where anchors are.
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    pub(super) destinations: BTreeMap<Anchor, Destination>,
}

impl Frame {
    pub(super) fn new(theme: &Theme, paper: Paper) -> Self {
        let (page_width, page_height) = paper.size();
        let side = theme.margin.side.min(page_width * 0.12);
        let width = (page_width - 2.0 * side).min(theme.measure);
        let (x, y) = ((page_width - width) / 2.0, theme.margin.top);
        let height = page_height - y - theme.margin.bottom;
        let (header, footer) = (theme.margin.top * 0.45, page_height - theme.margin.bottom * 0.58);
        Self { page_width, page_height, x, y, width, height, header, footer }
    }

    /// The text area as a column.
    pub(super) fn column(&self, rtl: bool) -> Column {
        Column { x: 0.0, width: self.width, rtl }
    }
}

impl Composer<'_> {
    /// Cuts the list into pages and finishes each.
    pub(super) fn pages(&mut self, nodes: Vec<Node>, frame: &Frame) -> Pages {
        let room = Room { height: frame.height, before_notes: 2.0 * NOTE_GAP };
        let notes = &self.notes;
        let height =
            |note: u32| notes.get(note as usize).and_then(Option::as_ref).map_or(0.0, |n| n.height + BETWEEN_NOTES);
        let cuts = break_pages(&nodes, room, height);
        let Frame { page_width, page_height, x, y, height, .. } = *frame;
        let assembled = assemble(nodes, &cuts, assemble::Frame { page_width, page_height, x, y, height });
        let count = assembled.len();
        let mut pages = Pages { pages: Vec::with_capacity(count), destinations: BTreeMap::new() };
        for (at, Assembled { mut page, notes }) in assembled.into_iter().enumerate() {
            self.place_notes(&mut page, &notes, frame);
            self.furnish(&mut page, at + 1, count, frame);
            self.collect_marks(&mut page, at, &mut pages.destinations);
            self.collect_boxes(&page, at);
            pages.pages.push(page);
        }
        pages
    }

    /// Notes at the foot of the text area, under a short rule.
    fn place_notes(&mut self, page: &mut Page, notes: &[u32], frame: &Frame) {
        let boxes: Vec<_> = notes.iter().filter_map(|&note| self.notes.get_mut(note as usize)?.take()).collect();
        if boxes.is_empty() {
            return;
        }
        let height: f32 = boxes.iter().map(|note| note.height + BETWEEN_NOTES).sum();
        let mut y = frame.y + frame.height - height;
        let width = frame.width * 0.25;
        let x = frame.x + frame.column(self.rtl).part(0.0, width).x;
        let rect = Rect { x, y: y - NOTE_GAP, width, height: 0.7 };
        page.items.push(Item { owner: layout(), kind: ItemKind::Fill { rect, radius: 0.0, color: self.theme.faint } });
        for note in boxes {
            page.items.extend(note.items.into_iter().map(|mut item| {
                item.kind.shift(frame.x, y);
                item
            }));
            y += note.height + BETWEEN_NOTES;
        }
    }

    /// Takes the marks off a page and notes where they stood.
    fn collect_marks(&self, page: &mut Page, number: usize, destinations: &mut BTreeMap<Anchor, Destination>) {
        page.items.retain(|item| match &item.kind {
            ItemKind::Mark { y, mark } => {
                if let Some(anchor) = self.marks.get(*mark as usize) {
                    destinations.entry(anchor.clone()).or_insert(Destination { page: number, y: *y });
                }
                false
            }
            ItemKind::Glyphs(_) | ItemKind::Fill { .. } | ItemKind::Stroke { .. } | ItemKind::Picture { .. } => true,
        });
    }

    /// Tells figures where they stand.
    fn collect_boxes(&mut self, page: &Page, number: usize) {
        for item in &page.items {
            if let (ItemKind::Picture { rect, .. }, Part::Content(node)) = (&item.kind, Part::of(item.owner)) {
                let node: NodeId = node;
                self.structure.attributes(node).bbox = Some((number, *rect));
            }
        }
    }
}
