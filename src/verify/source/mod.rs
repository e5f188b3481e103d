//! Checks an article against its source: every word of the source is in the article or in the reader's account.
//!
//! The words of the source are extracted here by code that shares nothing with the readers: [`html`] takes the text of
//! a parsed page, [`docx`] that of the parts of a Word document, [`markdown`] the text events of pulldown-cmark without the [`syntax`] of dialects, pasted text counts as a whole, and of JSON every string.
//! [`article`] lists the words of the AST, [`words`] says what a word is, [`compare`] compares two bags of words, and [`order`] the
//! order of paragraphs.
//!
//! The check cannot see the order of words within a paragraph or of short lines, punctuation, styles, or where links lead. A
//! word that is lost in one place and doubled in another evens out.

mod article;
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

/// The text of a source, by what must become of it.
#[derive(Debug, Default)]
struct SourceText<'a> {
    /// Text that must be in the article or in the account, with its place where that is known.
    required: Vec<Piece<'a>>,
    /// Text that may be in the article: attributes, comments, what is behind a piece of syntax.
    optional: String,
}

/// A run of text. Words do not go on from one piece to the next.
#[derive(Debug)]
struct Piece<'a> {
    /// The byte of the source where it starts.
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

/// Every string of a JSON text that is not part of its structure.
fn json(text: &str) -> SourceText<'_> {
    let mut found = SourceText::default();
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
        let mut words = String::new();
        // the version of the form is no word of the article
        article::strings(value.get("article").unwrap_or(&value), &mut words);
        found.require(None, words);
    }
    found
}

/// Words of a source that its article does not have, or has too often.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceDifference {
    /// Words that are neither in the article nor in the account.
    Lost {
        /// The words, in the order of the source.
        words: String,
        /// Where they are; unknown for web pages.
        span: Option<Span>,
    },
    /// Words that the article has more often than the source.
    Added {
        /// The words.
        words: String,
    },
    /// A paragraph that is at another place than in the source.
    Moved {
        /// Its first words.
        words: String,
    },
}

impl SourceDifference {
    /// Returns the difference as an error of the article.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let help = "this is a bug in handout: please report it";
        match self {
            Self::Lost { words, span } => {
                let message = format!("the article lacks words of the source: `{words}`");
                Diagnostic::new(Code::LostWords, message).at(span.unwrap_or_default()).help(help)
            }
            Self::Added { words } => {
                let message =
                    format!("the article has words that the source does not have, or not as often: `{words}`");
                Diagnostic::new(Code::LostWords, message).help(help)
            }
            Self::Moved { words } => {
                let message = format!("the article has a paragraph at another place than the source: `{words}`");
                Diagnostic::new(Code::LostWords, message).help(help)
            }
        }
    }
}

/// What comparing a source with its article gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SourceCheck {
    /// How many words of the source must be in the article or in the account, separated by white space.
    pub words: usize,
    /// Every run of words that is lost, doubled or moved.
    pub differences: Vec<SourceDifference>,
}

/// Compares the words of a source with those of its article and account. Runs in time linear in the source.
#[must_use]
pub fn verify_source(source: &Source, syntax: Syntax, reading: &Reading) -> SourceCheck {
    let text = SourceText::of(source, syntax);
    let article = article::text(&reading.article, syntax);
    let left_out = reading.account.left_out().iter().map(|left| left.words.as_str());
    SourceCheck {
        words: text.required.iter().map(|piece| count_words(&piece.text)).sum(),
        differences: compare::differences(&text, &article, left_out),
    }
}
