//! Composition: the AST becomes pages of positioned glyphs and a structure tree.
//!
//! Blocks are set one after another into a vertical list ([`Node`]s), each with its element in the [`Structure`]; the
//! list is broken into pages; notes, header and footer are added. Start with [`compose`], then [`block`].

mod block;
mod boxes;
mod callout;
mod chapter;
mod code;
mod column;
mod contents;
mod extent;
mod fields;
mod figure;

mod fitting;
mod formula;
mod front;
mod furniture;
mod inline;
mod letterhead;
mod list;
mod missing;
mod names;
mod notes;
mod opening;
mod padding;
mod pages;
mod picture;
mod quote;
mod references;
mod rhythm;
mod sheet;
mod side;
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
        Alignment, Fonts, Item, ItemKind, Owner, Setter, Shaper,
        flow::{Node, VBox},
    },
};
use column::{Column, Inset};
use contents::{Folio, Site};
use fields::Fields;
use notes::Notes;
use pages::{Frame, Side};
use quote::Voice;
use sheet::{Sheet, Type};

/// The maximum number of elements in a structure tree. Each takes kilobytes until it is written.
const MOST_PARTS: usize = 500_000;

/// The maximum number of pages.
const MOST_PAGES: usize = 50_000;

/// The design of pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Design<'a> {
    pub(super) theme: &'a Theme,
    pub(super) paper: Paper,
    /// The scale of pictures.
    pub(super) pictures: f32,
    /// Whether spaces to fill in become form fields.
    pub(super) fillable: bool,
}

/// Composes an article for a paper size.
///
/// # Errors
/// If there is no font at all, or no room for text, or the article is too large.
pub(super) fn compose(
    article: &Resolved,
    fonts: &Fonts,
    shaper: &mut Shaper,
    design: Design<'_>,
) -> Result<(Document, Vec<Diagnostic>), RenderError> {
    let Design { theme, paper, pictures, fillable } = design;
    let sheet = Sheet::new(theme, paper.size().0, &article.article().lang(), fonts);
    let mut sheet = sheet.ok_or_else(|| RenderError::new("there is no font to set text in"))?;
    sheet.pictures = pictures;
    let frame = Frame::new(&sheet, paper, is_rtl(article.article()));
    if !frame.holds(&sheet) {
        let message = "the theme's margins and sizes leave no room for words on this paper: make them smaller, or choose \
            a larger paper";
        return Err(RenderError::new(message));
    }
    let mut composer = Composer::new(article, sheet, Setter::new(fonts, shaper), &frame);
    composer.fields = Fields::new(fillable, &article.article().title_text());
    let column = frame.column(composer.rtl);
    let bound = composer.sheet.book().recto && chapter::is_book(&article.article().body);
    let mut nodes = if bound { composer.title_pages(column, &frame) } else { composer.front(column, &frame) };
    composer.end_on_grid(&mut nodes);
    let child = composer.structure.node(Structure::ROOT).children.len();
    let site = Site { node: nodes.len(), child, opens_page: bound };
    composer.blocks(&article.article().body, column, Structure::ROOT, &mut nodes);
    if !bound {
        composer.colophon(column, &mut nodes);
    }
    if composer.structure.len() > MOST_PARTS || composer.setter.is_exhausted() {
        let message = "the article has too many headings, paragraphs, links or lines for one PDF: split it";
        return Err(RenderError::new(message));
    }
    composer.contents(site, &frame, &mut nodes);
    let pages = composer.pages(nodes, &frame);
    if pages.pages.len() > MOST_PAGES {
        let message = format!("the article has more than {MOST_PAGES} pages: split it, or choose smaller type");
        return Err(RenderError::new(message));
    }
    let mut diagnostics = missing::families(theme, fonts);
    diagnostics.append(&mut composer.diagnostics);
    diagnostics.extend(missing::diagnostics(composer.setter.missing(), article.article()));
    Ok((composer.into_document(pages), diagnostics))
}

/// The meaning of a mark on a page.
#[derive(Debug, Clone)]
enum Mark {
    /// A link target.
    Anchor(Anchor),
    /// A page number to be set, by its index among the folios.
    Folio(usize),
    /// The beginning of a block, by its index.
    Block(usize),
    /// The kind of the page in a book.
    Side(Side),
}

/// Composes one article: its inputs, what has been collected, and the current state.
struct Composer<'a> {
    resolved: &'a Resolved,
    article: &'a Article,
    sheet: Sheet<'a>,
    locale: &'static Words,
    digits: Digits,
    /// The article's title, as in headers.
    running_title: String,
    /// Whether the article runs from right to left.
    rtl: bool,
    area: Area,
    /// The text area of a landscape page for a table, if the paper is portrait.
    turned: Option<Area>,
    setter: Setter<'a>,
    structure: Structure,
    /// Open sections, outermost first, each with its heading's level.
    sections: Vec<(HeadingLevel, NodeId)>,
    links: Vec<Link>,
    fields: Fields,
    diagnostics: Vec<Diagnostic>,
    places: Places,
    notes: Notes<'a>,
    inherited: Inherited,
    /// Whether the next paragraph opens the article or a chapter.
    opens: bool,
}

/// The text area of a page, in points.
#[derive(Debug, Clone, Copy)]
struct Area {
    width: f32,
    height: f32,
}

/// Positions to look up when pages are broken.
#[derive(Debug, Default)]
struct Places {
    /// The meanings of marks on the pages, by their numbers.
    marks: Vec<Mark>,
    /// Page numbers requested by the table of contents.
    folios: Vec<Folio>,
    outline: Vec<Bookmark>,
    /// The number of blocks of the body that have begun: they are numbered in reading order, parents before children.
    blocks: usize,
    /// The index of the bibliography's block.
    bibliography: Option<usize>,
}

/// Properties that blocks and inlines inherit.
#[derive(Debug, Clone, Copy)]
struct Inherited {
    /// The type of running text: smaller in notes.
    body_type: Type,
    /// The hyphenation patterns, if any.
    hyphenation: Option<hypher::Lang>,
    /// The alignment of lines: that of a table's column.
    alignment: Alignment,
    /// Whether running text is bold, as in a table's header.
    bold: bool,
    /// Whether a table cell is being set or measured.
    in_cell: bool,
    /// Whether that cell contains mostly digits.
    in_figures: bool,
    /// The horizontal padding of table cells.
    cell: Inset,
    /// Whether a tight list is being set.
    in_tight_list: bool,
    /// The maximum width of pictures in a paragraph without text; in others they are as high as letters.
    picture_width: Option<f32>,
    /// The kind of text that paragraphs contain.
    voice: Voice,
    /// Whether blocks count as blocks of the body: those of notes do not.
    is_body: bool,
}

impl<'a> Composer<'a> {
    fn new(resolved: &'a Resolved, sheet: Sheet<'a>, setter: Setter<'a>, frame: &Frame) -> Self {
        let article = resolved.article();
        let lang = article.lang();
        let turned = frame.turned(&sheet);
        let inherited = Inherited {
            body_type: sheet.body,
            hyphenation: Sheet::hyphenation(&lang),
            alignment: Alignment::Start,
            bold: false,
            in_cell: false,
            in_figures: false,
            cell: Inset::CELL,
            in_tight_list: false,
            picture_width: None,
            voice: Voice::Text,
            is_body: true,
        };
        Self {
            resolved,
            article,
            sheet,
            locale: Words::of(&lang),
            digits: Digits::of(&lang),
            running_title: furniture::headline(&article.title_text()),
            rtl: is_rtl(article),
            area: Area { width: frame.width, height: frame.height },
            turned: turned.map(|frame| Area { width: frame.width, height: frame.height }),
            setter,
            structure: Structure::new(),
            sections: Vec::new(),
            links: Vec::new(),
            fields: Fields::default(),
            diagnostics: Vec::new(),
            places: Places::default(),
            notes: Notes::of(article),
            inherited,
            opens: true,
        }
    }

    /// Runs `work` with changed inherited properties, and restores them.
    fn within<T>(&mut self, change: impl FnOnce(&mut Inherited), work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.inherited;
        change(&mut self.inherited);
        let done = work(self);
        self.inherited = outer;
        done
    }

    /// Returns a mark for the position that an anchor names.
    fn new_mark(&mut self, anchor: &Anchor) -> u32 {
        self.number_mark(Mark::Anchor(anchor.clone()))
    }

    fn number_mark(&mut self, mark: Mark) -> u32 {
        self.places.marks.push(mark);
        u32::try_from(self.places.marks.len() - 1).unwrap_or(u32::MAX)
    }

    /// Returns the index of a block of the body; `None` in notes.
    fn begin(&mut self, block: &Block) -> Option<usize> {
        let number = self.inherited.is_body.then_some(self.places.blocks)?;
        self.places.blocks += 1;
        if matches!(block, Block::Bibliography(_)) {
            self.places.bibliography.get_or_insert(number);
        }
        Some(number)
    }

    /// Marks the beginning of a block.
    fn mark_block(&mut self, number: Option<usize>, nodes: &mut [Node]) {
        if let Some(number) = number {
            let mark = self.number_mark(Mark::Block(number));
            put(mark, nodes);
        }
    }

    /// Makes the top of the first box from `nodes[from]` on the target of an anchor.
    fn land(&mut self, anchor: Option<&Anchor>, from: usize, nodes: &mut Vec<Node>) {
        let Some(anchor) = anchor else { return };
        let mark = self.new_mark(anchor);
        if !put(mark, &mut nodes[from..]) {
            // nothing is set there, but it is a link target
            let mut place = [Node::Box(VBox::default())];
            put(mark, &mut place);
            nodes.splice(from..from, place);
        }
    }

    fn into_document(self, pages: pages::Pages) -> Document {
        let info = info(self.article, self.rtl);
        let map = self.map(&pages);
        let pages::Pages { pages, destinations, .. } = pages;
        let typed = self.sheet.face(false, false, false, false);
        let (structure, links, outline, fields) = (self.structure, self.links, self.places.outline, self.fields.all);
        Document { pages, structure, fields, typed, links, destinations, outline, info, map }
    }

    /// Returns where pages begin: at blocks and, in the bibliography, at its entries.
    fn map(&self, pages: &pages::Pages) -> PageMap {
        let count = self.places.blocks;
        debug_assert_eq!(count, count_blocks(self.article), "every block is composed once");
        let bibliography = self.places.bibliography.unwrap_or(count);
        let entries = self.article.references.iter().enumerate().filter_map(|(at, entry)| {
            let page = pages.destinations.get(entry.anchor.as_ref()?)?.page;
            Some((PageStart { block: bibliography, entry: Some(at) }, page))
        });
        let blocks = pages.blocks.iter().map(|(&block, &page)| (PageStart { block, entry: None }, page));
        PageMap::new(pages.pages.len(), count, blocks.chain(entries))
    }
}

/// Returns whether lines run, and pages turn, from right to left.
fn is_rtl(article: &Article) -> bool {
    article.direction() == Direction::Rtl
}

/// Puts a mark at the top of the first box; returns false if there is none.
fn put(mark: u32, nodes: &mut [Node]) -> bool {
    let first = nodes.iter_mut().find_map(|node| match node {
        Node::Box(inner) => Some(inner),
        Node::Float(float) => Some(&mut float.inner),
        Node::Turned(nodes) => {
            nodes.iter_mut().find_map(|node| if let Node::Box(inner) = node { Some(inner) } else { None })
        }
        _ => None,
    });
    let Some(inner) = first else { return false };
    inner.items.insert(0, Item { owner: layout(), kind: ItemKind::Mark { y: 0.0, mark } });
    true
}

/// Counts the blocks of the body.
fn count_blocks(article: &Article) -> usize {
    let mut count = 0;
    for_each_block(&article.body, &mut |_| count += 1);
    count
}

/// Returns the owner of decoration.
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
        subject: meta.description_text(),
        keywords,
        lang: article.lang(),
        rights: meta.rights.clone(),
        publisher: meta.publisher.clone(),
        rtl,
    }
}
