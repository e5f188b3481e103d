//! The XHTML files: each chapter as a complete document.

use super::plan::{Chapter, Plan};
use crate::{
    article::{Anchor, Block, Direction, Formula},
    maths::Node,
    render::xhtml::{Host, Markup, Spot, Writer},
};

/// The positions of anchors, pictures and pages, relative to one chapter.
struct Here<'a> {
    plan: &'a Plan<'a>,
    number: usize,
}

impl Host for Here<'_> {
    fn href(&self, anchor: &Anchor) -> Option<String> {
        let there = self.plan.chapter_of(anchor)?;
        if there == self.number { Some(format!("#{anchor}")) } else { self.plan.address(anchor) }
    }

    fn picture(&self, path: &str) -> Option<&str> {
        self.plan.picture(path).map(|picture| picture.file.as_str())
    }

    fn formula(&self, formula: &Formula) -> Option<&Node> {
        self.plan.resolved.formula(formula)
    }

    fn epub_types(&self) -> bool {
        true
    }

    fn links_back(&self) -> bool {
        self.plan.links_back
    }

    fn pages_at(&self, spot: Spot) -> &[(usize, String)] {
        self.plan.pages.at(spot)
    }
}

/// Writes a chapter.
pub(super) fn chapter(plan: &Plan<'_>, number: usize, chapter: &Chapter<'_>) -> String {
    let here = Here { plan, number };
    let mut writer = Writer::new(plan.article, &here, chapter.first_block);
    if number == 0 {
        writer.pages(Spot::Title);
        writer.title_block();
    }
    // the end of a file ends a page: another break there would make an empty one
    match chapter.blocks {
        [blocks @ .., Block::PageBreak(_)] if number + 1 < plan.chapters.len() => {
            writer.sections(blocks);
            writer.begin_block();
        }
        blocks => writer.sections(blocks),
    }
    if number + 1 == plan.chapters.len() {
        writer.pages(Spot::End);
    }
    writer.footnotes(&chapter.notes);
    if number + 1 == plan.chapters.len() {
        writer.colophon();
    }
    let kind = if plan.is_title_page(number) { "frontmatter titlepage" } else { "bodymatter" };
    document(plan, &chapter.title, kind, &writer.finish())
}

/// Wraps the markup of a body in a complete document.
pub(super) fn document(plan: &Plan<'_>, title: &str, kind: &str, body: &str) -> String {
    let lang = plan.article.lang();
    let mut head = Markup::default();
    head.tag("html")
        .attr("xmlns", "http://www.w3.org/1999/xhtml")
        .attr("xmlns:epub", "http://www.idpf.org/2007/ops")
        .lang(Some(lang.as_str()))
        .attr("dir", dir(plan.direction()))
        .open();
    head.line();
    head.tag("head").open();
    head.line();
    head.tag("meta").attr("charset", "utf-8").empty();
    head.line();
    head.tag("title").open();
    head.text(if title.is_empty() { plan.words.contents } else { title });
    head.end_line("title");
    head.tag("link").attr("rel", "stylesheet").attr("type", "text/css").attr("href", "stylesheet.css").empty();
    head.line();
    head.end_line("head");
    head.tag("body").attr("epub:type", kind).open();
    let head = head.into_string();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n{head}\n{body}</body>\n</html>\n")
}

/// Returns the value of a `dir` attribute.
pub(super) fn dir(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}
