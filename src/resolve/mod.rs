//! Resolving: what every format must agree on is decided here, once.
//!
//! Numbers of headings, tips, lists, notes, tables and figures; anchors and links between them; citation marks
//! and bibliography entries; the title block; the pictures. Renderers take a [`Resolved`] and count nothing.
//! An article that is resolved already (read back from JSON) passes through unchanged but for its pictures.
//!
//! Start with [`resolve`]: it lists the steps in the order they must run, one module each. A sound article
//! (one that [`Article::validate`] has nothing against) stays sound.

mod anchors;
#[cfg(test)]
pub(crate) mod any;
mod captions;
mod citations;
mod front;
mod headings;
mod links;
mod lists;
mod notes;
mod pictures;
mod slug;
#[cfg(test)]
mod tests;
mod tips;

pub(crate) use crate::article::walk_mut as rewrite;

use crate::{
    article::{Anchor, Article, Caption, Inline, Lang, ReferencesMode, Stage, plain_text},
    diagnostic::{Diagnostic, Source},
    env::Env,
    locale::{Digits, Words},
};
use std::{collections::BTreeMap, sync::Arc};

/// A picture's bytes with what was found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// The media type, found from the bytes: `image/png`.
    pub media_type: String,
    /// Width in pixels, as shown (after EXIF orientation).
    pub width: u32,
    /// Height in pixels, as shown.
    pub height: u32,
}

impl Picture {
    /// Whether it is an SVG drawing, made plain: its size is in CSS pixels, 96 to the inch.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.media_type == crate::drawing::MEDIA_TYPE
    }
}

/// An article that is numbered, linked and complete, with its pictures. Made by [`resolve`] only.
#[derive(Debug, Clone)]
pub struct Resolved {
    article: Article,
    pictures: BTreeMap<String, Picture>,
}

#[cfg(test)]
impl Resolved {
    /// An article that a test has written out as resolved, without pictures.
    pub(crate) fn for_tests(mut article: Article) -> Self {
        article.stage = Stage::Resolved;
        Self { article, pictures: BTreeMap::new() }
    }
}

impl Resolved {
    /// A book of resolved articles.
    pub(crate) fn joined(mut article: Article, pictures: BTreeMap<String, Picture>) -> Self {
        article.resources = pictures::resources(&article, &pictures);
        article.stage = Stage::Resolved;
        Self { article, pictures }
    }

    /// The article and its pictures.
    pub(crate) fn into_parts(self) -> (Article, BTreeMap<String, Picture>) {
        (self.article, self.pictures)
    }

    /// The article; its stage is [`Stage::Resolved`].
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// A picture by its path as the article writes it: one of [`Article::resources`], or the cover.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }
}

/// Where a link leads that leaves the article for another of the same book: by the address as written, without scheme.
pub(crate) type Elsewhere<'a> = &'a dyn Fn(&str) -> Option<Anchor>;

/// What the caller decides for articles, whatever they say for themselves but where it is said otherwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// Bibliography files beside those that the article names, already read: the command line may name
    /// files outside the article's folder. The name's ending tells the format.
    pub bibliography: Vec<Arc<Source>>,
    /// The citation style, whatever the articles name.
    pub csl: Option<Style>,
    /// The citation style of articles that name none.
    pub usual_csl: Option<Style>,
    /// How bibliographies appear, whatever the articles say.
    pub references: Option<ReferencesMode>,
    /// The language, whatever the articles say.
    pub lang: Option<Lang>,
    /// The language of articles that name none; without it, it is found from their prose ([`crate::read::read_as`]).
    pub usual_lang: Option<Lang>,
}

/// A citation style.
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// A bundled style by its name: `ama`.
    Named(String),
    /// A CSL file, already read.
    File(Arc<Source>),
}

/// Words the title block of an article that has none, and finds a title.
pub(crate) fn word_title(article: &mut Article, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) {
    let words = Words::of(&article.lang());
    front::resolve(article, name, words, diagnostics);
}

/// The pictures that an article names, its cover among them.
pub(crate) fn pictures_of(
    article: &Article,
    env: &dyn Env,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Picture> {
    pictures::load(article, env, diagnostics)
}

/// The names of the bundled citation styles, sorted.
#[must_use]
pub fn style_names() -> Vec<&'static str> {
    citations::style_names()
}

/// Whether an article's citations are looked up in bibliographies when it is resolved, the caller's among them.
#[must_use]
pub fn looks_up(article: &Article) -> bool {
    article.stage == Stage::Read && citations::looks_up(article)
}

/// What an article is called in names of files: from its title, or from `name` when it has none. Letters a to z,
/// digits and hyphens; empty when nothing of the title can be written so.
#[must_use]
pub fn slug_of(article: &Article, name: Option<&str>) -> String {
    let mut article = article.clone();
    if article.stage == Stage::Read {
        let words = Words::of(&article.lang());
        front::resolve(&mut article, name, words, &mut Vec::new());
    }
    slug::slug(&plain_text(&article.meta.title))
}

/// Words as lower-case letters a to z, digits and hyphens.
pub(crate) fn slug(words: &str) -> String {
    slug::slug(words)
}

/// The name that a heading gets from its words; empty where they give none.
pub(crate) fn heading_name(content: &[Inline]) -> String {
    anchors::by_words(content)
}

/// The name that a table or figure gets from its label.
pub(crate) fn captioned_name(kind: &str, caption: &Option<Caption>) -> String {
    anchors::captioned(kind, caption)
}

/// Resolves an article. Files are read through `env`; what is noticed is added to `diagnostics`.
///
/// `name` is what the article is called outside: its file's name without the ending. It titles an article
/// that has no title, and finds `NAME.bib` beside it.
pub fn resolve(
    article: Article,
    name: Option<&str>,
    env: &dyn Env,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resolved {
    resolve_among(article, name, env, options, &|_| None, diagnostics)
}

/// Resolves an article that may link to others of its book.
pub(crate) fn resolve_among(
    mut article: Article,
    name: Option<&str>,
    env: &dyn Env,
    options: &Options,
    elsewhere: Elsewhere<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resolved {
    if article.stage == Stage::Read {
        let own = article.meta.lang.take();
        article.meta.lang = options.lang.clone().or(own).or_else(|| options.usual_lang.clone());
        let (words, digits) = (Words::of(&article.lang()), Digits::of(&article.lang()));
        front::resolve(&mut article, name, words, diagnostics);
        let prepared = citations::prepare(&mut article, &citations::Sources { name, env, options }, diagnostics);
        notes::order(&mut article, diagnostics);
        let mut names = anchors::keep_given(&mut article, diagnostics);
        citations::resolve(&mut article, prepared.as_ref(), options.references, &mut names, diagnostics);
        headings::level(&mut article, digits, diagnostics);
        lists::label(&mut article, digits);
        tips::number(&mut article, digits);
        captions::label(&mut article, words, digits);
        let places = anchors::place(&mut article, names);
        links::resolve(&mut article, &places, elsewhere, words, diagnostics);
        pictures::look_for_alt(&article, diagnostics);
    }
    let pictures = pictures::load(&article, env, diagnostics);
    if article.stage == Stage::Read {
        article.resources = pictures::resources(&article, &pictures);
        article.stage = Stage::Resolved;
    }
    Resolved { article, pictures }
}
