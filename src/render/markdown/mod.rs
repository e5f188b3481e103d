//! Markdown: the article in the syntax that handout reads, in one normal form, to be edited and converted again.
//!
//! A [`Writer`] goes through the article once; each part has its module: front matter ([`meta`]), blocks ([`block`],
//! [`list`], [`table`]), running text ([`inline`]), what keeps words from being taken for markup ([`escape`]). Words
//! are one line per paragraph. Numbers, labels and marks that resolve would make again are not written, sources are:
//! `[@key]` where citations have keys, `[3]` with the list of references where the article writes them out. Paths of
//! pictures and bibliographies stay as they are, relative to the article's own folder.
//!
//! # Reading it back
//! What is written, read and resolved again next to the same files, is the same resolved article: the same blocks and
//! inlines, words, numbers, anchors, marks, notes and metadata. "The same" leaves out
//! - spans, and the labels of footnotes that Markdown has no room for;
//! - how text is cut: texts side by side are one, runs of spaces one space; breaks side by side are one; empty
//!   texts, paragraphs, headings, links, styles and scopes, spaces and breaks at the end of a line, and header rows without
//!   words are none;
//! - whether a link inside the article is a link or a cross-reference, and percent-encoding in addresses;
//! - whether a list is set close, where its items are more than a paragraph with such lists of bullets below it.
//!
//! What Markdown has no words for becomes a [`Code::Loss`]: cells that span or head a row, blocks in cells, a second
//! header row, a picture alone in a paragraph that is no figure, a tip's colon, and what else [`Writer::lose`] is
//! called for. Start with [`Markdown::render`].

mod before;
mod block;
mod citation;
mod escape;
mod formula;
mod inline;
mod list;
mod meta;
mod numbered;
mod table;
#[cfg(test)]
mod tests;
mod tex;

use super::{Context, Format, RenderError, Rendered, Renderer};
use crate::{
    article::{Anchor, Article, Block, HeadingLevel, Inline, Span},
    diagnostic::{Code, Diagnostic},
    locale::Words,
    read::grammar,
    resolve::Resolved,
};
use std::collections::{HashMap, HashSet};

/// Normalised Markdown.
#[derive(Debug, Default)]
pub(super) struct Markdown;

impl Renderer for Markdown {
    fn format(&self) -> Format {
        Format::MARKDOWN
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn description(&self) -> &'static str {
        "Markdown in one normal form, which handout reads back"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let mut writer = Writer::new(article.article());
        let text = writer.document();
        Ok(Rendered { bytes: text.into_bytes(), diagnostics: writer.diagnostics, pages: None })
    }
}

/// Goes through an article and keeps what is noticed on the way.
struct Writer<'a> {
    article: &'a Article,
    words: &'static Words,
    /// How much deeper headings of the body are written than they are: the title is above them.
    shift: u8,
    /// Whether the article writes its references out, so that numerals cite.
    listed: bool,
    /// Names of places so far: one that resolve would give again is not written.
    named: HashSet<String>,
    /// For a name, the first number behind it that may be free.
    next: HashMap<String, u32>,
    /// What resolve calls the places that have a number.
    numbered: HashMap<&'a Anchor, String>,
    /// Whether the next colon must not end a label.
    colon: bool,
    /// The last character of the words before: a narrative citation needs a space after it.
    last: Option<char>,
    /// How many styles are open around the words.
    marked: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Writer<'a> {
    fn new(article: &'a Article) -> Self {
        let deepest = |block: &Block| matches!(block, Block::Heading(heading) if heading.level.get() == 6);
        Self {
            article,
            words: Words::of(&article.lang()),
            shift: u8::from(!article.body.iter().any(deepest)),
            listed: citation::listed(article),
            named: HashSet::new(),
            next: HashMap::new(),
            numbered: numbered::places(article),
            colon: false,
            last: None,
            marked: 0,
            diagnostics: Vec::new(),
        }
    }

    fn document(&mut self) -> String {
        let article = self.article;
        let heading = |block: &'a Block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        };
        let highest = article.body.iter().filter_map(heading).min_by_key(|heading| heading.level);
        if let Some(highest) = highest.filter(|heading| heading.level > HeadingLevel::TOP) {
            let help = "raise its headings outside of quotes and lists";
            self.lose("an article whose headings begin below the first level: they are raised", help, highest.span);
        }
        let mut parts = vec![self.front_matter()];
        if !self.has_plain_title() {
            parts.push(format!("# {}", self.line(self.title())));
        }
        parts.push(self.body(&article.body, true));
        parts.extend(article.notes.iter().map(|note| self.note(note)));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n") + "\n"
    }

    /// Returns the name of a place, where resolve would not give the same again.
    fn place(&mut self, anchor: Option<&Anchor>, natural: &str) -> Option<String> {
        let anchor = anchor?.as_str();
        let again = |number: u32| if number == 1 { natural.to_owned() } else { format!("{natural}-{number}") };
        let number = self.next.entry(natural.to_owned()).or_insert(1);
        while self.named.contains(&again(*number)) {
            *number += 1;
        }
        let natural = again(*number);
        self.named.insert(anchor.to_owned());
        (natural != anchor).then(|| anchor.to_owned())
    }

    /// Tells of words in braces at the end of a line that may have attributes there.
    fn keep_braces(&mut self, line: &[Inline], span: Span) {
        if grammar::ends_in_attributes(line) {
            let help = "let a word or a full stop follow";
            self.lose("words in braces at the end of a tip or caption: they read as its attributes", help, span);
        }
    }

    /// Tells that Markdown has no words for something.
    fn lose(&mut self, what: &str, help: &str, span: Span) {
        let message = format!("Markdown cannot express {what}");
        self.diagnostics.push(Diagnostic::new(Code::Loss, message).help(help).at(span));
    }
}
