//! Composing: the AST becomes pages of positioned glyphs and a structure tree.
//!
//! Blocks are set one after another into a vertical list ([`Node`]s), each with its element in the
//! [`Structure`]; the list is cut into pages; notes, header and footer are added. Start with
//! [`compose`], then [`block`].

mod block;
mod column;
mod columns;
mod contents;
mod extent;
mod figure;
mod front;
mod furniture;
mod inline;
mod list;
mod missing;
mod notes;
mod pages;
mod references;
mod rhythm;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::{
    document::{Artifact, Bookmark, Document, Info, Link, Part},
    structure::{NodeId, Structure},
};
use crate::{
    article::{Anchor, Article, Block, Direction, HeadingLevel, for_each_block},
    diagnostic::Diagnostic,
    locale::{Digits, Words},
    render::{PageMap, PageStart, Paper, RenderError},
    resolve::Resolved,
    theme::Theme,
    typeset::{
        Alignment, FaceId, Fonts, Item, ItemKind, Owner, Setter, Shaper,
        flow::{Node, VBox},
    },
};
use column::Column;
use contents::{Folio, Site};
use pages::Frame;
use sheet::{Sheet, Type};
use std::collections::HashMap;

/// Composes an article on some paper.
///
/// # Errors
/// When there is no font at all, or no room for words.
pub(super) fn compose(
    article: &Resolved,
    fonts: &Fonts,
    shaper: &mut Shaper,
    theme: &Theme,
    paper: Paper,
) -> Result<(Document, Vec<Diagnostic>), RenderError> {
    let sheet = Sheet::new(theme, paper.size().0, &article.article().lang(), fonts);
    let first_face = sheet.face(false, false, false, false);
    let first_face = first_face.ok_or_else(|| RenderError::new("there is no font to set text in"))?;
    let frame = Frame::new(&sheet, paper, is_rtl(article.article()));
    if !frame.holds(&sheet) {
        let message = "the theme's margins and sizes leave no room for words on this paper: make them smaller, or choose \
            a larger paper";
        return Err(RenderError::new(message));
    }
    let mut composer = Composer::new(article, sheet, Setter::new(fonts, shaper), first_face, &frame);
    let column = frame.column(composer.rtl);
    let mut nodes = composer.front(column);
    composer.end_on_grid(&mut nodes);
    let site = Site { node: nodes.len(), child: composer.structure.node(Structure::ROOT).children.len() };
    composer.blocks(&article.article().body, column, Structure::ROOT, &mut nodes);
    composer.contents(site, &frame, &mut nodes);
    let pages = composer.pages(nodes, &frame);
    let mut diagnostics = missing::families(theme, fonts);
    diagnostics.append(&mut composer.diagnostics);
    diagnostics.extend(missing::diagnostics(composer.setter.missing(), article.article()));
    Ok((composer.into_document(pages), diagnostics))
}

/// What a mark on a page stands for.
#[derive(Debug, Clone)]
enum Mark {
    /// A place that links land on.
    Anchor(Anchor),
    /// A page number to be set, by its place among the composer's folios.
    Folio(usize),
    /// The beginning of a block, by its number.
    Block(usize),
}

/// What is known and gathered while composing.
struct Composer<'a> {
    resolved: &'a Resolved,
    article: &'a Article,
    sheet: Sheet<'a>,
    locale: &'static Words,
    digits: Digits,
    setter: Setter<'a>,
    first_face: FaceId,
    rtl: bool,
    structure: Structure,
    /// Open sections, outermost first, each with its heading's level.
    sections: Vec<(HeadingLevel, NodeId)>,
    links: Vec<Link>,
    /// What the author is told.
    diagnostics: Vec<Diagnostic>,
    /// What marks on the pages stand for, by their numbers.
    marks: Vec<Mark>,
    /// The number of each block of the body, by where it is in memory.
    numbers: HashMap<*const Block, usize>,
    /// Page numbers that the table of contents waits for.
    folios: Vec<Folio>,
    outline: Vec<Bookmark>,
    /// The place of each note in the article, by its label.
    note_places: HashMap<&'a str, usize>,
    /// Notes by their place in the article: set once they are referred to.
    notes: Vec<Option<VBox>>,
    /// Notes too long for the foot of a page, to follow the block that refers to them.
    waiting_notes: Vec<Node>,
    /// The width of the text area, which notes are set to.
    column_width: f32,
    /// The height of the text area.
    column_height: f32,
    /// How high the notes are that the row or paragraph being set refers to.
    notes_height: f32,
    /// The type of running text here: smaller in notes.
    body_type: Type,
    /// The patterns that words are divided by here, where there are any.
    hyphenation: Option<hypher::Lang>,
    /// Whether running text is bold here, as in a table's header.
    bold: bool,
    /// Whether a table's cell is being set or measured.
    in_cell: bool,
    /// Whether that cell holds figures more than words.
    in_figures: bool,
    /// Whether the cells of a table that is too wide are being measured with their words divided.
    divides_cells: bool,
    /// The width that pictures may take which stand in a paragraph without words; in others they are as high as letters.
    picture_width: Option<f32>,
    /// Whether a list is being set whose items stand close together.
    in_tight_list: bool,
    /// Where running lines stand here: as a table's column asks.
    alignment: Alignment,
}

impl<'a> Composer<'a> {
    fn new(resolved: &'a Resolved, sheet: Sheet<'a>, setter: Setter<'a>, first_face: FaceId, frame: &Frame) -> Self {
        let article = resolved.article();
        let lang = article.lang();
        Self {
            resolved,
            article,
            locale: Words::of(&lang),
            digits: Digits::of(&lang),
            setter,
            first_face,
            rtl: is_rtl(article),
            structure: Structure::new(),
            sections: Vec::new(),
            links: Vec::new(),
            diagnostics: Vec::new(),
            marks: Vec::new(),
            numbers: (0..).zip(blocks_of(article)).map(|(number, block)| (std::ptr::from_ref(block), number)).collect(),
            folios: Vec::new(),
            outline: Vec::new(),
            note_places: (0..).zip(&article.notes).map(|(at, note)| (note.label.as_str(), at)).collect(),
            notes: vec![None; article.notes.len()],
            waiting_notes: Vec::new(),
            column_width: frame.width,
            column_height: frame.height,
            notes_height: 0.0,
            body_type: sheet.body,
            hyphenation: Sheet::hyphenation(&lang),
            sheet,
            bold: false,
            in_cell: false,
            in_figures: false,
            divides_cells: false,
            picture_width: None,
            in_tight_list: false,
            alignment: Alignment::Start,
        }
    }

    /// A number for a place on the pages that an anchor names.
    fn new_mark(&mut self, anchor: &Anchor) -> u32 {
        self.number_mark(Mark::Anchor(anchor.clone()))
    }

    fn number_mark(&mut self, mark: Mark) -> u32 {
        self.marks.push(mark);
        u32::try_from(self.marks.len() - 1).unwrap_or(u32::MAX)
    }

    /// Marks where a block of the body begins.
    fn begin(&mut self, block: &Block, nodes: &mut [Node]) {
        if let Some(&number) = self.numbers.get(&std::ptr::from_ref(block)) {
            let mark = self.number_mark(Mark::Block(number));
            put(mark, nodes);
        }
    }

    /// Makes the top of the first box from `nodes[from]` on the place that an anchor names.
    fn land(&mut self, anchor: Option<&Anchor>, from: usize, nodes: &mut Vec<Node>) {
        let Some(anchor) = anchor else { return };
        let mark = self.new_mark(anchor);
        if !put(mark, &mut nodes[from..]) {
            // Nothing is set there, but it is a place all the same.
            let mut place = [Node::Box(VBox::default())];
            put(mark, &mut place);
            nodes.splice(from..from, place);
        }
    }

    fn into_document(self, pages: pages::Pages) -> Document {
        let info = info(self.article, self.rtl);
        let map = self.map(&pages);
        let pages::Pages { pages, destinations, .. } = pages;
        let (structure, links, outline) = (self.structure, self.links, self.outline);
        Document { pages, structure, links, destinations, outline, info, map }
    }

    /// Where pages begin: with blocks, and inside the bibliography with its entries.
    fn map(&self, pages: &pages::Pages) -> PageMap {
        let found = blocks_of(self.article).iter().position(|block| matches!(block, Block::Bibliography(_)));
        let bibliography = found.unwrap_or(self.numbers.len());
        let entries = self.article.references.iter().enumerate().filter_map(|(at, entry)| {
            let page = pages.destinations.get(entry.anchor.as_ref()?)?.page;
            Some((PageStart { block: bibliography, entry: Some(at) }, page))
        });
        let blocks = pages.blocks.iter().map(|(&block, &page)| (PageStart { block, entry: None }, page));
        PageMap::new(pages.pages.len(), self.numbers.len(), blocks.chain(entries))
    }
}

/// Whether lines run, and pages turn, from right to left.
fn is_rtl(article: &Article) -> bool {
    article.direction() == Direction::Rtl
}

/// Makes the top of the first box the place that a mark names; false where there is none.
fn put(mark: u32, nodes: &mut [Node]) -> bool {
    let first = nodes.iter_mut().find_map(|node| match node {
        Node::Box(inner) => Some(inner),
        Node::Float(float) => Some(&mut float.inner),
        _ => None,
    });
    let Some(inner) = first else { return false };
    inner.items.insert(0, Item { owner: layout(), kind: ItemKind::Mark { y: 0.0, mark } });
    true
}

/// The blocks of the body, in the order that numbers them.
fn blocks_of(article: &Article) -> Vec<&Block> {
    let mut blocks = Vec::new();
    for_each_block(&article.body, &mut |block| blocks.push(block));
    blocks
}

/// The owner of what only decorates.
fn layout() -> Owner {
    Part::Artifact(Artifact::Layout).owner()
}

fn info(article: &Article, rtl: bool) -> Info {
    let meta = &article.meta;
    let mut keywords = meta.keywords.clone();
    keywords.extend(meta.category.clone().filter(|category| !meta.keywords.contains(category)));
    Info {
        title: article.title_text(),
        authors: meta.authors.iter().map(|author| author.name.clone()).collect(),
        subject: meta.description.clone(),
        keywords,
        lang: article.lang(),
        rights: meta.rights.clone(),
        publisher: meta.publisher.clone(),
        rtl,
    }
}
