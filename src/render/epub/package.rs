//! `content.opf`: metadata, manifest and spine, corrected from what `epub-builder` writes.

use super::{accessibility, builder::METADATA_MARKER, page::dir, patch::Patch, plan::Plan};
use crate::{
    article::{Author, Meta, plain_text},
    render::{
        RenderError, TOOL,
        xhtml::{Markup, escaped},
    },
};

/// Declares Apple's own properties (EPUB 3.3, D.1.4).
const APPLE_PREFIX: &str =
    " prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\"";

/// Completes and corrects `content.opf`. `properties` are those of pages.
pub(super) fn correct(
    opf: String,
    plan: &Plan<'_>,
    has_fonts: bool,
    properties: &[(&str, &str)],
) -> Result<String, RenderError> {
    let mut opf = Patch::new("content.opf", opf);
    let lang = plan.article.lang();
    let marker = format!("<meta property=\"{}\">{}</meta>", METADATA_MARKER.0, METADATA_MARKER.1);
    let package = "<package version=\"3.0\" xmlns=\"http://www.idpf.org/2007/opf\"";
    let prefix = if has_fonts { APPLE_PREFIX } else { "" };
    opf.replace(package, &format!("{package}{prefix} xml:lang=\"{lang}\" dir=\"{}\"", dir(plan.direction())))?;
    opf.replace("<dc:language id=\"epub-creator-0\">", "<dc:language>")?;
    opf.replace(
        &format!(">{}</dc:identifier>", plan.uuid.urn()),
        &format!(">{}</dc:identifier>", escaped(&plan.identifier)),
    )?;
    opf.replace("<dc:title>", "<dc:title id=\"title\">")?;
    // Apple Books uses embedded fonts only if the package declares them
    let fonts = if has_fonts { "\n    <meta property=\"ibooks:specified-fonts\">true</meta>" } else { "" };
    opf.replace(&format!("    {marker}"), &format!("{}{fonts}", metadata(plan).trim_end()))?;
    opf.replace("  </spine>", "    <itemref idref=\"nav\" linear=\"no\"/>\n  </spine>")?;
    for (file, properties) in properties {
        let href = format!(" href=\"{file}\"/>");
        opf.replace(&href, &format!(" href=\"{file}\" properties=\"{properties}\"/>"))?;
    }
    Ok(opf.into_string())
}

/// Metadata elements, one per line.
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

/// Returns the metadata that `epub-builder` cannot write, or writes wrongly.
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
        ("dc:description", &meta.description_text()),
        ("dc:rights", &meta.rights),
        ("dc:date", &meta.published.as_ref().and_then(|date| date.iso.clone())),
    ];
    for (name, value) in single {
        if let Some(value) = value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            out.element(name, None, value);
        }
    }
    // `dcterms:modified` dates the file; these are the author's dates
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
        // for a language without a translation, the words are English
        let other = (plan.words.lang != plan.article.lang().primary()).then_some(plan.words.lang);
        let lang = other.filter(|_| property == "schema:accessibilitySummary");
        out.meta(property, lang, &value);
    }
    conformance(meta, &mut out);
    out.0.text("    ");
    out.0.tag("meta").attr("name", "generator").attr("content", TOOL).empty();
    out.0.raw("\n");
    out.0.into_string()
}

/// Names the printed edition that the page list refers to.
fn printed(plan: &Plan<'_>, out: &mut Metadata) {
    if !plan.pages.list().is_empty() {
        let source = format!("{} (PDF)", plan.title());
        out.element("dc:source", Some("printed"), &source);
        out.refine("printed", "source-of", None, "pagination");
        out.meta("pageBreakSource", None, &source);
    }
}

/// Writes the conformance that the author asserts; nothing here can prove it.
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

/// Returns the MARC relator code of a role; `None` for an unknown role.
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
