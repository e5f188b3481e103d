//! The table of contents and the landmarks: `nav.xhtml` and `toc.ncx`.

use super::{
    page::dir,
    patch::Patch,
    plan::{Plan, one_line},
};
use crate::{
    article::{Block, Heading, heading_text},
    render::{
        RenderError,
        xhtml::{Markup, escaped},
    },
};
use epub_builder::{Toc, TocElement};

/// Returns the table of contents, nested by level: the title, and on the same level the headings of the body. (If they
/// were declared to `epub-builder` with the chapters, all headings would be nested below the title.)
fn contents(plan: &Plan<'_>) -> Toc {
    let mut headings = plan.article.body.iter().filter_map(heading).peekable();
    let first = plan.chapters.first().map(|chapter| chapter.file.clone()).unwrap_or_default();
    let mut elements = vec![TocElement::new(first, plan.title())];
    elements.extend(nested(plan, &mut headings, 0));
    Toc { elements }
}

fn heading(block: &Block) -> Option<&Heading> {
    match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    }
}

/// Returns entries for the headings below a level, up to one that is not.
fn nested<'a>(
    plan: &Plan<'_>,
    headings: &mut std::iter::Peekable<impl Iterator<Item = &'a Heading>>,
    above: u8,
) -> Vec<TocElement> {
    let mut entries = Vec::new();
    while let Some(heading) = headings.next_if(|heading| heading.level.get() > above) {
        let children = nested(plan, headings, heading.level.get());
        let label = label(heading);
        let href = heading.anchor.as_ref().and_then(|anchor| plan.address(anchor));
        match href.filter(|_| !label.is_empty()) {
            Some(href) => entries.push(children.into_iter().fold(TocElement::new(href, label), TocElement::child)),
            None => entries.extend(children),
        }
    }
    entries
}

/// Returns a heading's number and text, without its citation marks.
fn label(heading: &Heading) -> String {
    let words = heading_text(&heading.content);
    one_line(&match &heading.number {
        Some(number) => format!("{number} {words}"),
        None => words,
    })
}

/// Adds languages, roles, labels, the entries, the page list and the landmarks to `nav.xhtml`.
pub(super) fn correct_nav(nav: String, plan: &Plan<'_>) -> Result<String, RenderError> {
    let mut nav = Patch::new("nav.xhtml", nav);
    let lang = plan.article.lang();
    let epub = "xmlns:epub=\"http://www.idpf.org/2007/ops\"";
    let dir = dir(plan.direction());
    nav.replace(epub, &format!("{epub} lang=\"{lang}\" xml:lang=\"{lang}\" dir=\"{dir}\""))?;
    nav.replace("<meta charset = \"utf-8\" />", "<meta charset=\"utf-8\"/>")?;
    nav.replace(
        "<nav epub:type = \"toc\" id=\"toc\">",
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">",
    )?;
    nav.replace("    <ol>\n\n    </ol>", &contents(plan).render(true, true))?;
    nav.replace("<nav epub:type = \"landmarks\">\n\n", &landmarks(plan))?;
    Ok(nav.into_string())
}

fn landmarks(plan: &Plan<'_>) -> String {
    let words = plan.words;
    let mut places = vec![("toc", "nav.xhtml#toc".to_owned(), words.contents.to_owned())];
    if plan.cover.is_some() {
        places.push(("cover", "cover.xhtml".to_owned(), words.cover.to_owned()));
    }
    if let Some(start) = plan.start() {
        places.push(("bodymatter", start.file.clone(), words.start.to_owned()));
    }
    if let Some(href) = bibliography(plan) {
        places.push(("bibliography", href, words.references.to_owned()));
    }
    let mut out = Markup::default();
    page_list(plan, &mut out);
    out.tag("nav").attr("epub:type", "landmarks").attr("hidden", "hidden").attr("aria-label", words.landmarks).open();
    out.line();
    out.tag("ol").open();
    out.line();
    for (kind, href, label) in places {
        out.tag("li").open();
        out.tag("a").attr("epub:type", kind).attr("href", &href).open();
        out.text(&label);
        out.end("a");
        out.end_line("li");
    }
    out.end_line("ol");
    out.into_string()
}

/// Writes the list of the pages of the printed edition, if there is one.
fn page_list(plan: &Plan<'_>, out: &mut Markup) {
    if plan.pages.list().is_empty() {
        return;
    }
    let label = plan.words.pages;
    let nav = out.tag("nav").attr("epub:type", "page-list").attr("role", "doc-pagelist");
    nav.attr("hidden", "hidden").attr("aria-label", label).open();
    out.line();
    out.tag("ol").open();
    out.line();
    for (number, (chapter, id)) in (1..).zip(plan.pages.list()) {
        let href = format!("{}#{id}", plan.chapters[*chapter].file);
        out.tag("li").open();
        out.tag("a").attr("href", &href).open();
        out.text(&plan.digits.write(number));
        out.end("a");
        out.end_line("li");
    }
    out.end_line("ol");
    out.end_line("nav");
}

/// Returns the address of the bibliography's heading, or of its first entry.
fn bibliography(plan: &Plan<'_>) -> Option<String> {
    let at = plan.article.body.iter().position(|block| matches!(block, Block::Bibliography(_)))?;
    let before = at.checked_sub(1).and_then(|at| heading(&plan.article.body[at]));
    let entry = || plan.article.references.first().and_then(|entry| entry.anchor.as_ref());
    before.and_then(|heading| heading.anchor.as_ref()).or_else(entry).and_then(|anchor| plan.address(anchor))
}

/// Adds the identifier, the title, the entries and their depth to `toc.ncx`.
pub(super) fn correct_ncx(ncx: String, plan: &Plan<'_>) -> Result<String, RenderError> {
    let mut ncx = Patch::new("toc.ncx", ncx);
    let lang = plan.article.lang();
    let namespace = "xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"";
    ncx.replace(namespace, &format!("{namespace} xml:lang=\"{lang}\""))?;
    let identifier = escaped(&plan.identifier);
    let mut contents = contents(plan);
    let depth = depth(&contents.elements);
    ncx.replace("<navMap>\n\n", &format!("<navMap>\n{}\n", contents.render_epub(true)))?;
    ncx.replace(
        "<meta name=\"dtb:depth\" content=\"1\" />",
        &format!(
            "<meta name=\"dtb:uid\" content=\"{identifier}\"/>\n    <meta name=\"dtb:depth\" content=\"{depth}\"/>"
        ),
    )?;
    let title = |words: &str| format!("<docTitle>\n    <text>{}</text>", escaped(words));
    ncx.replace(&title(plan.words.contents), &title(&plan.title()))?;
    Ok(ncx.into_string())
}

fn depth(entries: &[TocElement]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
