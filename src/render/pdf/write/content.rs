//! Painting: pages of items become operations, with marked content round each piece.
//!
//! Consecutive items of one owner share one marked-content sequence (ISO 32000-1, 14.6). What belongs to a
//! structure element carries an MCID; the rest is an artifact (14.8.2.2).

use super::{
    fonts::FaceTable,
    pictures::PictureTable,
    shapes::{color, hundredths, rectangle},
    text::Line,
};
use crate::{
    render::pdf::{
        document::{Artifact, Document, Part},
        structure::{NodeId, Structure},
    },
    typeset::{Color, FaceId, Item, ItemKind, LinkId, Owner, Page, Rect},
};
use printpdf::{CurTransMat, DictItem, Op, PaintMode, Pt, XObjectTransform};
use std::collections::BTreeMap;

/// A page as painted.
#[derive(Debug, Default)]
pub(super) struct PaintedPage {
    /// The page's operations.
    pub(super) ops: Vec<Op>,
    /// The structure element of each marked-content sequence, by MCID.
    pub(super) marks: Vec<NodeId>,
    /// Where links can be clicked: one box for each stretch of a line.
    pub(super) areas: Vec<(LinkId, Rect)>,
    /// Pictures, with the elements they belong to.
    pub(super) pictures: Vec<(NodeId, Rect)>,
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
    in_text: bool,
}

impl<'p, 'f> Painter<'p, 'f> {
    fn new(document: &'p Document, page: &Page, faces: &'p mut FaceTable<'f>, pictures: &'p mut PictureTable) -> Self {
        let (fill, font, line) = (None, None, None);
        let (height, page) = (page.height, PaintedPage::default());
        let structure = &document.structure;
        Self { structure, faces, pictures, height, page, open: None, fill, font, rise: 0.0, line, in_text: false }
    }

    fn page(mut self, page: &Page) -> PaintedPage {
        for item in in_one_piece(&page.items) {
            self.item(item);
        }
        self.close();
        self.page
    }

    fn item(&mut self, item: &Item) {
        let part = Part::of(item.owner);
        match &item.kind {
            ItemKind::Mark { .. } => {}
            ItemKind::Glyphs(run) => {
                self.switch(part);
                self.run(run);
            }
            ItemKind::Fill { rect, radius, color } => {
                self.switch(part);
                self.end_text();
                self.fill_color(*color);
                self.rectangle(*rect, *radius, PaintMode::Fill);
            }
            ItemKind::Stroke { rect, radius, width, color: line } => {
                self.switch(part);
                self.end_text();
                self.op(Op::SetOutlineColor { col: color(*line) });
                self.op(Op::SetOutlineThickness { pt: Pt(hundredths(*width)) });
                self.rectangle(*rect, *radius, PaintMode::Stroke);
            }
            ItemKind::Picture { rect, key } => self.picture(part, *rect, key),
        }
    }

    fn rectangle(&mut self, rect: Rect, radius: f32, mode: PaintMode) {
        let polygon = rectangle(rect, radius, self.height, mode);
        self.op(Op::DrawPolygon { polygon });
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
        self.op(Op::SaveGraphicsState);
        self.op(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        self.op(Op::UseXobject { id, transform: XObjectTransform { no_auto_scale: true, ..Default::default() } });
        self.op(Op::RestoreGraphicsState);
    }

    /// Makes what follows part of `part`.
    fn switch(&mut self, part: Part) {
        if self.open == Some(part) {
            return;
        }
        self.close();
        self.open = Some(part);
        let (tag, properties) = match part {
            Part::Content(node) => {
                let mcid = i64::try_from(self.page.marks.len()).unwrap_or(i64::MAX);
                self.page.marks.push(node);
                (self.structure.node(node).role.name().to_owned(), dictionary([("MCID", DictItem::Int(mcid))]))
            }
            Part::Artifact(artifact) => ("Artifact".to_owned(), artifact_properties(artifact)),
        };
        self.op(Op::BeginMarkedContentWithProperties { tag, properties });
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.op(Op::EndMarkedContentWithProperties);
        }
    }

    pub(super) fn begin_text(&mut self) {
        if !self.in_text {
            self.op(Op::StartTextSection);
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        self.flush();
        self.line = None;
        if std::mem::take(&mut self.in_text) {
            self.op(Op::EndTextSection);
        }
    }

    /// Sets the colour of letters and filled shapes.
    pub(super) fn fill_color(&mut self, wanted: Color) {
        // black is what a page begins with (ISO 32000-1, table 52)
        if self.fill.unwrap_or(Color::BLACK) != wanted {
            self.flush();
            self.op(Op::SetFillColor { col: color(wanted) });
            self.fill = Some(wanted);
        }
    }

    pub(super) fn op(&mut self, op: Op) {
        self.page.ops.push(op);
    }
}

/// The items, with underlines and tints that would cut one owner's content into pieces painted before it.
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

/// How many items there are up to the owner's last before another owner's content.
fn piece(items: &[Item], owner: Owner) -> usize {
    let decoration = Part::Artifact(Artifact::Layout).owner();
    let run = items.iter().position(|item| item.owner != owner && item.owner != decoration).unwrap_or(items.len());
    items[..run].iter().rposition(|item| item.owner == owner).map_or(1, |last| last + 1)
}

/// The property list of an artifact (ISO 32000-1, table 330).
fn artifact_properties(artifact: Artifact) -> DictItem {
    let name = |name: &str| DictItem::Name(name.into());
    let pagination = |subtype| dictionary([("Type", name("Pagination")), ("Subtype", name(subtype))]);
    match artifact {
        Artifact::Header => pagination("Header"),
        Artifact::Footer => pagination("Footer"),
        Artifact::Layout => dictionary([("Type", name("Layout"))]),
    }
}

/// A property list.
pub(super) fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let map: BTreeMap<_, _> = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    DictItem::Dict { map }
}
