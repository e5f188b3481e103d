//! The table of contents: the bookmarks down to the second level of sections, with leaders and page numbers.
//!
//! Its lines are set before pages are broken, as their height does not depend on the numbers; the numbers and the
//! leaders follow when the pages of headings are known ([`Composer::folios`]).

use super::{
    Column, Composer, Frame, Mark,
    inline::Look,
    layout,
    pages::{Pages, Side},
};
use crate::{
    article::{Anchor, Target, TocMode},
    render::pdf::{
        document::{Bookmark, Part},
        structure::{NodeId, Role, Structure},
    },
    typeset::{
        Alignment, Item, ItemKind, LinkId, Rect, Setting, Text,
        flow::{Node, VBox, height, penalty},
    },
};
use std::collections::BTreeMap;

/// The minimum number of pages of an article with an automatic table of contents.
const LONG: f32 = 8.0;
/// The minimum number of entries of an automatic table of contents.
const FEWEST: usize = 4;
/// The deepest level of bookmarks to list; the title has level 1.
const DEEPEST: u8 = 3;
/// The distance between dots of a leader, in points. Dots are on a common grid, so that those of all lines align.
const DOT_PITCH: f32 = 5.5;
/// The width and height of a dot, in points.
const DOT: f32 = 0.9;

/// A page number to be set when pages are known.
#[derive(Debug, Clone)]
pub(super) struct Folio {
    /// The heading whose page is requested.
    anchor: Anchor,
    /// The end of the entry's last line, in points from the left of the text area: the leader starts there.
    end: f32,
    link: LinkId,
    node: NodeId,
    look: Look,
    leading: f32,
}

/// The position of the table among the blocks and in the structure tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub(super) node: usize,
    pub(super) child: usize,
    /// Whether the table opens a page of a book.
    pub(super) opens_page: bool,
}

/// The maximum number of entries of a table of contents with leaders: each leader has dozens of dots.
const MOST_LEADERS: usize = 2_000;

impl Composer<'_> {
    /// Inserts the table of contents before the body, if the article has one.
    pub(super) fn contents(&mut self, site: Site, frame: &Frame, nodes: &mut Vec<Node>) {
        let entries: Vec<Bookmark> =
            self.places.outline.iter().filter(|mark| (2..=DEEPEST).contains(&mark.level)).cloned().collect();
        let wanted = match self.article.meta.toc {
            TocMode::Auto => entries.len() >= FEWEST && height(nodes) >= LONG * frame.height,
            TocMode::Yes => !entries.is_empty(),
            TocMode::No => false,
        };
        if wanted {
            let mut table = self.table_of_contents(&entries, site.child, frame.column(self.rtl));
            if site.opens_page {
                let mut opening = Vec::new();
                self.empty(0.0, Side::Opening, &mut opening);
                opening.push(Node::Break(penalty::FORBIDDEN));
                table.splice(0..0, opening);
            }
            nodes.splice(site.node..site.node, table);
        }
    }

    fn table_of_contents(&mut self, entries: &[Bookmark], child: usize, column: Column) -> Vec<Node> {
        let toc = self.structure.child_at(Structure::ROOT, child, Role::Toc);
        let mut nodes = Vec::new();
        self.contents_title(toc, column, &mut nodes);
        // open tables, outermost first, each with the level of its entries
        let mut tables: Vec<(u8, NodeId)> = vec![(entries[0].level, toc)];
        let mut last = toc;
        for (at, entry) in entries.iter().enumerate() {
            tables.retain(|&(level, _)| level <= entry.level || level == entries[0].level);
            if tables.last().is_some_and(|&(level, _)| level < entry.level) {
                tables.push((entry.level, self.structure.child(last, Role::Toc)));
            }
            let table = tables.last().map_or(toc, |&(_, table)| table);
            if at > 0 {
                let ends = at == 1 || at + 1 == entries.len();
                let under = entry.level > entries[at - 1].level;
                nodes.push(Node::Break(if ends || under { penalty::FORBIDDEN } else { penalty::LINES }));
                let gap = if entry.level == 2 { 0.35 } else { 0.1 };
                nodes.push(Node::Space(self.sheet.loose_gap() * gap));
            }
            last = self.structure.child(table, Role::Toci);
            self.contents_line(entry, column, last, &mut nodes);
        }
        nodes.push(Node::Break(penalty::BLOCKS));
        nodes.push(Node::Space(self.sheet.block_gap * 1.6));
        self.end_on_grid(&mut nodes);
        nodes
    }

    fn contents_title(&mut self, toc: NodeId, column: Column, nodes: &mut Vec<Node>) {
        let node = self.structure.child(toc, Role::Caption);
        let kind = self.sheet.heading(2);
        let look = Look::new(kind, self.sheet.colors.accent).heading();
        let mut text = Text::new();
        text.push(self.locale.contents, self.style(look), Part::Content(node).owner(), None);
        self.set(&text, &self.setting(column, kind.leading), column.x, nodes);
        nodes.push(Node::Break(penalty::FORBIDDEN));
        nodes.push(Node::Space(self.sheet.loose_gap() * 0.5));
    }

    /// Sets an entry: its text links to the heading, and requests its page number.
    fn contents_line(&mut self, entry: &Bookmark, column: Column, item: NodeId, nodes: &mut Vec<Node>) {
        let reference = self.structure.child(item, Role::Reference);
        let node = self.structure.child(reference, Role::Link);
        let link = self.add_link(Target::Anchor(entry.anchor.clone()), &entry.title, node);
        let look = self.contents_look(entry.level);
        let mut text = Text::new();
        text.push(&entry.title, self.style(look), Part::Content(node).owner(), Some(link));
        let indent = f32::from(entry.level.saturating_sub(2)) * self.sheet.list_indent;
        let inner = column.inset(indent, self.folio_room());
        let leading = self.inherited.body_type.leading;
        let hanging = self.sheet.list_indent * 0.6;
        let setting = Setting { first_indent: -hanging, ..self.setting(inner.inset(hanging, 0.0), leading) };
        let lines = self.setter.set(&text, &setting);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            if at > 0 {
                nodes.push(Node::Break(penalty::FORBIDDEN));
            }
            let mut set = VBox::of_line(line, inner.inset(hanging, 0.0).x);
            if at + 1 == count {
                let end = edge(&set.items, column.rtl).unwrap_or(inner.x);
                self.places.marks.push(Mark::Folio(self.places.folios.len()));
                self.places.folios.push(Folio { anchor: entry.anchor.clone(), end, link, node, look, leading });
                let mark = u32::try_from(self.places.marks.len() - 1).unwrap_or(u32::MAX);
                set.items.push(Item { owner: layout(), kind: ItemKind::Mark { y: 0.0, mark } });
            }
            nodes.push(Node::Box(set));
        }
    }

    fn contents_look(&self, level: u8) -> Look {
        let look = Look { tabular: true, ..Look::new(self.sheet.body, self.sheet.colors.ink) };
        if level == 2 { look.bold() } else { look }
    }

    /// Returns the width for page numbers at the end of entries.
    fn folio_room(&mut self) -> f32 {
        let mut text = Text::new();
        text.push("0000", self.style(self.contents_look(2)), layout(), None);
        self.setter.extent(&text, false).most + DOT_PITCH
    }

    /// Sets the page numbers, each with its leader, at their marks: for each number, its page (from 0), and the top of
    /// its line.
    pub(super) fn folios(&mut self, stood: &BTreeMap<usize, (usize, f32)>, pages: &mut Pages, frame: &Frame) {
        for (&at, &(page, y)) in stood {
            let folio = self.places.folios[at].clone();
            let Some(destination) = pages.destinations.get(&folio.anchor) else { continue };
            let items = self.folio(&folio, destination.page + 1, frame);
            let left = frame.left(page + 1);
            pages.pages[page].items.extend(items.into_iter().map(|mut item| {
                item.kind.shift(left, y);
                item
            }));
        }
    }

    /// Returns a page number and its leader, relative to the left of the text area and the top of the line.
    fn folio(&mut self, folio: &Folio, number: usize, frame: &Frame) -> Vec<Item> {
        let column = frame.column(self.rtl);
        let mut text = Text::new();
        // the space separates the number from the words before it where text is read without positions
        let words = format!("\u{a0}{}", self.digits.write(number));
        text.push(&words, self.style(folio.look), Part::Content(folio.node).owner(), Some(folio.link));
        let setting = Setting { alignment: Alignment::End, ..self.setting(column, folio.leading) };
        let Some(line) = self.setter.set(&text, &setting).into_iter().next() else { return Vec::new() };
        let (number_edge, baseline) = (edge(&line.items, !column.rtl), line.baseline);
        let mut items = line.items;
        let room = self.places.folios.len() <= MOST_LEADERS;
        if let Some(number_edge) = number_edge.filter(|_| room) {
            items.extend(self.leader(folio.end.min(number_edge), folio.end.max(number_edge), baseline));
        }
        items
    }

    /// Returns dots on a grid between two edges, on the baseline.
    fn leader(&self, from: f32, to: f32, baseline: f32) -> Vec<Item> {
        let (first, last) = ((from / DOT_PITCH).ceil() as u32 + 1, (to / DOT_PITCH).floor() as u32);
        let color = self.sheet.colors.faint;
        let dot = |at: u32| Rect { x: at as f32 * DOT_PITCH, y: baseline - DOT, width: DOT, height: DOT };
        (first..last)
            .map(|at| Item { owner: layout(), kind: ItemKind::Fill { rect: dot(at), radius: 0.0, color } })
            .collect()
    }
}

/// Returns the right or left edge of items.
fn edge(items: &[Item], left: bool) -> Option<f32> {
    let glyphs = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run),
        ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => None,
        ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
    });
    if left { glyphs.map(|run| run.x).reduce(f32::min) } else { glyphs.map(|run| run.x + run.width()).reduce(f32::max) }
}
