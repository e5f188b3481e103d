//! Painting: items on pages become content streams, with marked content around each piece.
//!
//! Consecutive items of one owner share a marked-content sequence (ISO 32000-1, 14.6). Content of a structure element
//! has an MCID; the rest is an artifact (14.8.2.2).

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

/// A painted page.
#[derive(Debug, Default)]
pub(super) struct PaintedPage {
    /// The page's content stream.
    pub(super) content: Operators,
    /// The structure element of each marked-content sequence, by MCID.
    pub(super) marks: Vec<NodeId>,
    /// The clickable areas of links: one box for each stretch of a line.
    pub(super) areas: Vec<(LinkId, Rect)>,
    /// The positions of form fields.
    pub(super) fields: Vec<FieldPlace>,
    /// Pictures, with the elements that they belong to.
    pub(super) pictures: Vec<(NodeId, Rect)>,
    /// The positions of formulas.
    pub(super) formulas: BTreeMap<NodeId, Rect>,
}

/// The position of a form field.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldPlace {
    /// Its `Form` element.
    pub(super) node: NodeId,
    /// Its rectangle.
    pub(super) rect: Rect,
    /// The number of marked-content sequences of the page that are read before it.
    pub(super) after: usize,
}

/// Paints all pages.
pub(super) fn paint(document: &Document, faces: &mut FaceTable<'_>, pictures: &mut PictureTable) -> Vec<PaintedPage> {
    document.pages.iter().map(|page| Painter::new(document, page, faces, pictures).page(page)).collect()
}

/// The graphics state of a page as its operators run.
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
    /// The part of the line that has been collected and not yet written.
    pub(super) shown: Shown,
    in_text: bool,
}

impl<'p, 'f> Painter<'p, 'f> {
    fn new(document: &'p Document, page: &Page, faces: &'p mut FaceTable<'f>, pictures: &'p mut PictureTable) -> Self {
        let (fill, font, line) = (None, None, None);
        // most text pages are smaller than this
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

    /// Records the position of a formula, if the item is a part of one.
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

    /// Returns the replacement text of a part.
    pub(super) fn replacement_text(&self, part: Part) -> Option<&'p str> {
        match part {
            Part::Content(node) => self.structure.replacement_text(node),
            Part::Artifact(_) => None,
        }
    }

    /// Records the position of a field, if the item belongs to one. What is printed there is decoration: the field has
    /// its own name.
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
            // a line broken at the end of a column is a field in its longer piece
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

    /// Returns whether text of `part` is currently shown.
    pub(super) fn continues(&self, part: Part) -> bool {
        self.in_text && self.open == Some(part)
    }

    /// Switches to `part` for what follows.
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
                match self.structure.replacement_text(node) {
                    // poppler replaces the text of spans only
                    Some(text) => ("Span", Properties::ActualText(text, Some(number))),
                    None => (self.structure.node(node).role.name(), Properties::Mcid(number)),
                }
            }
            Part::Artifact(artifact) => ("Artifact", artifact_properties(artifact)),
        };
        self.page.content.begin_marked_with(tag, properties);
    }

    /// Returns the number that links a sequence to a structure element.
    fn number(&mut self, node: NodeId) -> usize {
        self.page.marks.push(node);
        self.page.marks.len() - 1
    }

    /// Replaces the text of what is shown from here to [`Self::end_replaced`]. For real content this is a separate
    /// sequence, not a nested one: poppler loses what follows an inner sequence without a number.
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

    /// Sets the fill color, which also applies to text.
    pub(super) fn fill_color(&mut self, wanted: Color) {
        // pages start with black (ISO 32000-1, table 52)
        if self.fill.unwrap_or(Color::BLACK) != wanted {
            self.flush();
            self.page.content.fill_color(wanted);
            self.fill = Some(wanted);
        }
    }
}

/// Returns the items in an order in which underlines and tints that would split one owner's content are painted before
/// it.
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

/// Returns the number of items up to the owner's last one before another owner's content.
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
