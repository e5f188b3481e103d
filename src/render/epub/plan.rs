//! What files the EPUB will have, and what stands in which.

use super::{
    cover::Cover,
    identity,
    pages::Pages,
    picture::{Prepared, prepare},
};
use crate::{
    article::{Anchor, Article, Block, Direction, Inline, Note, for_each_block, for_each_inline, plain_text},
    diagnostic::{Code, Diagnostic},
    locale::{Digits, Words},
    render::PageMap,
    resolve::Resolved,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// An article of more letters than this is split by its top-level sections: some 6,000 words, which e-ink
/// readers lay out in a second or two.
const WHOLE: usize = 36_000;

/// Headings below this level never begin a text.
const DEEPEST: u8 = 2;

/// The files that an article becomes.
pub(super) struct Plan<'a> {
    pub(super) article: &'a Article,
    pub(super) words: &'static Words,
    /// The digits of its page numbers.
    pub(super) digits: Digits,
    pub(super) cover: Option<Cover<'a>>,
    /// Texts, in reading order; never empty.
    pub(super) chapters: Vec<Chapter<'a>>,
    /// The pictures, each once, by the numbers in their names.
    pub(super) pictures: BTreeMap<usize, PictureFile<'a>>,
    /// Which of them a path of the article names.
    shown: HashMap<&'a str, usize>,
    /// The pages of a printed edition.
    pub(super) pages: Pages,
    /// The publication's identifier: the author's, else a UUID of the article's words.
    pub(super) identifier: String,
    /// Anchors, each with the number of its chapter.
    places: HashMap<&'a Anchor, usize>,
}

/// One text.
#[derive(Debug)]
pub(super) struct Chapter<'a> {
    /// The file's name, of `[a-z0-9.-]`.
    pub(super) file: String,
    /// What it is called in its `<title>`.
    pub(super) title: String,
    pub(super) blocks: &'a [Block],
    /// The notes that are referred to here first.
    pub(super) notes: Vec<&'a Note>,
}

/// One picture.
#[derive(Debug)]
pub(super) struct PictureFile<'a> {
    /// The file's name, of `[a-z0-9.-]`.
    pub(super) file: String,
    pub(super) picture: Prepared<'a>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(resolved: &'a Resolved, cover: Option<Cover<'a>>, printed: Option<&PageMap>) -> Self {
        let article = resolved.article();
        let mut chapters = chapters(article);
        place_notes(article, &mut chapters);
        let places = places(article, &chapters);
        let taken = |id: &str| places.contains_key(&Anchor::new(id));
        let pages = printed.map(|map| Pages::new(map, article, &chapters, taken)).unwrap_or_default();
        let (pictures, shown) = pictures(resolved);
        let identifier = identity::identifier(article);
        let (words, digits) = (Words::of(&article.lang()), Digits::of(&article.lang()));
        Self { identifier, article, words, digits, cover, chapters, pictures, shown, pages, places }
    }

    /// The number of the chapter that an anchor is in.
    pub(super) fn chapter_of(&self, anchor: &Anchor) -> Option<usize> {
        self.places.get(anchor).copied()
    }

    /// The address of an anchor from outside its chapter.
    pub(super) fn address(&self, anchor: &Anchor) -> Option<String> {
        let chapter = self.chapters.get(self.chapter_of(anchor)?)?;
        Some(format!("{}#{anchor}", chapter.file))
    }

    /// Whether a chapter has the title block and nothing else.
    pub(super) fn is_title_page(&self, number: usize) -> bool {
        let rest = || self.chapters[number].blocks.iter();
        number == 0 && self.chapters.len() > 1 && rest().all(|block| matches!(block, Block::PageBreak(_)))
    }

    /// The chapter that the text begins in.
    pub(super) fn start(&self) -> Option<&Chapter<'a>> {
        self.chapters.get(usize::from(self.is_title_page(0)))
    }

    /// The picture that a path of the article names.
    pub(super) fn picture(&self, path: &str) -> Option<&PictureFile<'a>> {
        self.shown.get(path).and_then(|number| self.pictures.get(number))
    }

    /// The direction of the article's text.
    pub(super) fn direction(&self) -> Direction {
        self.article.direction()
    }

    /// Pictures that an EPUB cannot show.
    pub(super) fn losses(&self) -> Vec<Diagnostic> {
        let lost = self.article.resources.iter().filter(|resource| self.picture(&resource.path).is_none());
        lost.map(|resource| {
            let message = format!("the picture `{}` is not shown in the EPUB", resource.path);
            Diagnostic::new(Code::Loss, message).help("save it as PNG or JPEG")
        })
        .collect()
    }
}

/// The body whole, or split: before each top-level heading when it is long, and where its title has a page of its own,
/// as a book's, before the headings that begin pages. A text of its own is the one page break that all reading systems keep.
fn chapters(article: &Article) -> Vec<Chapter<'_>> {
    let title = plain_text(&article.meta.title);
    let mut starts = if letters(&article.body) > WHOLE { starts(&article.body, 1) } else { Vec::new() };
    if starts.len() < 2 {
        starts.clear();
    }
    starts.extend(new_pages(&article.body));
    starts.sort_unstable();
    starts.dedup();
    if starts.is_empty() {
        return vec![Chapter { file: "text.xhtml".to_owned(), title, blocks: &article.body, notes: Vec::new() }];
    }
    let opening = &article.body[..starts[0]];
    let mut chapters = vec![Chapter { file: "title.xhtml".to_owned(), title, blocks: opening, notes: Vec::new() }];
    let digits = starts.len().to_string().len();
    for (number, &start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(article.body.len());
        let blocks = &article.body[start..end];
        let file = format!("section-{:0digits$}.xhtml", number + 1);
        chapters.push(Chapter { file, title: heading_text(&blocks[0]), blocks, notes: Vec::new() });
    }
    chapters
}

/// Where texts of their own begin: at the headings of a level, and inside what they head, where that is too long, at
/// those of the next (a book's articles stand so below its parts).
fn starts(blocks: &[Block], level: u8) -> Vec<usize> {
    let is_start = |at: &usize| matches!(&blocks[*at], Block::Heading(heading) if heading.level.get() == level);
    let own: Vec<usize> = (0..blocks.len()).filter(is_start).collect();
    let mut starts = Vec::with_capacity(own.len());
    for (number, &start) in own.iter().enumerate() {
        let section = &blocks[start..own.get(number + 1).copied().unwrap_or(blocks.len())];
        starts.push(start);
        if level < DEEPEST && letters(section) > WHOLE {
            starts.extend(self::starts(&section[1..], level + 1).into_iter().map(|at| start + 1 + at));
        }
    }
    starts
}

/// The headings right after page breaks, where the first page is the title's alone.
fn new_pages(blocks: &[Block]) -> impl Iterator<Item = usize> {
    let blocks = if matches!(blocks.first(), Some(Block::PageBreak(_))) { blocks } else { &[] };
    let begins = |pair: &[Block]| match pair {
        [Block::PageBreak(_), Block::Heading(heading)] => heading.level.get() <= DEEPEST,
        _ => false,
    };
    blocks.windows(2).enumerate().filter(move |(_, pair)| begins(pair)).map(|(at, _)| at + 1)
}

fn heading_text(block: &Block) -> String {
    match block {
        Block::Heading(heading) => crate::article::heading_text(&heading.content),
        _ => String::new(),
    }
}

/// How many bytes of text the blocks have.
fn letters(blocks: &[Block]) -> usize {
    let mut letters = 0;
    for_each_inline(blocks, &mut |inline| {
        if let Inline::Text(x) = inline {
            letters += x.text.len();
        }
    });
    letters
}

/// Puts each note into the chapter that refers to it first. A note that only another note refers to stands
/// in the chapter of that one.
fn place_notes<'a>(article: &'a Article, chapters: &mut [Chapter<'a>]) {
    let by_label: HashMap<&str, &Note> = article.notes.iter().map(|note| (note.label.as_str(), note)).collect();
    let mut placed: HashSet<&str> = HashSet::new();
    for chapter in chapters {
        let mut bodies = vec![chapter.blocks];
        while let Some(body) = bodies.pop() {
            for_each_inline(body, &mut |inline| {
                if let Inline::NoteRef(x) = inline
                    && let Some(&note) = by_label.get(x.label.as_str())
                    && placed.insert(&note.label)
                {
                    chapter.notes.push(note);
                    bodies.push(&note.body);
                }
            });
        }
        chapter.notes.sort_by_key(|note| note.number);
    }
}

fn places<'a>(article: &'a Article, chapters: &[Chapter<'a>]) -> HashMap<&'a Anchor, usize> {
    let mut places = HashMap::new();
    for (number, chapter) in chapters.iter().enumerate() {
        let notes = chapter.notes.iter().map(|note| note.body.as_slice());
        for body in std::iter::once(chapter.blocks).chain(notes) {
            for_each_block(body, &mut |block| {
                for anchor in anchors_of(block, article) {
                    places.entry(anchor).or_insert(number);
                }
            });
            for_each_inline(body, &mut |inline| {
                let anchor = match inline {
                    Inline::Citation(x) => x.anchor.as_ref(),
                    Inline::NoteRef(x) => x.anchor.as_ref(),
                    Inline::Text(_)
                    | Inline::Styled(_)
                    | Inline::Code(_)
                    | Inline::Link(_)
                    | Inline::Image(_)
                    | Inline::CrossRef(_)
                    | Inline::Break(_)
                    | Inline::Scope(_)
                    | Inline::Ruby(_) => None,
                };
                anchor.map(|anchor| places.entry(anchor).or_insert(number));
            });
        }
        for anchor in chapter.notes.iter().filter_map(|note| note.anchor.as_ref()) {
            places.entry(anchor).or_insert(number);
        }
    }
    places
}

fn anchors_of<'a>(block: &'a Block, article: &'a Article) -> Vec<&'a Anchor> {
    let one = |anchor: &'a Option<Anchor>| anchor.iter().collect();
    match block {
        Block::Heading(x) => one(&x.anchor),
        Block::Table(x) => one(&x.anchor),
        Block::Figure(x) => one(&x.anchor),
        Block::Division(x) => one(&x.anchor),
        Block::Tips(x) => x.items.iter().filter_map(|tip| tip.anchor.as_ref()).collect(),
        Block::Bibliography(_) => article.references.iter().filter_map(|entry| entry.anchor.as_ref()).collect(),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Callout(_)
        | Block::Code(_)
        | Block::Definitions(_)
        | Block::Rule(_)
        | Block::PageBreak(_) => Vec::new(),
    }
}

/// The pictures, and which of them each path names. Files that are the same, as a logo in each article of a book, are
/// one picture.
fn pictures(resolved: &Resolved) -> (BTreeMap<usize, PictureFile<'_>>, HashMap<&str, usize>) {
    let (mut pictures, mut shown) = (BTreeMap::new(), HashMap::new());
    let mut known: HashMap<&[u8], Option<usize>> = HashMap::new();
    for resource in &resolved.article().resources {
        let Some(picture) = resolved.picture(&resource.path) else { continue };
        let number = *known.entry(&picture.bytes).or_insert_with(|| {
            let picture = prepare(picture)?;
            let number = pictures.len() + 1;
            let file = format!("picture-{number:02}.{}", picture.ending);
            pictures.insert(number, PictureFile { file, picture });
            Some(number)
        });
        if let Some(number) = number {
            shown.insert(resource.path.as_str(), number);
        }
    }
    (pictures, shown)
}
