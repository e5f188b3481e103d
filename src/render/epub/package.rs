//! `content.opf`: metadata, manifest and spine, mended from what `epub-builder` makes.

use super::{
    accessibility,
    listing::{TITLE, UUID},
    navigation,
    page::dir,
    patch::Patch,
    plan::Plan,
};
use crate::{
    article::{Author, Meta, plain_text},
    render::{RenderError, xhtml::Markup},
};

/// Stands where our metadata will be; put in through the crate's own way for extra metadata.
pub(super) const MARKER: (&str, &str) = ("dcterms:alternative", "handout");

/// Declares Apple's own properties (EPUB 3.3, D.1.4).
const APPLE_PREFIX: &str =
    " prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\"";

/// The OPF as it must be.
pub(super) fn mend(opf: String, plan: &Plan<'_>) -> Result<String, RenderError> {
    // Apple Books uses fonts only when told so. What it is told is read off from the manifest.
    let brings_fonts = opf.contains("media-type=\"font/");
    let mut opf = Patch::new("content.opf", opf);
    let lang = plan.article.lang();
    let marker = format!("<meta property=\"{}\">{}</meta>", MARKER.0, MARKER.1);
    let package = "<package version=\"3.0\" xmlns=\"http://www.idpf.org/2007/opf\"";
    let prefix = if brings_fonts { APPLE_PREFIX } else { "" };
    opf.replace(package, &format!("{package}{prefix} xml:lang=\"{lang}\" dir=\"{}\"", dir(plan.direction())))?;
    opf.replace("<dc:language id=\"epub-creator-0\">", "<dc:language>")?;
    opf.replace(&format!(">{}</dc:identifier>", UUID.urn()), &format!(">{}</dc:identifier>", text(&plan.identifier)))?;
    let title = text(&navigation::title(plan));
    opf.replace(&format!("<dc:title>{TITLE}</dc:title>"), &format!("<dc:title id=\"title\">{title}</dc:title>"))?;
    let fonts = if brings_fonts { "\n    <meta property=\"ibooks:specified-fonts\">true</meta>" } else { "" };
    opf.replace(&format!("    {marker}"), &format!("{}{fonts}", metadata(plan).trim_end()))?;
    opf.replace("  </spine>", "    <itemref idref=\"nav\" linear=\"no\"/>\n  </spine>")?;
    Ok(opf.into_string())
}

/// Text as XML.
pub(super) fn text(words: &str) -> String {
    let mut markup = Markup::default();
    markup.text(words);
    markup.into_string()
}

/// Metadata elements, one a line.
struct Metadata(Markup);

impl Metadata {
    fn element(&mut self, name: &str, id: Option<&str>, value: &str) {
        self.0.text("    ");
        self.0.tag(name).maybe("id", id).open();
        self.0.text(value);
        self.0.end_line(name);
    }

    fn meta(&mut self, property: &str, lang: Option<&str>, value: &str) {
        self.0.text("    ");
        self.0.tag("meta").attr("property", property).maybe("xml:lang", lang).open();
        self.0.text(value);
        self.0.end_line("meta");
    }

    fn refine(&mut self, id: &str, property: &str, scheme: Option<&str>, value: &str) {
        self.0.text("    ");
        self.0.tag("meta").attr("refines", &format!("#{id}")).attr("property", property).maybe("scheme", scheme).open();
        self.0.text(value);
        self.0.end_line("meta");
    }

    fn creator(&mut self, number: usize, author: &Author) {
        let id = format!("creator-{number}");
        let role = relator(author.role.as_deref());
        let name = if matches!(role, Some("aut") | None) { "dc:creator" } else { "dc:contributor" };
        self.element(name, Some(&id), &author.name);
        if let Some(role) = role {
            self.refine(&id, "role", Some("marc:relators"), role);
        }
        if let Some(sort) = author.file_as.as_deref().map(str::trim).filter(|sort| !sort.is_empty()) {
            self.refine(&id, "file-as", None, sort);
        }
        self.refine(&id, "display-seq", None, &number.to_string());
    }
}

/// Everything that `epub-builder` cannot say, or says wrongly.
fn metadata(plan: &Plan<'_>) -> String {
    let meta = &plan.article.meta;
    let mut out = Metadata(Markup::default());
    out.refine("title", "title-type", None, "main");
    let subtitle = plain_text(&meta.subtitle);
    if !subtitle.is_empty() {
        out.element("dc:title", Some("subtitle"), &subtitle);
        out.refine("subtitle", "title-type", None, "subtitle");
    }
    for (at, author) in meta.authors.iter().filter(|author| !author.name.trim().is_empty()).enumerate() {
        out.creator(at + 1, author);
    }
    let single = [
        ("dc:publisher", &meta.publisher),
        ("dc:description", &meta.description),
        ("dc:rights", &meta.rights),
        ("dc:date", &meta.published.as_ref().and_then(|date| date.iso.clone())),
    ];
    for (name, value) in single {
        if let Some(value) = value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            out.element(name, None, value);
        }
    }
    // `dcterms:modified` is the file's own moment; these are the author's
    for (property, date) in [("schema:dateModified", &meta.updated), ("schema:lastReviewed", &meta.reviewed)] {
        if let Some(iso) = date.as_ref().and_then(|date| date.iso.as_deref()) {
            out.meta(property, None, iso);
        }
    }
    for keyword in meta.keywords.iter().filter(|keyword| !keyword.trim().is_empty()) {
        out.element("dc:subject", None, keyword);
    }
    if let Some(series) = &meta.series {
        out.0.text("    ");
        out.0.tag("meta").attr("property", "belongs-to-collection").attr("id", "series").open();
        out.0.text(&series.name);
        out.0.end_line("meta");
        out.refine("series", "collection-type", None, "series");
        if let Some(position) = series.position {
            out.refine("series", "group-position", None, &position.to_string());
        }
    }
    if let Some(source) = meta.source.as_deref().map(str::trim).filter(|source| !source.is_empty()) {
        out.element("dc:source", None, source);
    }
    printed(plan, &mut out);
    for (property, value) in accessibility::metadata(plan) {
        // A language without words of its own has English ones.
        let other = (plan.words.lang != plan.article.lang().primary()).then_some(plan.words.lang);
        let lang = other.filter(|_| property == "schema:accessibilitySummary");
        out.meta(property, lang, &value);
    }
    conformance(meta, &mut out);
    out.0.into_string()
}

/// What the page list is the pages of.
fn printed(plan: &Plan<'_>, out: &mut Metadata) {
    if !plan.pages.list().is_empty() {
        let source = format!("{} (PDF)", navigation::title(plan));
        out.element("dc:source", Some("printed"), &source);
        out.refine("printed", "source-of", None, "pagination");
        out.meta("pageBreakSource", None, &source);
    }
}

/// What the author asserts, and nobody else can.
fn conformance(meta: &Meta, out: &mut Metadata) {
    let Some(standard) = meta.conforms_to.as_deref().map(str::trim).filter(|name| !name.is_empty()) else { return };
    out.0.text("    ");
    out.0.tag("meta").attr("property", "dcterms:conformsTo").attr("id", "conformance").open();
    out.0.text(standard);
    out.0.end_line("meta");
    if let Some(by) = meta.certified_by.as_deref().map(str::trim).filter(|by| !by.is_empty()) {
        out.refine("conformance", "a11y:certifiedBy", None, by);
    }
}

/// The MARC relator code of a role; none for a role that is not known.
fn relator(role: Option<&str>) -> Option<&'static str> {
    match role.unwrap_or("author").trim().to_ascii_lowercase().as_str() {
        "author" => Some("aut"),
        "editor" => Some("edt"),
        "illustrator" => Some("ill"),
        "reviewer" => Some("rev"),
        "translator" => Some("trl"),
        "contributor" => Some("ctb"),
        "photographer" => Some("pht"),
        _ => None,
    }
}
