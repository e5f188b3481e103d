//! Gives the files to `epub-builder`, which lists them: package, navigation, container. Their bytes are put in by the
//! [`finish`] pass, as `epub-builder` would deflate all of them, pictures too, and slowly.

use super::{
    container::Entry,
    finish,
    fonts::{self, Seen},
    kindle::Lint,
    navigation, package, page,
    plan::Plan,
    style::{Sheet, Sheets},
};
use crate::{
    diagnostic::Diagnostic, drawing::MEDIA_TYPE, env::Timestamp, render::RenderError, theme::Theme, typeset::Fonts,
};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ZipLibrary};
use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

/// Our files.
#[derive(Default)]
pub(super) struct Files<'a> {
    /// By their names in the zip.
    pub(super) entries: BTreeMap<String, Entry<'a>>,
    /// What looks at them as they come.
    pub(super) lint: Lint,
}

impl<'a> Files<'a> {
    /// Puts in a file of the publication that is no text.
    fn put(&mut self, name: &str, entry: Entry<'a>) {
        let name = format!("OEBPS/{name}");
        self.lint.file(&name);
        self.entries.insert(name, entry);
    }

    /// Puts in a page.
    fn put_page(&mut self, name: &str, page: String) {
        let name = format!("OEBPS/{name}");
        self.lint.text(&name, &page);
        self.entries.insert(name, Entry::shortest(page.into_bytes()));
    }
}

/// An EPUB.
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    /// What there is to tell of its fonts.
    pub(super) told: Vec<Diagnostic>,
    /// What Send to Kindle would refuse.
    pub(super) faults: Vec<String>,
}

/// What texts are set in.
pub(super) struct Look<'a> {
    pub(super) theme: &'a Theme,
    /// The faces that may be brought along.
    pub(super) fonts: &'a Fonts,
    pub(super) sheets: &'a Sheets,
}

/// Packs the publication.
pub(super) fn pack(plan: &Plan<'_>, look: &Look<'_>, timestamp: Timestamp) -> Result<Packed, RenderError> {
    let sheet = look.sheets.get(look.theme, &plan.article.lang());
    let (mut files, mut told) = (Files::default(), Vec::new());
    let raw = build(plan, look, &sheet, timestamp, &mut files, &mut told)
        .map_err(|error| RenderError::new(error.to_string()))?;
    let bytes = finish::finish(&raw, plan, &mut files)?;
    Ok(Packed { bytes, told, faults: files.lint.faults() })
}

fn build<'a>(
    plan: &'a Plan<'_>,
    look: &Look<'_>,
    sheet: &'a Sheet,
    timestamp: Timestamp,
    files: &mut Files<'a>,
    told: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, epub_builder::Error> {
    let mut book = EpubBuilder::new(ZipLibrary::new()?)?;
    book.epub_version(EpubVersion::V33);
    book.metadata("title", navigation::title(plan))?;
    book.metadata("lang", plan.article.lang().as_str())?;
    book.metadata("direction", page::dir(plan.direction()))?;
    book.metadata("toc_name", plan.words.contents)?;
    book.metadata("generator", concat!("handout ", env!("CARGO_PKG_VERSION")))?;
    book.set_uuid(plan.uuid);
    book.set_modified_date(moment(timestamp).into());
    let (property, marker) = package::MARKER;
    book.add_metadata_opf(Box::new(MetadataOpfV3::new(property.to_owned(), marker.to_owned())));
    for file in plan.pictures.values() {
        book.add_resource(&file.file, std::io::empty(), file.picture.media_type)?;
        files.put(&file.file, picture(&file.picture.bytes, file.picture.media_type));
    }
    if let Some(cover) = &plan.cover {
        book.add_cover_image(&cover.file, std::io::empty(), cover.media_type)?;
        files.put(&cover.file, picture(&cover.bytes, cover.media_type));
        let page = page::document(plan, &navigation::title(plan), "frontmatter cover", &cover.page());
        book.add_content(EpubContent::new("cover.xhtml", std::io::empty()))?;
        files.put_page("cover.xhtml", page);
    }
    let mut seen = Seen::default();
    for (number, chapter) in plan.chapters.iter().enumerate() {
        let text = page::chapter(plan, number, chapter);
        seen.look(&text, look.theme.fonts.embed);
        book.add_content(EpubContent::new(&chapter.file, std::io::empty()))?;
        files.put_page(&chapter.file, text);
    }
    let mut style = sheet.entry.borrowed();
    if !seen.is_empty() {
        seen.also(plan.words.contents);
        let fonts = fonts::embedded(look.theme, &plan.article.lang(), &seen, look.fonts);
        for file in fonts.files {
            book.add_resource(&file.name, std::io::empty(), file.media_type)?;
            files.put(&file.name, Entry::shortest(file.bytes));
        }
        style = Entry::shortest([sheet.text.as_str(), &fonts.style].concat().into_bytes());
        told.extend(fonts.told);
    }
    book.stylesheet(std::io::empty())?;
    files.put("stylesheet.css", style);
    let mut raw = Vec::new();
    book.generate(&mut raw)?;
    Ok(raw)
}

/// A picture's entry. Pictures are compressed in themselves, but for drawings.
fn picture<'a>(bytes: &'a [u8], media_type: &str) -> Entry<'a> {
    if media_type == MEDIA_TYPE { Entry::shortest(bytes) } else { Entry::stored(bytes) }
}

fn moment(timestamp: Timestamp) -> SystemTime {
    let distance = Duration::from_secs(timestamp.0.unsigned_abs());
    let moved = if timestamp.0 < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    moved.unwrap_or(SystemTime::UNIX_EPOCH)
}
