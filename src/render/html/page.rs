//! The document: its head, a skip link, the table of contents, the article.

use crate::{
    article::{Anchor, Article, Block, Direction, Formula, Heading, HeadingLevel, Note, heading_text, plain_text},
    color::Color,
    locale::Words,
    maths::Node,
    render::{
        TOOL,
        xhtml::{self, Host, Markup, Writer},
    },
    resolve::Resolved,
    theme::{Backlinks, Palette, Theme},
};
use std::collections::BTreeMap;

/// The style sheet of the page around the body.
const PAGE: &str = include_str!("page.css");

/// Nothing is fetched and no script runs (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/// The target of the skip link. Anchors of headings never begin with an underscore.
const TEXT: &str = "_text";

/// The minimum number of sections for a table of contents.
const FEWEST: usize = 3;

struct Page<'a> {
    links_back: bool,
    resolved: &'a Resolved,
    pictures: &'a BTreeMap<&'a str, String>,
}

impl Host for Page<'_> {
    fn href(&self, anchor: &Anchor) -> Option<String> {
        Some(format!("#{anchor}"))
    }

    fn picture(&self, path: &str) -> Option<&str> {
        self.pictures.get(path).map(String::as_str)
    }

    fn formula(&self, formula: &Formula) -> Option<&Node> {
        self.resolved.formula(formula)
    }

    fn epub_types(&self) -> bool {
        false
    }

    fn links_back(&self) -> bool {
        self.links_back
    }
}

/// Writes the page.
pub(super) fn page(resolved: &Resolved, theme: &Theme, pictures: &BTreeMap<&str, String>) -> String {
    let article = resolved.article();
    let mut out = Markup::default();
    head(article, theme, &mut out);
    out.tag("body").open();
    out.line();
    contents(article, &mut out);
    out.tag("main").attr("id", TEXT).open();
    out.line();
    let main = body(resolved, theme, pictures);
    format!("<!DOCTYPE html>\n{}{main}</main>\n</body>\n</html>\n", out.into_string())
}

fn body(resolved: &Resolved, theme: &Theme, pictures: &BTreeMap<&str, String>) -> String {
    let article = resolved.article();
    let host = Page { links_back: theme.links.backlinks != Backlinks::Never, resolved, pictures };
    let mut writer = Writer::new(article, &host, 0);
    writer.title_block();
    writer.sections(&article.body);
    writer.footnotes(&article.notes.iter().collect::<Vec<&Note>>());
    writer.colophon();
    writer.finish()
}

fn head(article: &Article, theme: &Theme, out: &mut Markup) {
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
    named(out, "generator", TOOL);
    meta.authors.iter().for_each(|author| named(out, "author", &author.name));
    meta.description_text().iter().for_each(|text| named(out, "description", text));
    let sheet = xhtml::style(&lang) + &xhtml::tables(article);
    let style = format!("<style>\n{sheet}\n{}\n{PAGE}{}</style>\n", colors(theme), xhtml::look(theme));
    out.raw(&style);
    out.end_line("head");
}

/// The background of the dark mode.
const DARK: Color = Color::rgb(0x17, 0x19, 0x1c);

/// Returns the theme's colors for a light page, and for a dark one, lightened as far as text needs.
fn colors(theme: &Theme) -> String {
    let Palette { ink, faint, accent, alarm, hairline, tint } = theme.colors;
    let lifted = DARK.mixed(Color::WHITE, 0.08);
    let [bright, faded, vivid] = [accent, faint, alarm].map(|color| color.lightened_on(lifted));
    format!(
        ":root {{ color-scheme: light dark; --ink: {ink}; --faint: {faint}; --paper: #ffffff; --accent: {accent}; \
         --alarm: {alarm}; --strip: {alarm}; --hairline: {hairline}; --tint: {tint}; }}\n\
         @media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6e6e6; --faint: {faded}; --paper: {DARK}; \
         --accent: {bright}; --alarm: {vivid}; --hairline: #5a6068; --tint: {lifted}; }} }}"
    )
}

fn named(out: &mut Markup, name: &str, content: &str) {
    out.tag("meta").attr("name", name).attr("content", content).empty();
    out.line();
}

/// Writes the list of sections, preceded by a skip link that is visible when focused.
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
    out.tag("details").open();
    out.line();
    out.tag("summary").open();
    out.text(words.contents);
    out.end_line("summary");
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
    out.end_line("details");
    out.end_line("nav");
}

fn section(block: &Block) -> Option<(&Heading, &Anchor)> {
    match block {
        Block::Heading(heading) if heading.level == HeadingLevel::TOP => Some((heading, heading.anchor.as_ref()?)),
        _ => None,
    }
}
