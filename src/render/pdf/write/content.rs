//! Painting: pages of items become content streams, with marked content round each piece.
//!
//! Consecutive items of one owner share one marked-content sequence (ISO 32000-1, 14.6). What belongs to a
//! structure element carries an MCID; the rest is an artifact (14.8.2.2).

use super::{
    fonts::FaceTable,
    line::Line,
    operators::{Operators, Properties, Shown},
    picture_table::PictureTable,
    shapes::{hundredths, outline, rectangle},
};
use crate::{
    render::pdf::{
        document::{Artifact, Document, Part},
        structure::{NodeId, Role, Structure},
    },
    typeset::{Color, FaceId, Item, ItemKind, LinkId, Owner, Page, Rect},
};
use printpdf::CurTransMat;
use std::collections::BTreeMap;

/// A page as painted.
#[derive(Debug, Default)]
pub(super) struct PaintedPage {
    /// The page's content stream.
    pub(super) content: Operators,
    /// The structure element of each marked-content sequence, by MCID.
    pub(super) marks: Vec<NodeId>,
    /// Where links can be clicked: one box for each stretch of a line.
    pub(super) areas: Vec<(LinkId, Rect)>,
    /// Where fields of a form are.
    pub(super) fields: Vec<FieldPlace>,
    /// Pictures, with the elements they belong to.
    pub(super) pictures: Vec<(NodeId, Rect)>,
    /// Where formulas are.
    pub(super) formulas: BTreeMap<NodeId, Rect>,
}

/// Where a field of a form is.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldPlace {
    /// Its `Form` element.
    pub(super) node: NodeId,
    /// The room in it.
    pub(super) rect: Rect,
    /// How many marked-content sequences of the page are read before it.
    pub(super) after: usize,
}

/// Paints all pages.
pub(super) fn paint(document: &Document, faces: &mut FaceTable<'_>, pictures: &mut PictureTable) -> Vec<PaintedPage> {
    document.pages.iter().map(|page| Painter::new(document, page, faces, pictures).page(page)).collect()
}

/// The state of a page's graphics as its operations run.
pub(super) struct Painter<'p, 'f> {
    structure: &'p Structure,
    pub(super) faces: &'p mut FaceTable<'f>,
    pictures: &'p mut PictureTable,
    pub(super) height: f32,
    pub(super) page: PaintedPage,
    open: Option<Part>,
    fill: Option<Color>,
    pub(super) font: Option<(FaceId, f32)>,
    pub(super) rise: f32,
    pub(super) line: Option<Line>,
    /// What has been gathered of the line and is not yet written.
    pub(super) shown: Shown,
    in_text: bool,
}

impl<'p, 'f> Painter<'p, 'f> {
    fn new(document: &'p Document, page: &Page, faces: &'p mut FaceTable<'f>, pictures: &'p mut PictureTable) -> Self {
        let (fill, font, line) = (None, None, None);
        // most pages of text hold no more than this
        let content = Operators::with_room(1 << 13);
        let (height, page) = (page.height, PaintedPage { content, ..PaintedPage::default() });
        let (structure, shown) = (&document.structure, Shown::default());
        Self {
            structure,
            faces,
            pictures,
            height,
            page,
            open: None,
            fill,
            font,
            rise: 0.0,
            line,
            shown,
            in_text: false,
        }
    }

    fn page(mut self, page: &Page) -> PaintedPage {
        for item in in_one_piece(&page.items) {
            self.item(item);
        }
        self.close();
        self.page
    }

    fn item(&mut self, item: &Item) {
        let part = self.field(item).unwrap_or_else(|| Part::of(item.owner));
        self.formula(item, part);
        match &item.kind {
            ItemKind::Place { .. } | ItemKind::Mark { .. } => {}
            ItemKind::Glyphs(run) => self.run(run, part),
            ItemKind::Fill { rect, radius, color } => {
                self.switch(part);
                self.end_text();
                self.fill_color(*color);
                rectangle(&mut self.page.content, *rect, *radius, self.height);
                self.page.content.fill();
            }
            ItemKind::Shape { rect, path, color } => {
                self.switch(part);
                self.end_text();
                self.fill_color(*color);
                outline(&mut self.page.content, *rect, path, self.height);
                self.page.content.fill_by(true);
            }
            ItemKind::Picture { rect, key, link } => {
                self.picture(part, *rect, key);
                self.page.areas.extend(link.map(|link| (link, *rect)));
            }
        }
    }

    /// Notes the place of a formula, if the item is a part of one.
    fn formula(&mut self, item: &Item, part: Part) {
        let Part::Content(node) = part else { return };
        let parent =
            self.structure.node(node).parent.filter(|&parent| self.structure.node(parent).role == Role::Formula);
        if self.structure.node(node).role != Role::Formula && parent.is_none() {
            return;
        }
        let rect = match &item.kind {
            ItemKind::Glyphs(run) => self.extent(run),
            ItemKind::Fill { rect, .. } | ItemKind::Shape { rect, .. } => *rect,
            ItemKind::Picture { .. } | ItemKind::Place { .. } | ItemKind::Mark { .. } => return,
        };
        self.page
            .formulas
            .entry(parent.unwrap_or(node))
            .and_modify(|known| *known = known.around(rect))
            .or_insert(rect);
    }

    /// Returns what is said in place of all that a part shows.
    pub(super) fn said(&self, part: Part) -> Option<&'p str> {
        match part {
            Part::Content(node) => self.structure.said(node),
            Part::Artifact(_) => None,
        }
    }

    /// Notes the place of a field, if the item is one's. What is printed there is decoration: the field speaks for itself.
    fn field(&mut self, item: &Item) -> Option<Part> {
        let Part::Content(node) = Part::of(item.owner) else { return None };
        if self.structure.node(node).role != Role::Form {
            return None;
        }
        let rect = match &item.kind {
            ItemKind::Glyphs(run) => self.extent(run),
            ItemKind::Fill { rect, .. } | ItemKind::Shape { rect, .. } => *rect,
            ItemKind::Picture { rect, .. } | ItemKind::Place { rect } => *rect,
            ItemKind::Mark { .. } => return None,
        };
        let after = self.page.marks.len();
        match self.page.fields.last_mut().filter(|last| last.node == node) {
            // a line that is broken at the end of a column is a field in its longer piece
            Some(last) if last.rect.width < rect.width => last.rect = rect,
            Some(_) => {}
            None => self.page.fields.push(FieldPlace { node, rect, after }),
        }
        Some(Part::Artifact(Artifact::Layout))
    }

    fn picture(&mut self, part: Part, rect: Rect, key: &str) {
        let Some(placed) = self.pictures.get(key) else { return };
        let (id, turn) = (placed.id.clone(), placed.turn);
        self.switch(part);
        self.end_text();
        if let Part::Content(node) = part {
            self.page.pictures.push((node, rect));
        }
        let bottom = self.height - rect.y - rect.height;
        let place = [rect.width, 0.0, 0.0, rect.height, rect.x, bottom];
        let matrix = CurTransMat::combine_matrix(turn, place).map(hundredths);
        self.page.content.save();
        self.page.content.transform(matrix);
        self.page.content.show_object(&id.0);
        self.page.content.restore();
    }

    /// Returns whether text of `part` is being shown.
    pub(super) fn goes_on(&self, part: Part) -> bool {
        self.in_text && self.open == Some(part)
    }

    /// Makes what follows part of `part`.
    pub(super) fn switch(&mut self, part: Part) {
        if self.open != Some(part) {
            self.begin(part);
        }
    }

    #[cold]
    fn begin(&mut self, part: Part) {
        self.close();
        self.open = Some(part);
        let (tag, properties) = match part {
            Part::Content(node) => {
                let number = self.number(node);
                match self.structure.said(node) {
                    // poppler replaces the text of spans only
                    Some(text) => ("Span", Properties::ActualText(text, Some(number))),
                    None => (self.structure.node(node).role.name(), Properties::Mcid(number)),
                }
            }
            Part::Artifact(artifact) => ("Artifact", artifact_properties(artifact)),
        };
        self.page.content.begin_marked_with(tag, properties);
    }

    /// Returns the number that ties a sequence to a structure element.
    fn number(&mut self, node: NodeId) -> usize {
        self.page.marks.push(node);
        self.page.marks.len() - 1
    }

    /// Says `text` in place of what is shown from here to [`Self::end_replaced`]. Real content is a sequence of its own
    /// for that, not one inside another: poppler loses what follows an inner sequence that has no number.
    pub(super) fn replaced(&mut self, part: Part, text: &str) {
        let number = match part {
            Part::Content(node) => {
                self.close();
                Some(self.number(node))
            }
            Part::Artifact(_) => {
                self.switch(part);
                self.flush();
                None
            }
        };
        self.page.content.begin_marked_with("Span", Properties::ActualText(text, number));
    }

    pub(super) fn end_replaced(&mut self, part: Part) {
        match part {
            Part::Content(_) => self.end_text(),
            Part::Artifact(_) => self.flush(),
        }
        self.page.content.end_marked();
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.page.content.end_marked();
        }
    }

    pub(super) fn begin_text(&mut self) {
        if !self.in_text {
            self.page.content.begin_text();
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        self.flush();
        self.line = None;
        if std::mem::take(&mut self.in_text) {
            self.page.content.end_text();
        }
    }

    /// Sets the color of letters and filled shapes.
    pub(super) fn fill_color(&mut self, wanted: Color) {
        // black is what a page begins with (ISO 32000-1, table 52)
        if self.fill.unwrap_or(Color::BLACK) != wanted {
            self.flush();
            self.page.content.fill_color(wanted);
            self.fill = Some(wanted);
        }
    }
}

/// Returns the items, with underlines and tints that would cut one owner's content into pieces painted before it.
fn in_one_piece(items: &[Item]) -> Vec<&Item> {
    let mut ordered = Vec::with_capacity(items.len());
    let mut rest = items;
    while let Some(first) = rest.first() {
        let piece = &rest[..piece(rest, first.owner)];
        let (content, decoration): (Vec<&Item>, Vec<&Item>) = piece.iter().partition(|item| item.owner == first.owner);
        ordered.extend(decoration.into_iter().chain(content));
        rest = &rest[piece.len()..];
    }
    ordered
}

/// Returns how many items there are up to the owner's last before another owner's content.
fn piece(items: &[Item], owner: Owner) -> usize {
    let decoration = Part::Artifact(Artifact::Layout).owner();
    let run = items.iter().position(|item| item.owner != owner && item.owner != decoration).unwrap_or(items.len());
    items[..run].iter().rposition(|item| item.owner == owner).map_or(1, |last| last + 1)
}

/// Returns the property list of an artifact (ISO 32000-1, table 330).
fn artifact_properties(artifact: Artifact) -> Properties<'static> {
    match artifact {
        Artifact::Header => Properties::Artifact("Pagination", Some("Header")),
        Artifact::Footer => Properties::Artifact("Pagination", Some("Footer")),
        Artifact::Layout => Properties::Artifact("Layout", None),
    }
}
