//! The Markdown reader: CommonMark and what authors use beyond it, built on pulldown-cmark's events.
//!
//! The flow is in one direction: [`source`] replaces other syntaxes before parsing; [`events`] hands the parser's
//! events to a [`block`] builder and raw HTML to [`html`]; text becomes [`inline`]s; [`front`] reads the markup in the
//! title. The title and the list of references are settled last, for the whole article. It reads no other file and
//! numbers nothing.
//!
//! # Rules
//! - *Title*: what front matter says, where it and the subtitle may hold emphasis, code and raised words; else the first level-1 heading, which leaves the body. The other headings are
//!   raised so that the highest of them is level 1.
//! - *Tips*: an ordered list becomes tips when each item opens with a bold run (the lead; the rest is the body), or
//!   when it is the first block under a heading, or follows a paragraph ending in a colon, that calls for tips,
//!   steps or advice; or under a heading with `{.tips}`. `{.continue}` on the heading goes on from the tips before.
//!   `{.list}` keeps a list a list.
//!   `<div class="tips">` or `::: {.tips}` around a list, or a line `{.tips}` over it, says so by itself, with `.continue` too; `.list` says that it
//!   is none, and may name its numerals as CSS does: `lower-roman`.
//! - *Callouts*: `> [!TIP]` and its like, with a title behind the mark or without; a quote or paragraph that opens with a known label: `Further reading: …`.
//! - *Citations*: `[@key]` always; `@key` in prose when the article names a bibliography or has a `[@key]`.
//!   `[1]`, `[3–5]` and raised digits when a heading such as "References" has a numbered list below it.
//! - *Figures*: a picture alone in a paragraph; its title is the caption, or a paragraph `Figure: …` right below.
//!   `{#fig:id width=60%}` may follow.
//! - *Table captions*: a paragraph `Table: …` or `: …` right before or after a table; `{#tbl:id}` may end it.
//! - *Divisions*: `::: {.note #id lang=fr}` … `:::`; one named like a callout is a callout; `{#refs}` is the place of
//!   the bibliography.
//! - *Maths*: TeX in `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, environments and fences named `math`; a display may be named, by
//!   `{#eq:id}` after it or `\label{eq:id}` in it. Numbers, units and signs are text.
//! - *Spans*: `[words]{#place .class lang=fr}`, where the words hold no other markup.
//! - *HTML*: `br sub sup kbd abbr img a em strong b i s del code span div details pre` become what they mean; other
//!   tags leave their text, and a warning; scripts and styles leave nothing.

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

/// Reads metadata in TOML; titles may have the same markup as in front matter.
pub(super) fn read_toml_meta(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let mut meta = front_matter::read_toml(text, diagnostics);
    let quotes = quotes::Quotes::of(meta.lang.as_ref());
    front::read(&mut meta, Context { places: &BTreeSet::new(), cited: 0, in_parentheses: false, keyed: false, quotes });
    meta
}

/// Reads a Markdown source. `lang` has precedence over the language that the source gives.
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
