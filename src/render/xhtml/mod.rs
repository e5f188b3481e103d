//! The body of an article as XHTML, shared by the formats that contain it.
//!
//! It is not a renderer: it makes no file, no `<head>` and no style. A [`Host`] provides the addresses of anchors and
//! pictures, and determines whether `epub:type` is used. The markup is both well-formed XML and valid HTML; all text is
//! escaped, without characters that XML forbids (XML 1.0, 2.2).
//!
//! Start with [`Writer`]; `block` and `inline` have one function per kind of node.

mod block;
#[cfg(test)]
mod commonmark;
mod formula;
mod inline;
mod look;
mod notes;
mod pages;
mod section;
mod stack;
mod table;
mod title;

pub(in crate::render) use super::markup::{Markup, Tag, escaped};
pub(in crate::render) use look::look;
pub(in crate::render) use pages::Spot;
pub(in crate::render) use stack::sheet as tables;

use crate::{
    article::{Anchor, Article, Direction, Formula, Lang, Note},
    locale::{Digits, Words, Writing},
    maths::Node,
};
use std::collections::HashMap;

/// The style sheet of this markup. Sizes and colors are relative to the reader's own.
const STYLE: &str = include_str!("style.css");

/// The style for scripts without italics, as artificially slanted letters are hard to read. Emphasis keeps its own
/// style.
const UPRIGHT: &str = "\nh5, h6 { font-style: normal; }\n";

/// Returns the style sheet of an article in a language.
pub(in crate::render) fn style(lang: &Lang) -> String {
    if Writing::of(lang).has_small_letters() { STYLE.to_owned() } else { STYLE.to_owned() + UPRIGHT }
}

/// What the markup needs to know about the publication that contains it.
pub(in crate::render) trait Host {
    /// Returns the address of an anchor, relative to the file being written.
    fn href(&self, anchor: &Anchor) -> Option<String>;

    /// Returns the address of a picture by its path as written in the article.
    fn picture(&self, path: &str) -> Option<&str>;

    /// Returns the tree of a formula, unless its source cannot be parsed.
    fn formula(&self, formula: &Formula) -> Option<&Node>;

    /// Returns whether `epub:type` attributes are written in addition to ARIA roles.
    fn epub_types(&self) -> bool;

    /// Returns whether entries of the bibliography have backlinks.
    fn links_back(&self) -> bool {
        true
    }

    /// Returns the pages of a printed edition that begin at a spot, with the number and `id` of each.
    fn pages_at(&self, _: Spot) -> &[(usize, String)] {
        &[]
    }
}

/// Writes parts of one article as XHTML.
pub(in crate::render) struct Writer<'a> {
    out: Markup,
    article: &'a Article,
    words: &'static Words,
    digits: Digits,
    host: &'a dyn Host,
    notes: HashMap<&'a str, &'a Note>,
    /// Whether a table is being written: its numbers stay with what they count.
    in_cell: bool,
    /// Whether a link is open; links cannot be nested.
    in_link: bool,
    /// Whether a paragraph of pictures without text is being written: they are shown at their own size.
    pictures_alone: bool,
    /// The width of the next figure that has text next to it, in percent.
    share: Option<u8>,
    /// The index of the next block of the body; `None` outside of the body.
    next_block: Option<usize>,
}

impl<'a> Writer<'a> {
    /// Creates a writer. The first block of the body that it writes has the index `first_block`.
    pub(in crate::render) fn new(article: &'a Article, host: &'a dyn Host, first_block: usize) -> Self {
        let notes = article.notes.iter().map(|note| (note.label.as_str(), note)).collect();
        let (words, digits) = (Words::of(&article.lang()), Digits::of(&article.lang()));
        Self {
            out: Markup::default(),
            article,
            words,
            digits,
            host,
            notes,
            in_cell: false,
            in_link: false,
            pictures_alone: false,
            share: None,
            next_block: Some(first_block),
        }
    }

    /// Returns the markup.
    pub(in crate::render) fn finish(self) -> String {
        self.out.into_string()
    }

    /// Begins a tag with a `role`, and an `epub:type` if the host uses it.
    fn tag_of_kind(&mut self, name: &'static str, epub_type: &str, role: &str) -> Tag<'_> {
        let epub_types = self.host.epub_types();
        self.out.tag(name).maybe("epub:type", epub_types.then_some(epub_type)).attr("role", role)
    }
}

/// Returns the value of `dir` for a run: as given, else that of its language.
fn direction(lang: Option<&Lang>, dir: Option<Direction>) -> Option<&'static str> {
    dir.or_else(|| lang.map(Lang::direction)).map(|dir| match dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    })
}
