//! Plans the files of the EPUB and their contents.

use super::{
    cover::Cover,
    identity,
    pages::Pages,
    picture::{Prepared, prepare},
};
use crate::{
    article::{
        Anchor, Article, Block, Direction, Inline, Note, for_each_anchor, for_each_block, for_each_inline,
        heading_text, inlines_of, plain_text,
    },
    diagnostic::{Code, Diagnostic},
    locale::{Digits, Words},
    render::PageMap,
    resolve::Resolved,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// The size in letters above which articles are split at their top-level sections: about 6,000 words, which e-ink
/// readers lay out in a second or two.
const SPLIT_ABOVE: usize = 36_000;

/// Headings below this level never begin a chapter.
const DEEPEST_SPLIT: u8 = 2;

/// The files that an article becomes.
pub(super) struct Plan<'a> {
    /// Whether entries of the bibliography have backlinks to the text.
    pub(super) links_back: bool,
    pub(super) article: &'a Article,
    pub(super) resolved: &'a Resolved,
    pub(super) words: &'static Words,
    /// The digits of its page numbers.
    pub(super) digits: Digits,
    pub(super) cover: Option<Cover<'a>>,
    /// The chapters in reading order; never empty.
    pub(super) chapters: Vec<Chapter<'a>>,
    /// The pictures, each once, by the numbers in their file names.
    pub(super) pictures: BTreeMap<usize, PictureFile<'a>>,
    /// The number of the picture for each path of the article.
    shown: HashMap<&'a str, usize>,
    /// The pages of a printed edition.
    pub(super) pages: Pages,
    /// A UUID of the article's words.
    pub(super) uuid: Uuid,
    /// The publication's identifier: the author's, else the UUID.
    pub(super) identifier: String,
    /// The chapter number of each anchor.
    places: HashMap<&'a Anchor, usize>,
}

/// One XHTML file of the article.
#[derive(Debug)]
pub(super) struct Chapter<'a> {
    /// The file's name, in `[a-z0-9.-]`.
    pub(super) file: String,
    /// Its `<title>`.
    pub(super) title: String,
    pub(super) blocks: &'a [Block],
    /// The index of its first block, in the order in which [`for_each_block`] visits the body.
    pub(super) first_block: usize,
    /// The footnotes whose first reference is here.
    pub(super) notes: Vec<&'a Note>,
}

/// One picture.
#[derive(Debug)]
pub(super) struct PictureFile<'a> {
    /// The file's name, in `[a-z0-9.-]`.
    pub(super) file: String,
    pub(super) picture: Prepared<'a>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(resolved: &'a Resolved, cover: Option<Cover<'a>>, printed: Option<&PageMap>) -> Self {
        let article = resolved.article();
        let mut chapters = chapters(article);
        number_blocks(&mut chapters);
        place_notes(article, &mut chapters);
        let places = places(article, &chapters);
        let taken = |id: &str| places.contains_key(&Anchor::new(id));
        let pages = printed.map(|map| Pages::new(map, article, &blocks(&chapters), taken)).unwrap_or_default();
        let (pictures, shown) = pictures(resolved);
        let uuid = identity::uuid(article);
        let identifier = identity::identifier(article, uuid);
        let (words, digits) = (Words::of(&article.lang()), Digits::of(&article.lang()));
        Self {
            uuid,
            identifier,
            article,
            resolved,
            words,
            digits,
            cover,
            chapters,
            pictures,
            shown,
            pages,
            places,
            links_back: true,
        }
    }

    /// Returns the title on one line; the word for "contents" if there is none, as EPUB requires a title.
    pub(super) fn title(&self) -> String {
        let title = one_line(&plain_text(&self.article.meta.title));
        if title.is_empty() { self.words.contents.to_owned() } else { title }
    }

    /// Returns the number of the chapter that an anchor is in.
    pub(super) fn chapter_of(&self, anchor: &Anchor) -> Option<usize> {
        self.places.get(anchor).copied()
    }

    /// Returns the address of an anchor from outside its chapter.
    pub(super) fn address(&self, anchor: &Anchor) -> Option<String> {
        let chapter = self.chapters.get(self.chapter_of(anchor)?)?;
        Some(format!("{}#{anchor}", chapter.file))
    }

    /// Returns whether a chapter consists of only the title block.
    pub(super) fn is_title_page(&self, number: usize) -> bool {
        let rest = || self.chapters[number].blocks.iter();
        number == 0 && self.chapters.len() > 1 && rest().all(|block| matches!(block, Block::PageBreak(_)))
    }

    /// Returns the chapter in which the text begins.
    pub(super) fn start(&self) -> Option<&Chapter<'a>> {
        self.chapters.get(usize::from(self.is_title_page(0)))
    }

    /// Returns the picture that a path of the article names.
    pub(super) fn picture(&self, path: &str) -> Option<&PictureFile<'a>> {
        self.shown.get(path).and_then(|number| self.pictures.get(number))
    }

    /// Returns the direction of the article's text.
    pub(super) fn direction(&self) -> Direction {
        self.article.direction()
    }

    /// Reports pictures that an EPUB cannot show.
    pub(super) fn losses(&self) -> Vec<Diagnostic> {
        let lost = self.article.resources.iter().filter(|resource| self.picture(&resource.path).is_none());
        lost.map(|resource| {
            let message = format!("the picture `{}` is not shown in the EPUB", resource.path);
            Diagnostic::new(Code::Loss, message).help("save it as PNG or JPEG")
        })
        .collect()
    }
}

/// Splits the body into chapters: before each top-level heading if it is long, and, if the title has its own page as in
/// a book, before headings that begin a page. A new file is the only page break that all reading systems respect.
fn chapters(article: &Article) -> Vec<Chapter<'_>> {
    let title = plain_text(&article.meta.title);
    let mut starts = if letters(&article.body) > SPLIT_ABOVE { starts(&article.body, 1) } else { Vec::new() };
    if starts.len() < 2 {
        starts.clear();
    }
    starts.extend(new_pages(&article.body));
    starts.sort_unstable();
    starts.dedup();
    if starts.is_empty() {
        return vec![Chapter {
            file: "text.xhtml".to_owned(),
            title,
            blocks: &article.body,
            first_block: 0,
            notes: Vec::new(),
        }];
    }
    let opening = &article.body[..starts[0]];
    let mut chapters =
        vec![Chapter { file: "title.xhtml".to_owned(), title, blocks: opening, first_block: 0, notes: Vec::new() }];
    let digits = starts.len().to_string().len();
    for (number, &start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(article.body.len());
        let blocks = &article.body[start..end];
        let file = format!("section-{:0digits$}.xhtml", number + 1);
        chapters.push(Chapter { file, title: title_of(&blocks[0]), blocks, first_block: 0, notes: Vec::new() });
    }
    chapters
}

/// Returns the indices of headings that begin a chapter: those of a level, and those of the next level in sections that
/// are too long (such as articles below the parts of a book).
fn starts(blocks: &[Block], level: u8) -> Vec<usize> {
    let is_start = |at: &usize| matches!(&blocks[*at], Block::Heading(heading) if heading.level.get() == level);
    let own: Vec<usize> = (0..blocks.len()).filter(is_start).collect();
    let mut starts = Vec::with_capacity(own.len());
    for (number, &start) in own.iter().enumerate() {
        let section = &blocks[start..own.get(number + 1).copied().unwrap_or(blocks.len())];
        starts.push(start);
        if level < DEEPEST_SPLIT && letters(section) > SPLIT_ABOVE {
            starts.extend(self::starts(&section[1..], level + 1).into_iter().map(|at| start + 1 + at));
        }
    }
    starts
}

/// Returns the indices of headings right after page breaks, if the first page holds only the title.
fn new_pages(blocks: &[Block]) -> impl Iterator<Item = usize> {
    let blocks = if matches!(blocks.first(), Some(Block::PageBreak(_))) { blocks } else { &[] };
    let begins = |pair: &[Block]| match pair {
        [Block::PageBreak(_), Block::Heading(heading)] => heading.level.get() <= DEEPEST_SPLIT,
        _ => false,
    };
    blocks.windows(2).enumerate().filter(move |(_, pair)| begins(pair)).map(|(at, _)| at + 1)
}

fn title_of(block: &Block) -> String {
    match block {
        Block::Heading(heading) => heading_text(&heading.content),
        _ => String::new(),
    }
}

/// Joins text into one line, without characters that XML forbids.
pub(super) fn one_line(words: &str) -> String {
    let words: String = words.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the number of bytes of text in the blocks.
fn letters(blocks: &[Block]) -> usize {
    let mut letters = 0;
    for_each_inline(blocks, &mut |inline| {
        if let Inline::Text(x) = inline {
            letters += x.text.len();
        }
    });
    letters
}

/// Returns the chapter number of each block of the body, in numbering order.
fn blocks<'a>(chapters: &[Chapter<'a>]) -> Vec<(usize, &'a Block)> {
    let mut blocks = Vec::new();
    for (number, chapter) in chapters.iter().enumerate() {
        for_each_block(chapter.blocks, &mut |block| blocks.push((number, block)));
    }
    blocks
}

fn number_blocks(chapters: &mut [Chapter<'_>]) {
    let mut next = 0;
    for chapter in chapters {
        chapter.first_block = next;
        for_each_block(chapter.blocks, &mut |_| next += 1);
    }
}

/// Puts each footnote into the chapter that refers to it first, and a note that only another note refers to into the
/// chapter of that one.
fn place_notes<'a>(article: &'a Article, chapters: &mut [Chapter<'a>]) {
    let by_label: HashMap<&str, &Note> = article.notes.iter().map(|note| (note.label.as_str(), note)).collect();
    let mut placed: HashSet<&str> = HashSet::new();
    for (number, chapter) in chapters.iter_mut().enumerate() {
        let mut bodies = vec![chapter.blocks];
        let mut place = |inline: &Inline, bodies: &mut Vec<&'a [Block]>| {
            if let Inline::NoteRef(x) = inline
                && let Some(&note) = by_label.get(x.label.as_str())
                && placed.insert(&note.label)
            {
                chapter.notes.push(note);
                bodies.push(&note.body);
            }
        };
        let front = article.front.as_ref().filter(|_| number == 0);
        for line in front.into_iter().flat_map(|front| front.texts()) {
            inlines_of(line, &mut |inline| place(inline, &mut bodies));
        }
        while let Some(body) = bodies.pop() {
            for_each_inline(body, &mut |inline| place(inline, &mut bodies));
        }
        chapter.notes.sort_by_key(|note| note.number);
    }
}

/// Returns the chapter number of each anchor.
fn places<'a>(article: &'a Article, chapters: &[Chapter<'a>]) -> HashMap<&'a Anchor, usize> {
    let mut places = HashMap::new();
    for line in article.front.iter().flat_map(|front| front.texts()) {
        inlines_of(line, &mut |inline| places.extend(inline.anchor().map(|anchor| (anchor, 0))));
    }
    for (number, chapter) in chapters.iter().enumerate() {
        let mut add = |anchor: &'a Anchor| {
            places.entry(anchor).or_insert(number);
        };
        let notes = chapter.notes.iter().map(|note| note.body.as_slice());
        for body in std::iter::once(chapter.blocks).chain(notes) {
            for_each_anchor(body, &mut add);
            for_each_block(body, &mut |block| {
                if let Block::Bibliography(_) = block {
                    article.references.iter().filter_map(|entry| entry.anchor.as_ref()).for_each(&mut add);
                }
            });
        }
        chapter.notes.iter().filter_map(|note| note.anchor.as_ref()).for_each(add);
    }
    places
}

/// Returns the pictures, and the number of the picture for each path. Identical files, such as a logo in each article
/// of a book, are one picture.
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
