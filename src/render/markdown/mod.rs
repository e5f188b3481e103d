//! Markdown: the article in the syntax that handout reads, normalized, to be edited and converted again.
//!
//! A [`Writer`] traverses the article once; each part has its module: front matter ([`meta`]), blocks ([`block`],
//! [`list`], [`table`]), running text ([`inline`]), escaping of text ([`escape`]). A paragraph is one line. Numbers,
//! labels and marks that resolve would assign again are not written; sources are: `[@key]` where citations have keys,
//! `[3]` with the list of references where the article writes them out. Paths of pictures and bibliographies are
//! unchanged, relative to the article's folder.
//!
//! # Reading it back
//! The output, when read and resolved again next to the same files, is the same resolved article: the same blocks and
//! inlines, text, numbers, anchors, marks, notes and metadata. Exceptions are
//! - spans, and labels of footnotes that Markdown does not allow;
//! - the segmentation of text: adjacent texts are one, runs of spaces are one space, adjacent breaks are one; empty
//!   texts, paragraphs, headings, links, styles and scopes, spaces and breaks at the end of a line, and header rows
//!   without text are dropped;
//! - whether a link inside the article is a link or a cross-reference, and percent-encoding in addresses;
//! - whether a list is tight, if its items are more than a paragraph with such bullet lists below it.
//!
//! What Markdown cannot express becomes a [`Code::Loss`]: cells that span or head a row, blocks in cells, a second
//! header row, a picture alone in a paragraph that is not a figure, a tip's colon, and everything else that
//! [`Writer::lose`] is called for. Start with [`Markdown::render`].

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

/// Normalized Markdown.
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
        "normalized Markdown, which reads back as the same article"
    }

    fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
        let mut writer = Writer::new(article.article());
        let text = writer.document();
        Ok(Rendered { bytes: text.into_bytes(), diagnostics: writer.diagnostics, pages: None })
    }
}

/// Traverses an article and collects diagnostics.
struct Writer<'a> {
    article: &'a Article,
    words: &'static Words,
    /// How many levels deeper headings are written: the title is above them.
    shift: u8,
    /// Whether the article writes its references out, so that numerals are citations.
    listed: bool,
    /// The names of anchors so far: one that resolve would assign again is not written.
    named: HashSet<String>,
    /// For a name, the first numeric suffix that may be free.
    next: HashMap<String, u32>,
    /// What resolve calls the numbered anchors.
    numbered: HashMap<&'a Anchor, String>,
    /// Whether the next colon must not end a label.
    colon: bool,
    /// The last character before: a narrative citation needs a space after it.
    last: Option<char>,
    /// The number of open styles.
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

    /// Returns the name of an anchor, unless resolve would assign the same name again.
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

    /// Reports text in braces at the end of a line that may have attributes there.
    fn keep_braces(&mut self, line: &[Inline], span: Span) {
        if grammar::ends_in_attributes(line) {
            let help = "let a word or a period follow";
            self.lose("words in braces at the end of a tip or caption: they read as its attributes", help, span);
        }
    }

    /// Reports something that Markdown cannot express.
    fn lose(&mut self, what: &str, help: &str, span: Span) {
        let message = format!("Markdown cannot express {what}");
        self.diagnostics.push(Diagnostic::new(Code::Loss, message).help(help).at(span));
    }
}
