//! The reader for raw text, as copied from a web page or a leaflet: structure is found by the shape of lines.
//!
//! The way through: [`lines`] splits the source; [`passage`] joins hard-wrapped lines; [`classify`] says what
//! each passage is ([`front`], [`score`] for headings, [`runs`] for lists, [`works`] for references);
//! [`assemble`] builds the article, its words by [`inline`]. [`words`] holds the few words known by meaning.
//!
//! # Rules
//! - *Title*: the first short line without a full stop; or one near the top that stands twice (the copy is left
//!   out, with a note). A few words above it are the category; a short line right below it is the subtitle.
//! - *Byline*: a line near the top or the end of which every part names a person or a date.
//! - *Heading*: scored by shape and neighbours ([`score`]); an underline decides. When unsure, a paragraph.
//! - *Tips*: a run of decimal numbers is tips when every item is short like a heading and has text of its own below
//!   (item: lead; text to the next item or heading: body), or when the line or heading above calls for tips, steps
//!   or advice (an item's words are its body, or its lead when they are short like a heading and text follows).
//!   Numbers that count up across headings of their own number sections. Any other run is a list; bullets always are.
//!   A lead-in that calls for tips of its own ends the last tip before it.
//! - *Table*: lines right below one another whose words are parted by tabs, or by spaces into the same columns. `Table 2. …` right above or below is its
//!   caption. The first row is a head when it has no digits, and a column below it nothing but numbers.
//! - *Callout*: a known label, a colon, and words: `Suggested Reading: …`, `Warning: …`. A heading such as
//!   "Key facts" right over a list makes a box of it.
//! - *References*: a numbered list at the end whose entries look like works (a year, a DOI, an address), or
//!   what stands under a heading such as "Sources", or "Further reading" where all of it looks like works. Only a numbered list makes citations of `[1]` and raised digits.
//! - *Left out*, each with a diagnostic: the title's copy, and a heading at the end that leads to nothing.
//!
//! It never numbers, and it never guesses a date.

mod assemble;
mod classify;
mod explain;
mod front;
mod hyphen;
mod inline;
mod lines;
mod marker;
mod passage;
mod role;
mod runs;
mod score;
mod shape;
mod tables;
mod works;

pub use explain::{Explained, explain};
pub use role::Role;

use super::{Account, Reading};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic, Source},
};

/// Reads a pasted source.
pub(super) fn read(source: &Source) -> Reading {
    let lines = lines::lines(&source.text);
    let passages = passage::passages(&lines);
    let outline = classify::classify(&passages);
    let inliner = inline::Inliner { cited: outline.works.last_number(), hyphens: hyphen::Hyphens::of(&lines) };
    let mut diagnostics = Vec::new();
    if passages.is_empty() {
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "the article has no words").help("write some text"));
    }
    diagnostics.extend(soft_hyphens(&source.text));
    let captions = std::cell::Cell::new(0);
    let assembler = assemble::Assembler { lines: &lines, passages: &passages, outline: &outline, inliner, captions };
    let mut account = Account::default();
    let article = assembler.article(&mut account, &mut diagnostics);
    Reading { article, account, diagnostics }
}

/// Soft hyphens say where a page once broke its words; the outputs break their own.
fn soft_hyphens(text: &str) -> Option<Diagnostic> {
    let first = text.find('\u{ad}')?;
    let message = match text.matches('\u{ad}').count() {
        1 => "a soft hyphen was left out".to_owned(),
        count => format!("{count} soft hyphens were left out"),
    };
    Some(Diagnostic::new(Code::Tidied, message).at(Span::new(first, first + '\u{ad}'.len_utf8())))
}
