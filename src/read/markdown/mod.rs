//! The Markdown reader: CommonMark and what authors use beyond it, built on pulldown-cmark's events.
//!
//! The way through: [`shortcode`] blanks what belongs to a site generator and [`fences`] marks divisions; [`build`]
//! takes in events on a stack of [`frame`]s, never by recursion ([`kinds`] says what a tag opens, [`finish`] what
//! a frame becomes); [`line`] and [`scan`] turn text into inlines (quotes, links,
//! [`cite`] citations); [`arrange`] then sees neighbours (captions, tips, callouts), and the title and the
//! list of references ([`references`]) are settled for the whole article. It reads no other file and numbers nothing.
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
//! - *Spans*: `[words]{#place .class lang=fr}`, where the words hold no other markup.
//! - *HTML*: `br sub sup kbd abbr img a em strong b i s del code span div details pre` become what they mean; other
//!   tags leave their text, and a warning; scripts and styles leave nothing.

mod alerts;
mod arrange;
mod bracket;
mod build;
mod cite;
mod code_fence;
mod entities;
mod fences;
mod figures;
mod finish;
mod frame;
mod heads;
mod html;
mod kinds;
mod latex;
mod line;
mod lists;
mod preformatted;
mod references;
mod scan;
mod shortcode;
mod tags;

#[cfg(test)]
mod tests;

pub(super) use cite::label as locator_label;

use super::{
    Reading,
    common::{bytes, quotes, references as listed_works, title},
    front_matter,
};
use crate::{
    article::{Article, Lang},
    diagnostic::{Code, Diagnostic, Source},
};

/// Reads a Markdown source; `lang` goes before the language that it names.
pub(super) fn read(source: &Source, lang: Option<&Lang>) -> Reading {
    let mut diagnostics = Vec::new();
    let (mut meta, start) = front_matter::read(&source.text, &mut diagnostics);
    let text = shortcode::blanked(&source.text, start, &mut diagnostics);
    let text = latex::marked(text, start);
    let (text, fences) = fences::marked(text, start);
    let listed = references::find(&text[start..]);
    let context = scan::Context {
        cited: listed.as_ref().map_or(0, |listed| listed.last),
        keyed: !meta.bibliography.is_empty()
            || (bytes::any(text.as_bytes(), |byte| byte == b'@') && (text.contains("[@") || text.contains("[-@"))),
        quotes: quotes::Quotes::of(lang.or(meta.lang.as_ref())),
    };
    heads::read(&mut meta, context);
    let mut article = Article { meta, ..Article::default() };
    let built = build::Builder::new(&text, start, context, &mut diagnostics).fenced(fences).run();
    (article.body, article.notes) = built;
    if let Some(listed) = listed {
        listed_works::take(&mut article, start + listed.heading);
    }
    listed_works::place(&mut article.body);
    title::settle(&mut article);
    if article.body.is_empty() && !crate::diagnostic::any_error(&diagnostics) {
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "the article has no words").help("write some text"));
    }
    Reading { article, diagnostics, ..Reading::default() }
}
