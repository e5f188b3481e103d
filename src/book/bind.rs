//! Joins resolved articles into one.

use super::{
    captions,
    describe::ReferencesIn,
    namespace::{Namespace, OTHER_ARTICLE},
    references::{self, Merged},
};
use crate::{
    article::{
        Anchor, Article, Bibliography, Block, CHAPTER, CHAPTER_FRONT, Division, Heading, HeadingLevel, Inline, Lang,
        LineBreak, Meta, PageBreak, Scope, Span, Target, TitleBlock, TocMode, for_each_anchor,
    },
    diagnostic::{Code, Diagnostic},
    env::Env,
    locale::Words,
    resolve::{
        Picture, Resolved, pictures_of,
        rewrite::{bodies, for_each_line, rewrite},
        slug, word_title,
    },
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Joins resolved articles, one after another, into a book.
#[derive(Debug)]
pub struct Binder {
    book: Article,
    pictures: BTreeMap<String, Picture>,
    /// The bytes of all pictures, so that a logo in every article is kept once.
    bytes: HashSet<Arc<[u8]>>,
    references_in: ReferencesIn,
    merged: Merged,
    /// The number of articles so far.
    count: usize,
    /// The number of parts so far.
    parts: usize,
    /// The closing lines of each article.
    ends: Vec<End>,
    /// Whether the book names no authors, and collects those of its articles.
    collects_authors: bool,
}

/// The closing lines of an article, such as contact details.
#[derive(Debug)]
struct End {
    /// Their index among the blocks.
    at: usize,
    lines: Vec<String>,
    /// The article's language, if it is not the book's.
    foreign: Option<Lang>,
}

impl Binder {
    /// Creates a book without articles.
    #[must_use]
    pub fn new(meta: Meta, references_in: ReferencesIn) -> Self {
        let collects_authors = meta.authors.is_empty();
        let book = Article { meta: Meta { toc: TocMode::Yes, ..meta }, ..Article::default() };
        let (pictures, bytes, merged) = (BTreeMap::new(), HashSet::new(), Merged::default());
        Self { book, pictures, bytes, references_in, merged, count: 0, parts: 0, ends: Vec::new(), collects_authors }
    }

    /// Begins a part.
    pub fn part(&mut self, title: &str) {
        self.new_page();
        self.parts += 1;
        let anchor = Anchor::new(format!("part-{}", self.parts));
        self.book.body.push(heading(HeadingLevel::TOP, vec![Inline::words(title)], Some(anchor), false));
    }

    /// Adds an article.
    pub fn add(&mut self, resolved: Resolved) {
        self.count += 1;
        let (mut article, pictures) = resolved.into_parts();
        let lang = article.lang();
        if self.book.meta.lang.is_none() {
            self.book.meta.lang = Some(lang.clone());
        }
        // A preface before the parts is on their level.
        let level = if self.parts > 0 { 2 } else { 1 };
        let notes_before = u32::try_from(self.book.notes.len()).unwrap_or(u32::MAX);
        let namespace = Namespace { number: self.count, down: level, notes_before };
        captions::number(&mut article, self.count);
        namespace.set(&mut article);
        self.settle_references(&mut article);
        let foreign = (lang != self.book.lang()).then_some(lang);
        self.new_page();
        self.open(&article, HeadingLevel::clamped(usize::from(level)), foreign.as_ref());
        let body = std::mem::take(&mut article.body);
        self.book.body.extend(in_language(body, foreign.as_ref()));
        self.ends.push(End { at: self.book.body.len(), lines: std::mem::take(&mut article.colophon), foreign });
        self.book.notes.append(&mut article.notes);
        let shown = article.resources.into_iter().map(|resource| resource.path);
        let shown: HashSet<String> = shown.collect();
        // The cover of an article is not shown in the book.
        for (path, mut picture) in pictures.into_iter().filter(|(path, _)| shown.contains(path)) {
            match self.bytes.get(&picture.bytes) {
                Some(known) => picture.bytes = Arc::clone(known),
                None => drop(self.bytes.insert(Arc::clone(&picture.bytes))),
            }
            self.pictures.insert(namespace.path(&path), picture);
        }
        for author in article.meta.authors.into_iter().filter(|_| self.collects_authors) {
            if !self.book.meta.authors.iter().any(|known| known.name == author.name) {
                self.book.meta.authors.push(author);
            }
        }
    }

    /// Finishes the book. `env` provides the cover.
    pub fn finish(mut self, env: &dyn Env, diagnostics: &mut Vec<Diagnostic>) -> Resolved {
        let words = Words::of(&self.book.lang());
        let last = self.settle_ends();
        self.book.references = std::mem::take(&mut self.merged).finish();
        if !self.book.references.is_empty() {
            self.new_page();
            let anchor = Anchor::new("references");
            let title = vec![Inline::words(words.references)];
            self.book.body.push(heading(HeadingLevel::TOP, title, Some(anchor), false));
            self.book.body.push(Block::Bibliography(Bibliography { span: Span::default() }));
        }
        let cover = Article { meta: self.book.meta.clone(), ..Article::default() };
        self.pictures.extend(pictures_of(&cover, env, diagnostics));
        word_title(&mut self.book, None, diagnostics);
        let colophon = &mut self.book.colophon;
        colophon.extend(last.into_iter().filter(|line| !colophon.contains(line)).collect::<Vec<_>>());
        settle_links(&mut self.book, diagnostics);
        Resolved::joined(self.book, self.pictures)
    }

    /// Puts the closing lines of articles after them, except those that all of several articles share: the
    /// book ends with these, and they are returned.
    fn settle_ends(&mut self) -> Vec<String> {
        let ends = std::mem::take(&mut self.ends);
        let first = ends.first().filter(|_| ends.len() > 1).map(|end| end.lines.clone()).unwrap_or_default();
        let common: Vec<String> =
            first.into_iter().filter(|line| ends.iter().all(|end| end.lines.contains(line))).collect();
        let body = &mut self.book.body;
        let mut blocks = std::mem::take(body).into_iter();
        let mut before = 0;
        for End { at, lines, foreign } in ends {
            body.extend(blocks.by_ref().take(at - before));
            before = at;
            let own = lines.into_iter().filter(|line| !common.contains(line));
            let own = own.map(|line| Block::paragraph(vec![Inline::words(line)], Span::default())).collect();
            body.extend(in_language(own, foreign.as_ref()));
        }
        body.extend(blocks);
        common
    }

    fn new_page(&mut self) {
        // A part's title and its first article may share a page.
        if !matches!(self.book.body.last(), Some(Block::Heading(_))) {
            self.book.body.push(Block::PageBreak(PageBreak { span: Span::default() }));
        }
    }

    fn settle_references(&mut self, article: &mut Article) {
        if article.references.is_empty() {
            return;
        }
        if self.references_in == ReferencesIn::Book && self.merged.take(article) {
            references::remove(&mut article.body);
        } else {
            references::write_out(article);
        }
    }

    /// Adds the article's title block, as blocks.
    fn open(&mut self, article: &Article, level: HeadingLevel, foreign: Option<&Lang>) {
        let front = article.front.clone().unwrap_or_else(|| title_alone(article));
        let title = scoped(front.title, foreign);
        let anchor = Anchor::new(format!("article-{}", self.count));
        self.book.body.push(heading(level, title, Some(anchor), true));
        let said = |content| Block::paragraph(content, Span::default());
        let mut blocks = Vec::new();
        if !front.subtitle.is_empty() {
            blocks.push(said(front.subtitle));
        }
        let mut lines: Vec<Inline> = Vec::new();
        for line in front.lines {
            let end = (!lines.is_empty()).then(|| Inline::Break(LineBreak { span: Span::default() }));
            lines.extend(end.into_iter().chain([Inline::words(line)]));
        }
        if !lines.is_empty() {
            blocks.push(said(lines));
        }
        if !front.summary.is_empty() {
            blocks.push(said(front.summary));
        }
        if !blocks.is_empty() {
            let front = Division {
                lang: foreign.cloned(),
                dir: foreign.map(Lang::direction),
                classes: vec![CHAPTER_FRONT.to_owned()],
                body: blocks,
                ..Division::default()
            };
            self.book.body.push(Block::Division(Box::new(front)));
        }
    }
}

fn title_alone(article: &Article) -> TitleBlock {
    TitleBlock { title: article.meta.title.clone(), ..TitleBlock::default() }
}

fn heading(level: HeadingLevel, content: Vec<Inline>, anchor: Option<Anchor>, numbered: bool) -> Block {
    let unnumbered = (!numbered).then_some("unnumbered");
    let classes = [CHAPTER].into_iter().chain(unnumbered).map(str::to_owned).collect();
    Block::Heading(Box::new(Heading { level, number: None, content, anchor, classes, span: Span::default() }))
}

/// Wraps blocks in a language other than the book's in divisions. Headings stay outside of them, so that the table of
/// contents finds them.
fn in_language(blocks: Vec<Block>, foreign: Option<&Lang>) -> Vec<Block> {
    let Some(lang) = foreign else { return blocks };
    let mut done: Vec<Block> = Vec::new();
    for block in blocks {
        match (block, done.last_mut()) {
            (Block::Heading(mut heading), _) => {
                heading.content = scoped(heading.content, foreign);
                done.push(Block::Heading(heading));
            }
            (block, Some(Block::Division(open))) if open.anchor.is_none() && open.lang.as_ref() == Some(lang) => {
                open.body.push(block);
            }
            (block, _) => done.push(Block::Division(Box::new(Division {
                lang: Some(lang.clone()),
                dir: Some(lang.direction()),
                body: vec![block],
                ..Division::default()
            }))),
        }
    }
    done
}

fn scoped(content: Vec<Inline>, foreign: Option<&Lang>) -> Vec<Inline> {
    let Some(lang) = foreign else { return content };
    vec![Inline::Scope(Box::new(Scope {
        lang: Some(lang.clone()),
        dir: Some(lang.direction()),
        content,
        ..Scope::default()
    }))]
}

/// Resolves links between articles. Links to places that the book does not have are replaced by their text.
fn settle_links(book: &mut Article, diagnostics: &mut Vec<Diagnostic>) {
    let places = places(book);
    for body in bodies(book) {
        for_each_line(body, &mut |line| {
            rewrite(line, &mut |inline| match inline {
                Inline::Link(mut link) => {
                    if let Target::Anchor(anchor) = &link.target {
                        match landing(anchor, &places, diagnostics) {
                            Some(found) => link.target = Target::Anchor(found),
                            None => return link.content,
                        }
                    }
                    vec![Inline::Link(link)]
                }
                Inline::CrossRef(x) if !places.contains(&x.target) => x.content,
                other => vec![other],
            });
        });
    }
}

/// Returns the anchor in the book that an anchor of an article refers to.
fn landing(anchor: &Anchor, places: &HashSet<Anchor>, diagnostics: &mut Vec<Diagnostic>) -> Option<Anchor> {
    let Some(other_article) = anchor.as_str().strip_prefix(OTHER_ARTICLE) else {
        return places.contains(anchor).then(|| anchor.clone());
    };
    let (article, place) = other_article.split_once('#').unwrap_or((other_article, ""));
    let inside = [place.to_owned(), slug(place)].map(|name| Anchor::new(format!("a{article}-{name}")));
    let found = inside.into_iter().find(|anchor| places.contains(anchor));
    if found.is_none() && !place.is_empty() {
        let message = format!("nothing in article {article} of the book has the anchor `{place}`");
        diagnostics.push(Diagnostic::new(Code::DeadLink, message).help("the link leads to the article's title"));
    }
    found.or_else(|| Some(Anchor::new(format!("article-{article}"))))
}

/// Returns every anchor of the book.
fn places(book: &Article) -> HashSet<Anchor> {
    let mut places = HashSet::new();
    for body in book.bodies() {
        for_each_anchor(body, &mut |anchor| places.extend([anchor.clone()]));
    }
    places.extend(book.notes.iter().filter_map(|note| note.anchor.clone()));
    places.extend(book.references.iter().filter_map(|entry| entry.anchor.clone()));
    places
}
