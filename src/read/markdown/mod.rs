//! The Markdown reader: CommonMark with common extensions, built on pulldown-cmark's events.
//!
//! Data flows in one direction: [`source`] replaces other syntaxes before parsing; [`events`] passes the parser's
//! events to a [`block`] builder and raw HTML to [`html`]; text becomes [`inline`]s; [`front`] reads the markup in
//! the title. The title and the reference list are handled last, for the whole article. The reader reads no other
//! file and numbers nothing.
//!
//! # Rules
//! - *Title*: the title in front matter, which (like the subtitle) may contain emphasis, code and superscripts; else
//!   the first level-1 heading, which is removed from the body. The other headings are raised so that the highest of
//!   them is level 1.
//! - *Tips*: an ordered list becomes tips if each item opens with bold text (the lead; the rest is the body), or if
//!   it is the first block under a heading, or follows a paragraph ending in a colon, that announces tips, steps or
//!   advice; or under a heading with `{.tips}`. `{.continue}` on the heading continues the numbering. `{.list}` keeps
//!   a list a list. `<div class="tips">` or `::: {.tips}` around a list, or a line `{.tips}` above it, marks tips
//!   explicitly, also with `.continue`; `.list` marks a list, with numerals named as in CSS: `lower-roman`.
//! - *Callouts*: `> [!TIP]` and the like, with or without a title after the marker; a quote or paragraph that opens
//!   with a known label: `Further reading: …`.
//! - *Citations*: `[@key]` always; `@key` in prose if the article names a bibliography or contains a `[@key]`. `[1]`,
//!   `[3–5]` and superscript digits if a heading such as "References" has a numbered list below it.
//! - *Figures*: a picture on its own in a paragraph; its title is the caption, or a paragraph `Figure: …` directly
//!   below. `{#fig:id width=60%}` may follow.
//! - *Table captions*: a paragraph `Table: …` or `: …` directly before or after a table; it may end with `{#tbl:id}`.
//! - *Divisions*: `::: {.note #id lang=fr}` … `:::`; one named like a callout is a callout; `{#refs}` is the place of
//!   the bibliography.
//! - *Math*: TeX in `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, environments and fences named `math`. A display formula may be
//!   labelled, by `{#eq:id}` after it or `\label{eq:id}` in it. Numbers, units and symbols become text.
//! - *Spans*: `[words]{#place .class lang=fr}`, where the text contains no other markup.
//! - *HTML*: `br sub sup kbd abbr img a em strong b i s del code span div details pre` are interpreted; other tags
//!   leave their text, and a warning; scripts and styles leave nothing.

mod block;
mod events;
mod formulas;
mod front;
mod html;
mod inline;
mod report;
pub(in crate::read) mod source;

#[cfg(test)]
mod tests;

use super::{
    Reading,
    common::{numerals, quotes, references as listed_works, title},
    front_matter,
};
use crate::{
    article::{Article, Lang, Meta},
    diagnostic::{Code, Diagnostic, Source},
};
use inline::scanner::Context;
use report::Report;
use source::{dialect, latex, references, shortcode};
use std::{borrow::Cow, collections::BTreeSet};

/// Reads metadata in TOML; titles may contain the same markup as in front matter.
pub(super) fn read_toml_meta(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let mut meta = front_matter::read_toml(text, diagnostics);
    let quotes = quotes::Quotes::of(meta.lang.as_ref());
    front::read(&mut meta, Context { places: &BTreeSet::new(), cited: 0, in_parentheses: false, keyed: false, quotes });
    meta
}

/// Reads a Markdown source. `lang` overrides the language in the source.
pub(super) fn read(source: &Source, lang: Option<&Lang>) -> Reading {
    let mut report = Report::default();
    let (mut meta, start) = front_matter::read(&source.text, &mut report.diagnostics);
    let written = shortcode::replace(&source.text, start, &mut report);
    let text = latex::mark(Cow::Borrowed(&written), start);
    let prepared = dialect::rewrite(&text, start, &mut report);
    let listed = references::find(&text[start..]);
    let places = references::places(&text[start..]);
    let context = Context {
        places: &places,
        cited: listed.as_ref().map_or(0, |listed| listed.last),
        in_parentheses: listed.as_ref().is_some_and(|listed| {
            let body = text[start..start + listed.heading].split("\n\n");
            numerals::cite_in_parentheses(body, listed.last)
        }),
        keyed: !meta.bibliography.is_empty() || ["[@", "[-@", "{cite"].iter().any(|mark| text.contains(mark)),
        quotes: quotes::Quotes::of(lang.or(meta.lang.as_ref())),
    };
    let in_titles = front::read(&mut meta, context);
    let mut article = Article { meta, ..Article::default() };
    (article.body, article.notes) = events::read(&written, start, prepared, context, &mut report);
    article.notes.splice(0..0, in_titles);
    if let Some(listed) = listed {
        listed_works::take(&mut article, start + listed.heading);
    }
    listed_works::place(&mut article.body);
    title::settle(&mut article, &mut report.account);
    let Report { mut diagnostics, account } = report;
    if article.body.is_empty() && !crate::diagnostic::any_error(&diagnostics) {
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "the article has no words").help("write some text"));
    }
    Reading { article, account, diagnostics, text: None }
}
