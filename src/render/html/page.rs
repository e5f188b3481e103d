//! The document: its head, the way past the contents, the article, the foot.

use crate::{
    article::{Anchor, Article, Block, Direction, Heading, HeadingLevel, Note, heading_text, plain_text},
    locale::{Words, fill},
    render::xhtml::{self, Host, Markup, Writer},
};
use std::collections::BTreeMap;

/// What is added to the body's style sheet: the page around it.
const PAGE: &str = include_str!("page.css");

/// Nothing is fetched, nothing runs (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// Where the way past the contents leads. No heading's anchor begins so.
const TEXT: &str = "_text";

/// Fewer sections than this need no table of contents.
const FEWEST: usize = 3;

struct Page<'a> {
    pictures: &'a BTreeMap<&'a str, String>,
}

impl Host for Page<'_> {
    fn href(&self, anchor: &Anchor) -> Option<String> {
        Some(format!("#{anchor}"))
    }

    fn picture(&self, path: &str) -> Option<&str> {
        self.pictures.get(path).map(String::as_str)
    }

    fn epub_types(&self) -> bool {
        false
    }
}

/// The whole page.
pub(super) fn page(article: &Article, pictures: &BTreeMap<&str, String>) -> String {
    let mut out = Markup::default();
    head(article, &mut out);
    out.tag("body").open();
    out.line();
    contents(article, &mut out);
    out.tag("main").attr("id", TEXT).open();
    out.line();
    let main = body(article, pictures);
    let mut foot = Markup::default();
    foot.end_line("main");
    footer(article, &mut foot);
    format!("<!DOCTYPE html>\n{}{main}{}</body>\n</html>\n", out.into_string(), foot.into_string())
}

fn body(article: &Article, pictures: &BTreeMap<&str, String>) -> String {
    let host = Page { pictures };
    let mut writer = Writer::new(article, &host);
    writer.title_block();
    writer.sections(&article.body);
    writer.footnotes(&article.notes.iter().collect::<Vec<&Note>>());
    writer.finish()
}

fn head(article: &Article, out: &mut Markup) {
    let (lang, meta) = (article.lang(), &article.meta);
    let direction = match meta.dir.unwrap_or_else(|| lang.direction()) {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    out.tag("html").attr("lang", lang.as_str()).attr("dir", direction).open();
    out.line();
    out.tag("head").open();
    out.line();
    out.tag("meta").attr("charset", "utf-8").empty();
    out.line();
    out.tag("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY).empty();
    out.line();
    out.tag("title").open();
    out.text(&plain_text(&meta.title));
    out.end_line("title");
    named(out, "viewport", "width=device-width, initial-scale=1");
    meta.authors.iter().for_each(|author| named(out, "author", &author.name));
    meta.description.iter().for_each(|text| named(out, "description", text));
    let style = format!("<style>\n{}\n{PAGE}</style>\n", xhtml::style(&lang));
    out.raw(&style);
    out.end_line("head");
}

fn named(out: &mut Markup, name: &str, content: &str) {
    out.tag("meta").attr("name", name).attr("content", content).empty();
    out.line();
}

/// The sections, and before them the way past: a link that shows when it has the focus.
fn contents(article: &Article, out: &mut Markup) {
    let sections: Vec<(&Heading, &Anchor)> = article.body.iter().filter_map(section).collect();
    if sections.len() < FEWEST {
        return;
    }
    let words = Words::of(&article.lang());
    out.tag("a").attr("class", "skip").attr("href", &format!("#{TEXT}")).open();
    out.text(&plain_text(&article.meta.title));
    out.end_line("a");
    out.tag("nav").attr("aria-label", words.contents).open();
    out.line();
    out.tag("ul").open();
    out.line();
    for (heading, anchor) in sections {
        out.tag("li").open();
        out.tag("a").attr("href", &format!("#{anchor}")).open();
        heading.number.iter().for_each(|number| out.text(&format!("{number} ")));
        out.text(&heading_text(&heading.content));
        out.end("a");
        out.end_line("li");
    }
    out.end_line("ul");
    out.end_line("nav");
}

fn section(block: &Block) -> Option<(&Heading, &Anchor)> {
    match block {
        Block::Heading(heading) if heading.level == HeadingLevel::TOP => Some((heading, heading.anchor.as_ref()?)),
        _ => None,
    }
}

/// Version, identifier and rights, unless the title block says so.
fn footer(article: &Article, out: &mut Markup) {
    let (meta, words) = (&article.meta, Words::of(&article.lang()));
    let said = |line: &String| article.front.as_ref().is_some_and(|front| front.lines.contains(line));
    let version = meta.version.as_ref().map(|text| fill(words.version, &[("version", text)]));
    let lines: Vec<String> = version
        .into_iter()
        .chain(meta.identifier.clone())
        .chain(meta.rights.clone())
        .filter(|line| !said(line))
        .collect();
    if lines.is_empty() {
        return;
    }
    out.tag("footer").open();
    out.line();
    for line in lines {
        out.tag("p").open();
        out.text(&line);
        out.end_line("p");
    }
    out.end_line("footer");
}
