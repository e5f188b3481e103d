//! The reader for raw text, as copied from a web page or a leaflet. Structure is inferred from the shape of lines.
//!
//! The steps: [`lines`] splits the source; [`furniture`] removes what was copied along with the text ([`pages`],
//! [`navigation`], [`mail`], links of [`entries`]); [`passage`] joins hard-wrapped lines; [`classify`] assigns roles
//! to passages ([`front`], [`score`] and [`sections`] for headings, [`runs`] for lists, [`works`] for references);
//! [`assemble`] builds the article, with text from [`inline`]. [`super::common::words`] has the few words whose
//! meaning is known.
//!
//! # Rules
//! - *Title*: the first short line without a period; or one near the top that occurs twice (the copy is left out,
//!   with a note). A few words above it are the category; a short line directly below it is the subtitle.
//! - *Byline*: a line near the top or the end in which every part names a person or a date.
//! - *Heading*: scored by shape and context ([`score`]); an underline decides. When in doubt, a paragraph.
//! - *Tips*: a run of decimal numbers is tips if every item is short like a heading and has text below it (the item
//!   is the lead; the text up to the next item or heading is the body), or if the line or heading above announces
//!   tips, steps or advice (an item's text is its body, or its lead if it is short like a heading and text follows).
//!   Numbers that continue across other headings number sections. Any other run is a list; bullets always are. A
//!   lead-in that announces other tips ends the last tip before it.
//! - *Table*: consecutive lines with words separated by tabs, or by spaces into aligned columns. `Table 2. …`
//!   directly above or below is its caption. The first row is a header if it has no digits, and a column below it
//!   contains only numbers.
//! - *Callout*: a known label, a colon, and text: `Suggested Reading: …`, `Warning: …`. A heading such as "Key facts"
//!   directly above a list makes it a box.
//! - *References*: a numbered list at the end whose entries look like works (a year, a DOI, an address), or the text
//!   below a heading such as "Sources", or "Further reading" if all of it looks like works. Only with a numbered list
//!   are `[1]` and superscript digits citations, and `(1)` only if there are no citations in brackets and no such
//!   number enumerates parts of a sentence. Numbers right after stops (`tea.1,2`) cite if nothing else does ([`dropped`]).
//! - *Mail*: the subject is the title, sender and date are the byline; lines that start with `>` are quotes.
//! - *Left out*, each with a diagnostic: the copy of the title, an empty heading at the end, running heads and page
//!   numbers, navigation of web pages, other mail headers.
//!
//! It never numbers, and it never guesses a date.

mod assemble;
mod classify;
mod columns;
mod dropped;
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
mod opens;
mod pages;
mod passage;
mod role;
mod runs;
mod score;
mod sections;
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

/// The analysis of a text.
struct Analysis<'a> {
    lines: Vec<Line<'a>>,
    /// The lines that are not part of the text.
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
        after_stops: outline.cites_after_stops(&passages),
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

/// Returns a note about soft hyphens, which show where a page once broke its words; outputs hyphenate by themselves.
fn soft_hyphens(text: &str) -> Option<Diagnostic> {
    let first = text.find('\u{ad}')?;
    let message = match text.matches('\u{ad}').count() {
        1 => "a soft hyphen was left out".to_owned(),
        count => format!("{count} soft hyphens were left out"),
    };
    Some(Diagnostic::new(Code::Tidied, message).at(Span::new(first, first + '\u{ad}'.len_utf8())))
}
