//! Documents built by hand: glyphs by character, advances without kerning.

use crate::{
    article::{Anchor, Lang, Target},
    env::FontSet,
    render::pdf::{
        document::{Artifact, Bookmark, Destination, Document, Info, Link, Part},
        structure::{ListNumbering, NodeId, Role, Scope, Structure},
    },
    resolve::Picture,
    typeset::{Color, FaceId, Fonts, Glyph, GlyphRun, Item, ItemKind, LinkId, Page, Rect},
};
use skrifa::{FontRef, MetadataProvider};
use std::{collections::BTreeMap, io::Cursor, sync::LazyLock};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::new(&FontSet::bundled()));

/// The only picture: four pixels, half of them transparent.
static PICTURE: LazyLock<Picture> = LazyLock::new(|| {
    let pixels = vec![255, 0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 255, 9, 9, 9, 0];
    let image = image::RgbaImage::from_raw(2, 2, pixels).expect("four pixels");
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG in memory");
    Picture { bytes: bytes.into_inner().into(), media_type: "image/png".to_owned(), width: 2, height: 2 }
});

/// Finds the picture.
pub(super) fn picture(key: &str) -> Option<&'static Picture> {
    (key == "leaf.png").then(|| &*PICTURE)
}

/// Returns a glyph for each character of `text`, drawn as the character of `shown` at its position.
pub(super) fn letters(shown: &str, text: &str) -> Vec<(char, u32, u32)> {
    let places = text.char_indices().map(|(at, c)| (at as u32, (at + c.len_utf8()) as u32));
    shown.chars().zip(places).map(|(shown, (start, end))| (shown, start, end)).collect()
}

/// A document being made.
pub(super) struct Sample {
    pub(super) document: Document,
    y: f32,
}

impl Sample {
    /// Returns a sample with one empty page.
    pub(super) fn new() -> Self {
        let page = Page { width: 300.0, height: 400.0, items: Vec::new() };
        let info = Info { title: "A sample".to_owned(), lang: Lang::default(), ..Info::default() };
        let (links, destinations, outline) = (Vec::new(), BTreeMap::new(), Vec::new());
        let document = Document {
            pages: vec![page],
            structure: Structure::new(),
            fields: BTreeMap::new(),
            typed: FONTS.ids().next().expect("a face"),
            links,
            destinations,
            outline,
            info,
            map: crate::render::PageMap::default(),
        };
        Self { document, y: 40.0 }
    }

    /// Returns a document with a little of everything, on two pages.
    pub(super) fn handout() -> Document {
        let mut sample = Self::new();
        sample.front();
        sample.links();
        sample.list();
        sample.table();
        sample.next_page();
        sample.figure();
        sample.note();
        sample.document
    }

    fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.document.structure.child(parent, role)
    }

    /// Adds a paragraph to the document.
    pub(super) fn paragraph(&mut self) -> NodeId {
        self.node(Structure::ROOT, Role::P)
    }

    fn item(&mut self, part: Part, kind: ItemKind) {
        let page = self.document.pages.last_mut().expect("a page");
        page.items.push(Item { owner: part.owner(), kind });
    }

    /// Adds glyphs of these characters, each with the bytes of `text` that it represents.
    pub(super) fn glyphs(&mut self, node: NodeId, text: &str, glyphs: &[(char, u32, u32)]) {
        let run = self.run(text, glyphs, None);
        self.item(Part::Content(node), ItemKind::Glyphs(run));
    }

    /// Adds a word of one-byte characters whose glyphs run right to left.
    pub(super) fn right_to_left(&mut self, node: NodeId, text: &str) {
        let glyphs: Vec<_> = text.char_indices().map(|(at, c)| (c, at as u32, at as u32 + 1)).rev().collect();
        let run = GlyphRun { rtl: true, ..self.run(text, &glyphs, None) };
        self.item(Part::Content(node), ItemKind::Glyphs(run));
    }

    fn text(&mut self, part: Part, text: &str, link: Option<u32>) {
        let glyphs: Vec<_> = text.char_indices().map(|(at, c)| (c, at as u32, (at + c.len_utf8()) as u32)).collect();
        let run = self.run(text, &glyphs, link.map(LinkId));
        self.item(part, ItemKind::Glyphs(run));
    }

    fn words(&mut self, node: NodeId, text: &str) {
        self.text(Part::Content(node), text, None);
    }

    /// Returns a run on a separate line.
    fn run(&mut self, text: &str, glyphs: &[(char, u32, u32)], link: Option<LinkId>) -> GlyphRun {
        const SIZE: f32 = 10.0;
        let id = FaceId(0);
        let face = FONTS.face(id);
        let charmap = FontRef::new(face.data()).expect("a bundled font").charmap();
        let glyph = |&(character, start, end): &(char, u32, u32)| {
            let id = charmap.map(character).map_or(0, |glyph| glyph.to_u32() as u16);
            Glyph { id, advance: face.advance(id) * SIZE, dx: 0.0, dy: 0.0, start, end }
        };
        self.y += 12.0;
        let (x, y, color) = (20.0, self.y, Color::BLACK);
        let glyphs = glyphs.iter().map(glyph).collect();
        GlyphRun { face: id, size: SIZE, x, y, color, glyphs, text: text.to_owned(), rtl: false, link }
    }

    fn front(&mut self) {
        self.text(Part::Artifact(Artifact::Header), "Running head", None);
        let title = self.node(Structure::ROOT, Role::H(1));
        self.words(title, "A sample");
        let empty = self.node(Structure::ROOT, Role::P);
        self.node(empty, Role::Span);
        let anchor = Anchor::new("top");
        self.document.destinations.insert(anchor.clone(), Destination { page: 0, y: 40.0 });
        for (title, level) in [("A sample", 1), ("Deep", 3), ("Second", 1)] {
            self.document.outline.push(Bookmark { title: title.to_owned(), level, anchor: anchor.clone() });
        }
    }

    fn links(&mut self) {
        let targets = [Target::Url("https://example.org/ö".to_owned()), Target::Anchor(Anchor::new("top"))];
        for (number, target) in targets.into_iter().enumerate() {
            let paragraph = self.paragraph();
            self.words(paragraph, "Before ");
            let node = self.node(paragraph, Role::Link);
            self.text(Part::Content(node), "a link ", Some(number as u32));
            self.item(Part::Artifact(Artifact::Layout), fill());
            self.text(Part::Content(node), "in two lines", Some(number as u32));
            self.words(paragraph, " and after.");
            self.document.links.push(Link { target, description: format!("Link {number}"), node });
        }
    }

    fn list(&mut self) {
        let list = self.node(Structure::ROOT, Role::L);
        self.document.structure.attributes(list).numbering = Some(ListNumbering::Decimal);
        let item = self.node(list, Role::LI);
        let (label, body) = (self.node(item, Role::Lbl), self.node(item, Role::LBody));
        self.words(label, "1.");
        let paragraph = self.node(body, Role::P);
        self.words(paragraph, "An item.");
    }

    fn table(&mut self) {
        let table = self.node(Structure::ROOT, Role::Table);
        let (head, body) = (self.node(table, Role::THead), self.node(table, Role::TBody));
        let (first, second) = (self.node(head, Role::TR), self.node(body, Role::TR));
        let column = self.node(first, Role::TH);
        let attributes = self.document.structure.attributes(column);
        (attributes.scope, attributes.columns) = (Some(Scope::Column), 2);
        self.words(column, "Dose");
        let row = self.node(second, Role::TH);
        self.document.structure.attributes(row).scope = Some(Scope::Row);
        self.words(row, "Tea");
        let empty = self.node(second, Role::TD);
        self.document.structure.attributes(empty).headers = vec![column, row];
    }

    fn next_page(&mut self) {
        let paragraph = self.paragraph();
        self.words(paragraph, "On this page ");
        self.document.pages.push(Page { width: 300.0, height: 400.0, items: Vec::new() });
        self.y = 40.0;
        self.words(paragraph, "and the next.");
    }

    fn figure(&mut self) {
        let figure = self.node(Structure::ROOT, Role::Figure);
        self.document.structure.attributes(figure).alt = Some("A leaf".to_owned());
        let rect = Rect { x: 20.0, y: 100.0, width: 30.0, height: 20.0 };
        self.item(Part::Content(figure), ItemKind::Picture { rect, key: "leaf.png".into(), link: None });
    }

    fn note(&mut self) {
        let note = self.node(Structure::ROOT, Role::Note);
        self.document.structure.attributes(note).lang = Lang::new("fr").ok();
        self.words(note, "Une note.");
        self.text(Part::Artifact(Artifact::Footer), "Page 2 of 2", None);
    }
}

fn fill() -> ItemKind {
    let rect = Rect { x: 20.0, y: 60.0, width: 40.0, height: 1.0 };
    ItemKind::Fill { rect, radius: 3.0, color: Color::rgb(0, 0, 200) }
}
