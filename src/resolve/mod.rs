//! Resolving: decides once what all formats must agree on.
//!
//! Numbers of headings, tips, lists, notes, tables and figures; anchors and links between them; citations and
//! bibliography entries; the title block and the colophon; the pictures. Renderers take a [`Resolved`] and number
//! nothing. An article that is already resolved (read back from JSON) passes through unchanged; only its pictures are
//! loaded.
//!
//! Start with [`resolve`]: it calls the steps, one module each, in the required order. A valid article
//! ([`Article::validate`]) stays valid.

pub(crate) mod addresses;
mod anchors;
#[cfg(test)]
pub(crate) mod any;
pub(crate) mod apostrophes;
mod bodies;
mod captions;
mod citations;
mod formulas;
mod front;
mod gaps;
mod headings;
mod links;
mod lists;
mod notes;
mod organization;
mod pictures;
mod qr;
mod review;
mod slug;
mod summary;
#[cfg(test)]
mod tests;
mod tips;
mod undrawn;

pub(crate) use crate::article::walk_mut as rewrite;
#[cfg(feature = "docx")]
pub(crate) use lists::numeral;

use crate::{
    article::{Anchor, Article, Caption, Formula, Inline, Lang, Organization, ReferencesMode, Stage, plain_text},
    diagnostic::{Diagnostic, Source},
    env::Env,
    locale::{Digits, Words},
    maths::Node,
};
use std::{collections::BTreeMap, sync::Arc};

/// A picture's bytes with its media type and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
    /// The media type, detected from the bytes: `image/png`.
    pub media_type: String,
    /// The displayed width in pixels (after applying the EXIF orientation).
    pub width: u32,
    /// The displayed height in pixels.
    pub height: u32,
}

impl Picture {
    /// Returns whether it is an SVG drawing. Its size is in CSS pixels, 96 per inch.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.media_type == crate::drawing::MEDIA_TYPE
    }
}

/// An article that is numbered, linked and complete, with its pictures. Only [`resolve`] creates one.
#[derive(Debug, Clone)]
pub struct Resolved {
    article: Article,
    pictures: BTreeMap<String, Picture>,
    formulas: formulas::Formulas,
}

#[cfg(test)]
impl Resolved {
    /// Wraps an article that a test wrote in resolved form, without pictures.
    pub(crate) fn for_tests(mut article: Article) -> Self {
        article.stage = Stage::Resolved;
        let formulas = formulas::Formulas::of(&article, &mut Vec::new());
        Self { article, pictures: BTreeMap::new(), formulas }
    }
}

impl Resolved {
    /// Wraps a book of resolved articles.
    pub(crate) fn joined(mut article: Article, pictures: BTreeMap<String, Picture>) -> Self {
        article.resources = pictures::resources(&article, &pictures);
        article.stage = Stage::Resolved;
        // each article has already reported its own
        let formulas = formulas::Formulas::of(&article, &mut Vec::new());
        Self { article, pictures, formulas }
    }

    /// Returns the article and its pictures, consuming `self`.
    pub(crate) fn into_parts(self) -> (Article, BTreeMap<String, Picture>) {
        (self.article, self.pictures)
    }

    /// Returns the article; its stage is [`Stage::Resolved`].
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Returns the picture with a path as written in the article: one of [`Article::resources`], or the cover.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }

    /// Returns the tree of a formula, or `None` if its source is invalid.
    pub(crate) fn formula(&self, formula: &Formula) -> Option<&Node> {
        self.formulas.tree(formula)
    }
}

/// Maps the address of a link, as written and without a scheme, to an anchor in another article of the same book.
pub(crate) type OtherArticles<'a> = &'a dyn Fn(&str) -> Option<Anchor>;

/// Options of resolving. They override settings in articles, unless noted otherwise. Start from [`Options::default`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Bibliography files in addition to those that the article names. They are already loaded, as the command line
    /// may name files outside the article's folder. The file extension determines the format.
    pub bibliography: Vec<Arc<Source>>,
    /// The citation style.
    pub csl: Option<Style>,
    /// The citation style of articles that do not set one.
    pub usual_csl: Option<Style>,
    /// How bibliographies are printed.
    pub references: Option<ReferencesMode>,
    /// The language.
    pub lang: Option<Lang>,
    /// The language of articles that do not set one. By default it is detected from their prose
    /// ([`crate::read::read_as`]).
    pub usual_lang: Option<Lang>,
    /// The organization of articles that do not set one. It also completes an organization that an article only
    /// partly describes. Its logo is a `data:` address.
    pub organization: Option<Organization>,
    /// The date, as `YYYY-MM-DD`, on which review dates are checked; `None` skips the check. It affects only
    /// messages.
    pub today: Option<String>,
}

impl Options {
    /// Sets bibliography files in addition to those that the article names.
    #[must_use]
    pub fn bibliography(mut self, files: Vec<Arc<Source>>) -> Self {
        self.bibliography = files;
        self
    }

    /// Sets the citation style of all articles, and that of articles that do not set one.
    #[must_use]
    pub fn styles(mut self, csl: Option<Style>, usual_csl: Option<Style>) -> Self {
        (self.csl, self.usual_csl) = (csl, usual_csl);
        self
    }

    /// Sets how the bibliographies of all articles are printed.
    #[must_use]
    pub fn references(mut self, references: Option<ReferencesMode>) -> Self {
        self.references = references;
        self
    }

    /// Sets the language of all articles, and that of articles that do not set one.
    #[must_use]
    pub fn languages(mut self, lang: Option<Lang>, usual_lang: Option<Lang>) -> Self {
        (self.lang, self.usual_lang) = (lang, usual_lang);
        self
    }

    /// Sets the date on which review dates are checked.
    #[must_use]
    pub fn today(mut self, today: Option<String>) -> Self {
        self.today = today;
        self
    }

    /// Sets the organization that publishes the articles.
    #[must_use]
    pub fn organization(mut self, organization: Option<Organization>) -> Self {
        self.organization = organization;
        self
    }
}

/// A citation style.
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// A bundled style by name: `ama`.
    Named(String),
    /// The contents of a CSL file.
    File(Arc<Source>),
}

/// Composes the title, title block and colophon of an article.
pub(crate) fn word_title(article: &mut Article, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) {
    let words = Words::of(&article.lang());
    front::resolve(article, name, words, diagnostics);
}

/// Loads the pictures of an article, including its cover.
pub(crate) fn pictures_of(
    article: &Article,
    env: &dyn Env,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Picture> {
    pictures::load(article, env, diagnostics)
}

/// Returns the names of the bundled citation styles, sorted.
#[must_use]
pub fn style_names() -> Vec<&'static str> {
    citations::style_names()
}

/// Returns whether resolving an article looks up citations in bibliographies.
#[must_use]
pub fn looks_up(article: &Article) -> bool {
    article.stage == Stage::Read && citations::looks_up(article)
}

/// Returns the slug of an article's title, or of `name` if it has none: lowercase letters a to z, digits and hyphens.
/// It is empty if the title has none of these.
#[must_use]
pub fn slug_of(article: &Article, name: Option<&str>) -> String {
    let mut article = article.clone();
    if article.stage == Stage::Read {
        let words = Words::of(&article.lang());
        front::resolve(&mut article, name, words, &mut Vec::new());
    }
    slug::slug(&plain_text(&article.meta.title))
}

/// Returns text as lowercase letters a to z, digits and hyphens.
pub(crate) fn slug(words: &str) -> String {
    slug::slug(words)
}

/// Returns the anchor name that a heading gets from its text, or an empty string.
pub(crate) fn heading_name(content: &[Inline]) -> String {
    anchors::by_words(content)
}

/// Returns the anchor name that a table or figure gets from its label.
pub(crate) fn captioned_name(kind: &str, caption: &Option<Caption>) -> String {
    anchors::captioned(kind, caption)
}

/// Resolves an article. Files are read through `env`; errors, warnings and notes are added to `diagnostics`.
///
/// `name` is the file name of the article without its extension. It is the fallback title, and locates `NAME.bib`
/// next to the article.
pub fn resolve(
    article: Article,
    name: Option<&str>,
    env: &dyn Env,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resolved {
    resolve_among(article, name, env, options, &|_| None, diagnostics)
}

/// Resolves an article that may link to others of the same book.
pub(crate) fn resolve_among(
    mut article: Article,
    name: Option<&str>,
    env: &dyn Env,
    options: &Options,
    other_articles: OtherArticles<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resolved {
    if article.stage == Stage::Read {
        organization::complete(&mut article.meta, options.organization.as_ref());
        let own = article.meta.lang.take();
        article.meta.lang = options.lang.clone().or(own).or_else(|| options.usual_lang.clone());
        let words = Words::of(&article.lang());
        organization::fill_boxes(&mut article, words);
        qr::fill_in(&mut article, words, diagnostics);
        if let Some(today) = &options.today {
            review::check(&article.meta, today, diagnostics);
        }
    }
    let pictures = pictures::load(&article, env, diagnostics);
    if article.stage == Stage::Read {
        pictures::look_for_alt(&article, diagnostics);
    }
    undrawn::describe_in_lines(&mut article, &pictures);
    let formulas = formulas::Formulas::of(&article, diagnostics);
    if article.stage == Stage::Read {
        let (words, digits) = (Words::of(&article.lang()), Digits::of(&article.lang()));
        formulas.say(&mut article);
        front::resolve(&mut article, name, words, diagnostics);
        let moved = front::move_to_body(&mut article);
        let prepared = citations::prepare(&mut article, &citations::Sources { name, env, options }, diagnostics);
        notes::order(&mut article, diagnostics);
        let mut names = anchors::keep_given(&mut article, diagnostics);
        citations::resolve(&mut article, prepared.as_ref(), options.references, &mut names, diagnostics);
        headings::level(&mut article, digits, diagnostics);
        lists::label(&mut article, digits);
        tips::number(&mut article, digits);
        captions::label(&mut article);
        formulas::number(&mut article, digits);
        let places = anchors::place(&mut article, names);
        if moved {
            front::move_back(&mut article);
        }
        links::resolve(&mut article, &places, other_articles, words, diagnostics);
        apostrophes::set(&mut article);
        article.stage = Stage::Resolved;
        article.resources = pictures::resources(&article, &pictures);
    }
    undrawn::describe_figures(&mut article, &pictures);
    Resolved { article, pictures, formulas }
}
