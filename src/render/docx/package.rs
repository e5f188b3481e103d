//! The package: its parts in a ZIP archive, with their types and relationships (ISO/IEC 29500-2).

use super::{Writer, settings::app, twips};
use crate::{
    article::Direction,
    env::Timestamp,
    render::{markup::Markup, zipped::Zip},
};
use std::borrow::Cow;
use zip::result::ZipError;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces of WordprocessingML and of its drawings.
const SPACES: [(&str, &str); 9] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("xmlns:asvg", "http://schemas.microsoft.com/office/drawing/2016/SVG/main"),
    ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
];

/// The parts in addition to the document: identifier, kind of relationship, file, and its type below
/// `application/vnd.openxmlformats-officedocument.wordprocessingml`.
const OTHERS: [(&str, &str, &str); 6] = [
    ("styles", "styles", "styles.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("footer", "footer", "footer.xml"),
    ("footnotes", "footnotes", "footnotes.xml"),
];

/// Packs a document whose body has been written.
pub(super) fn pack(mut writer: Writer<'_>, timestamp: Timestamp) -> Result<Vec<u8>, ZipError> {
    let footnotes = writer.footnotes();
    let footer = writer.footer();
    let has_notes = footnotes.is_some();
    let others: Vec<_> = OTHERS.into_iter().filter(|(id, ..)| has_notes || *id != "footnotes").collect();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types(&others)),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), core(&writer.core(timestamp))),
        ("docProps/app.xml".to_owned(), root("Properties", &EXTENDED, &app())),
        ("word/_rels/document.xml.rels".to_owned(), writer.part.relations(&others)),
        ("word/styles.xml".to_owned(), word("w:styles", &writer.styles())),
        ("word/numbering.xml".to_owned(), word("w:numbering", &writer.numbering.part(writer.step()))),
        ("word/settings.xml".to_owned(), word("w:settings", &writer.settings(has_notes))),
        ("word/fontTable.xml".to_owned(), word("w:fonts", &writer.font_table())),
        ("word/footer.xml".to_owned(), word("w:ftr", &footer)),
    ];
    if let Some(part) = footnotes {
        files.push(("word/_rels/footnotes.xml.rels".to_owned(), part.relations(&[])));
        files.push(("word/footnotes.xml".to_owned(), word("w:footnotes", &part.out.into_string())));
    }
    let section = writer.section();
    let body = std::mem::take(&mut writer.part.out).into_string();
    files.push(("word/document.xml".to_owned(), word("w:document", &format!("<w:body>{body}{section}</w:body>"))));
    zip(&files, &writer.media.files)
}

fn zip(files: &[(String, String)], media: &[(String, Cow<'_, [u8]>)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = Zip::default();
    for (name, text) in files {
        zip.deflate(name, text.as_bytes())?;
    }
    for (name, bytes) in media {
        let file = format!("word/media/{name}");
        if name.ends_with(".svg") { zip.deflate(&file, bytes)? } else { zip.store(&file, bytes)? }
    }
    zip.finish()
}

impl Writer<'_> {
    /// Returns the section: paper, margins, direction and footer (ISO/IEC 29500-1, 17.6.17).
    fn section(&self) -> String {
        let mut out = Markup::default();
        let value = |points: f32| twips(points).to_string();
        out.tag("w:sectPr").open();
        out.tag("w:footerReference").attr("w:type", "default").attr("r:id", "footer").empty();
        out.tag("w:pgSz").attr("w:w", &value(self.page.width)).attr("w:h", &value(self.page.height)).empty();
        let [top, bottom, left, right] = self.page.margins.map(value);
        let tag = out.tag("w:pgMar").attr("w:top", &top).attr("w:right", &right).attr("w:bottom", &bottom);
        tag.attr("w:left", &left).attr("w:header", "567").attr("w:footer", "567").attr("w:gutter", "0").empty();
        if self.article.direction() == Direction::Rtl {
            out.tag("w:bidi").empty();
        }
        out.end("w:sectPr");
        out.into_string()
    }
}

const EXTENDED: [(&str, &str); 1] =
    [("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")];

fn root(name: &str, spaces: &[(&str, &str)], content: &str) -> String {
    let mut out = Markup::default();
    out.raw(DECLARATION);
    spaces.iter().fold(out.tag(name), |tag, (name, space)| tag.attr(name, space)).open();
    out.raw(content);
    out.end(name);
    out.into_string()
}

/// Returns a part of WordprocessingML. Older programs may ignore elements from Word 2010.
fn word(name: &str, content: &str) -> String {
    let spaces: Vec<_> = SPACES.into_iter().chain([("mc:Ignorable", "w14")]).collect();
    root(name, &spaces, content)
}

fn core(content: &str) -> String {
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    root("cp:coreProperties", &spaces, content)
}

fn types(others: &[(&str, &str, &str)]) -> String {
    let mut out = Markup::default();
    let defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
        ("svg", "image/svg+xml"),
    ];
    for (ending, kind) in defaults {
        out.tag("Default").attr("Extension", ending).attr("ContentType", kind).empty();
    }
    let mut add = |file: &str, kind: &str| {
        out.tag("Override").attr("PartName", file).attr("ContentType", kind).empty();
    };
    let of_word = |kind: &str| format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
    add("/word/document.xml", &of_word("document.main"));
    for (_, kind, file) in others {
        add(&format!("/word/{file}"), &of_word(kind));
    }
    add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    add("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    root("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")], &out.into_string())
}

fn package_relations() -> String {
    let mut out = Markup::default();
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    for (id, kind, target) in [
        ("rId1", format!("{document}/officeDocument"), "word/document.xml"),
        ("rId2", package.to_owned(), "docProps/core.xml"),
        ("rId3", format!("{document}/extended-properties"), "docProps/app.xml"),
    ] {
        out.tag("Relationship").attr("Id", id).attr("Type", &kind).attr("Target", target).empty();
    }
    root(
        "Relationships",
        &[("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")],
        &out.into_string(),
    )
}
