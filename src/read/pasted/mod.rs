//! The reader for raw text, as copied from a web page or a leaflet: structure is found by the shape of lines.
//!
//! The way through: [`lines`] splits the source; [`furniture`] takes out what was copied along with the text ([`pages`],
//! [`navigation`], [`mail`], links of [`entries`]); [`passage`] joins hard-wrapped lines; [`classify`] says what each passage is ([`front`], [`score`] for headings, [`runs`] for lists, [`works`] for references);
//! [`assemble`] builds the article, its words by [`inline`]. [`super::common::words`] holds the few words known by meaning.
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
//!   what stands under a heading such as "Sources", or "Further reading" where all of it looks like works. Only a numbered list makes citations of `[1]` and
//!   raised digits, and of `(1)` where no text in brackets cites and no such number counts the parts of a sentence.
//! - *Mail*: the subject is the title, sender and date are the byline; lines that open with `>` are quotes.
//! - *Left out*, each with a diagnostic: the title's copy, a heading at the end that leads to nothing, running heads and
//!   page numbers, navigation of web pages, other headers of mail.
//!
//! It never numbers, and it never guesses a date.

mod assemble;
mod classify;
mod columns;
mod entries;
mod explain;
mod front;
mod furniture;
mod hyphen;
mod inline;
mod lines;
mod mail;
mod marker;
mod navigation;
mod pages;
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
use classify::Outline;
use furniture::Furniture;
use lines::Line;
use passage::Passage;
use std::cell::{Cell, RefCell};

/// What was found out about a text.
struct Analysis<'a> {
    lines: Vec<Line<'a>>,
    /// Lines that are not part of the text.
    furniture: Vec<Furniture<'a>>,
    passages: Vec<Passage>,
    outline: Outline,
}

impl<'a> Analysis<'a> {
    fn of(text: &'a str) -> Self {
        let (lines, furniture) = furniture::take(lines::lines(text));
        let passages = passage::passages(&lines);
        let outline = classify::classify(&passages);
        Self { lines, furniture, passages, outline }
    }
}

/// Reads a pasted source.
pub(super) fn read(source: &Source) -> Reading {
    let Analysis { lines, furniture, passages, outline } = Analysis::of(&source.text);
    let inliner = inline::Inliner {
        cited: outline.works.last_number(),
        in_parentheses: outline.cites_in_parentheses(&passages),
        hyphens: hyphen::Hyphens::of(&lines),
    };
    let mut diagnostics = Vec::new();
    if passages.is_empty() {
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "the article has no words").help("write some text"));
    }
    diagnostics.extend(soft_hyphens(&source.text));
    diagnostics.extend(columns::report(&lines));
    let mut account = Account::default();
    for left in &furniture {
        account.leave_out(left.reason, Span::new(left.line.start, left.line.end()), left.line.text);
    }
    let assembler = assemble::Assembler {
        text: &source.text,
        lines: &lines,
        passages: &passages,
        outline: &outline,
        inliner,
        captions: Cell::default(),
        account: RefCell::new(account),
    };
    let article = assembler.article(&mut diagnostics);
    Reading { article, account: assembler.account.into_inner(), diagnostics, text: None }
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
