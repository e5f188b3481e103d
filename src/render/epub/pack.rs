//! Writes every file of a publication and packs them into a ZIP archive (OCF ZIP container, EPUB 3.3, 4.2).
//!
//! Start with [`pack`].

use super::{
    builder::{self, Documents, Kind, Publication},
    fonts::{self, Seen},
    navigation, package, page,
    plan::Plan,
    style,
};
use crate::{
    diagnostic::Diagnostic,
    drawing::MEDIA_TYPE,
    env::Timestamp,
    render::{RenderError, xhtml, zipped::Zip},
    theme::Theme,
    typeset::Fonts,
};
use std::borrow::Cow;
use zip::result::ZipError;

/// A file of the publication, below `OEBPS/`.
struct File<'a> {
    name: String,
    kind: Kind,
    bytes: Cow<'a, [u8]>,
}

impl<'a> File<'a> {
    fn new(name: impl Into<String>, kind: Kind, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { name: name.into(), kind, bytes: bytes.into() }
    }

    fn page(name: impl Into<String>, text: String) -> Self {
        Self::new(name, Kind::Page, text.into_bytes())
    }

    /// Returns the properties of a page in the manifest: whether it contains formulas, or SVG such as callout icons
    /// (EPUB 3.3, D.3).
    fn properties(&self) -> Option<&'static str> {
        let text = std::str::from_utf8(&self.bytes).ok().filter(|_| matches!(self.kind, Kind::Page))?;
        match (text.contains("<math "), text.contains("<svg ")) {
            (true, true) => Some("mathml svg"),
            (true, false) => Some("mathml"),
            (false, true) => Some("svg"),
            (false, false) => None,
        }
    }

    /// Returns whether the file format is compressed, as are all pictures except drawings.
    fn is_compressed(&self) -> bool {
        matches!(self.kind, Kind::Cover(media_type) | Kind::Resource(media_type)
            if media_type.starts_with("image/") && media_type != MEDIA_TYPE)
    }
}

/// Packs the publication. Returns its bytes, and diagnostics about its fonts.
pub(super) fn pack(
    plan: &Plan<'_>,
    theme: &Theme,
    fonts: &Fonts,
    timestamp: Timestamp,
) -> Result<(Vec<u8>, Vec<Diagnostic>), RenderError> {
    let (files, diagnostics) = files(plan, theme, fonts);
    let documents = builder::documents(&Publication {
        title: &plan.title(),
        uuid: plan.uuid,
        lang: plan.article.lang().as_str(),
        dir: page::dir(plan.direction()),
        contents: plan.words.contents,
        modified: timestamp,
        files: files.iter().map(|file| (file.name.as_str(), file.kind)).collect(),
    })?;
    let has_fonts = files.iter().any(|file| matches!(file.kind, Kind::Resource(kind) if kind.starts_with("font/")));
    let properties: Vec<(&str, &str)> =
        files.iter().filter_map(|file| Some((file.name.as_str(), file.properties()?))).collect();
    let documents = Documents {
        opf: package::correct(documents.opf, plan, has_fonts, &properties)?,
        nav: navigation::correct_nav(documents.nav, plan)?,
        ncx: navigation::correct_ncx(documents.ncx, plan)?,
        ..documents
    };
    let bytes = zip(&files, &documents, has_fonts)
        .map_err(|error| RenderError::new(format!("the EPUB cannot be packed: {error}")))?;
    Ok((bytes, diagnostics))
}

/// Returns all files but the package documents.
fn files<'a>(plan: &'a Plan<'_>, theme: &Theme, fonts: &Fonts) -> (Vec<File<'a>>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    for file in plan.pictures.values() {
        files.push(File::new(&file.file, Kind::Resource(file.picture.media_type), &*file.picture.bytes));
    }
    if let Some(cover) = &plan.cover {
        files.push(File::new(&cover.file, Kind::Cover(cover.media_type), &*cover.bytes));
        files.push(File::page("cover.xhtml", page::document(plan, &plan.title(), "frontmatter cover", &cover.page())));
    }
    let mut seen = Seen::default();
    for (number, chapter) in plan.chapters.iter().enumerate() {
        let text = page::chapter(plan, number, chapter);
        seen.look(&text, theme.fonts.embed);
        files.push(File::page(&chapter.file, text));
    }
    let mut style = style::sheet(theme, &plan.article.lang()) + &xhtml::tables(plan.article);
    let mut diagnostics = Vec::new();
    if !seen.is_empty() {
        seen.also(plan.words.contents);
        let embedded = fonts::embedded(theme, &plan.article.lang(), &seen, fonts);
        files.extend(
            embedded.files.into_iter().map(|font| File::new(font.name, Kind::Resource(font.media_type), font.bytes)),
        );
        style.push_str(&embedded.style);
        diagnostics = embedded.diagnostics;
    }
    files.push(File::new("stylesheet.css", Kind::Stylesheet, style.into_bytes()));
    (files, diagnostics)
}

fn zip(files: &[File<'_>], documents: &Documents, has_fonts: bool) -> Result<Vec<u8>, ZipError> {
    let mut zip = Zip::default();
    zip.store("mimetype", b"application/epub+zip")?;
    zip.deflate("META-INF/container.xml", documents.container.as_bytes())?;
    if has_fonts {
        zip.deflate("META-INF/com.apple.ibooks.display-options.xml", documents.apple_options.as_bytes())?;
    }
    for file in files {
        let name = format!("OEBPS/{}", file.name);
        if file.is_compressed() { zip.store(&name, &file.bytes)? } else { zip.deflate(&name, &file.bytes)? }
    }
    zip.deflate("OEBPS/content.opf", documents.opf.as_bytes())?;
    zip.deflate("OEBPS/toc.ncx", documents.ncx.as_bytes())?;
    zip.deflate("OEBPS/nav.xhtml", documents.nav.as_bytes())?;
    zip.finish()
}
