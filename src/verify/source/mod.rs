//! Checks an article against its source: every word of the source must be in the article or in the reader's account.
//!
//! The words of the source are extracted by code that shares nothing with the readers: [`html`] extracts the text of
//! a parsed page, [`docx`] that of the parts of a Word document, [`markdown`] the text events of pulldown-cmark
//! without the [`syntax`] of dialects. Pasted text is used as a whole, and of JSON every string. [`article`] lists
//! the words of the AST, [`words`] defines what a word is, [`compare`] compares two bags of words, and [`order`] the
//! order of paragraphs.
//!
//! The check does not see the order of words within a paragraph or of short lines, punctuation, styles, or link
//! targets. A word that is lost in one place and duplicated in another goes unnoticed.

mod article;
mod boxes;
mod compare;
mod docx;
mod html;
mod markdown;
mod order;
mod syntax;
#[cfg(test)]
mod tests;
mod words;

use crate::{
    article::{Span, count_words},
    diagnostic::{Code, Diagnostic, Source},
    read::{Reading, Syntax},
};
use std::borrow::Cow;

/// The text of a source, divided by whether the article must contain it.
#[derive(Debug, Default)]
struct SourceText<'a> {
    /// Text that must be in the article or in the account, with its position where known.
    required: Vec<Piece<'a>>,
    /// Text that may be in the article: attributes, comments, text within syntax.
    optional: String,
}

/// A run of text. Words do not extend from one piece into the next.
#[derive(Debug)]
struct Piece<'a> {
    /// The byte in the source where it starts, if known.
    at: Option<usize>,
    text: Cow<'a, str>,
}

impl<'a> SourceText<'a> {
    fn of(source: &'a Source, syntax: Syntax) -> Self {
        match syntax {
            Syntax::Markdown => markdown::text(&source.text),
            Syntax::Html => html::page(&source.text),
            Syntax::Pasted => Self::whole(&source.text),
            Syntax::Docx => docx::text(source.bytes()),
            Syntax::Json => json(&source.text),
        }
    }

    fn whole(text: &'a str) -> Self {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            Piece { at: Some(start), text: line.into() }
        });
        Self { required: lines.collect(), optional: String::new() }
    }

    fn require(&mut self, at: Option<usize>, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.required.push(Piece { at, text });
        }
    }

    fn allow(&mut self, text: &str) {
        self.optional.push('\n');
        self.optional.push_str(text);
    }
}

/// Extracts all strings of a JSON text that are not part of its structure.
fn json(text: &str) -> SourceText<'_> {
    let mut found = SourceText::default();
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
        let mut words = String::new();
        // the format version is not text of the article
        article::strings(value.get("article").unwrap_or(&value), &mut words);
        found.require(None, words);
    }
    found
}

/// A difference between a source and its article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceDifference {
    /// Words that are neither in the article nor in the account.
    Lost {
        /// The words, in source order.
        words: String,
        /// Their position; unknown for web pages.
        span: Option<Span>,
    },
    /// Words that occur in the article more often than in the source.
    Added {
        /// The words.
        words: String,
    },
    /// A paragraph at another position than in the source.
    Moved {
        /// Its first words.
        words: String,
    },
}

impl SourceDifference {
    /// Converts the difference to an error diagnostic.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let help = "this is a bug in handout: please report it";
        match self {
            Self::Lost { words, span } => {
                let message = format!("the article lacks words of the source: `{words}`");
                Diagnostic::new(Code::LostWords, message).at(span.unwrap_or_default()).help(help)
            }
            Self::Added { words } => {
                let message = format!("the article has words that are not in the source, or not as often: `{words}`");
                Diagnostic::new(Code::LostWords, message).help(help)
            }
            Self::Moved { words } => {
                let message = format!("the article has a paragraph in a different position than the source: `{words}`");
                Diagnostic::new(Code::LostWords, message).help(help)
            }
        }
    }
}

/// The result of comparing a source with its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SourceCheck {
    /// The number of words (separated by white space) that must be in the article or in the account.
    pub words: usize,
    /// The words that are lost, duplicated or moved, as runs.
    pub differences: Vec<SourceDifference>,
}

/// Compares the words of a source with those of its article and account, in linear time.
#[must_use]
pub fn verify_source(source: &Source, syntax: Syntax, reading: &Reading) -> SourceCheck {
    let text = SourceText::of(source, syntax);
    let article = article::text(&reading.article, syntax);
    // words that were left out next to one another may be parts of one word of the source
    let mut left_out: Vec<_> = reading.account.left_out().iter().collect();
    left_out.sort_by_key(|left| left.span.start);
    let left_out = left_out.into_iter().map(|left| left.words.as_str());
    SourceCheck {
        words: text.required.iter().map(|piece| count_words(&piece.text)).sum(),
        differences: compare::differences(&text, &article, left_out),
    }
}
