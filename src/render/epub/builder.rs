//! The interface to `epub-builder`, which writes the package documents.
//!
//! What it does for us: `META-INF/container.xml`, the manifest, the spine and the basic metadata of `content.opf`, the
//! frames of `nav.xhtml` and `toc.ncx`, and (called from [`super::navigation`]) their nested entries.
//!
//! What it cannot express, or writes incorrectly, is corrected afterwards, and each correction must match exactly
//! ([`super::patch`]):
//! - `content.opf`: authors with roles, subtitles, series, refinements, non-UUID identifiers, `xml:lang`, prefixes, a
//!   duplicate `id` ([`super::package`]);
//! - `nav.xhtml` and `toc.ncx`: languages, ARIA roles and labels, landmarks, the page list, the depth
//!   ([`super::navigation`]).
//!
//! It also writes the ZIP archive, but we do not use that: it deflates every file at zlib's level 6, JPEG and PNG
//! included, which takes more than ten times as long as the rest of an EPUB. Files are therefore declared to it with
//! their names and media types and without content; [`super::pack`] writes the archive.

use crate::{
    env::Timestamp,
    render::{RenderError, TOOL},
};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ZipLibrary};
use std::{
    io::{Cursor, Read as _},
    time::{Duration, SystemTime},
};
use uuid::Uuid;
use zip::ZipArchive;

/// The property and value of a `<meta>` element that [`super::package`] replaces with the metadata that `epub-builder`
/// has no API for.
pub(super) const METADATA_MARKER: (&str, &str) = ("dcterms:alternative", "handout");

/// The data for the package documents.
pub(super) struct Publication<'a> {
    pub(super) title: &'a str,
    pub(super) uuid: Uuid,
    pub(super) lang: &'a str,
    /// `ltr` or `rtl`.
    pub(super) dir: &'static str,
    /// The heading of the table of contents.
    pub(super) contents: &'static str,
    pub(super) modified: Timestamp,
    /// The files in manifest order, with names of `[a-z0-9.-]`. The style sheet is `stylesheet.css` and is declared
    /// separately.
    pub(super) files: Vec<(&'a str, Kind)>,
}

/// The role of a file in the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An XHTML page; pages are in reading order.
    Page,
    /// The cover picture, with its media type.
    Cover(&'static str),
    /// A picture or a font, with its media type.
    Resource(&'static str),
    /// The style sheet.
    Stylesheet,
}

/// The package documents as written by `epub-builder`.
#[derive(Debug)]
pub(super) struct Documents {
    /// `META-INF/container.xml`.
    pub(super) container: String,
    /// `META-INF/com.apple.ibooks.display-options.xml`: makes older versions of Apple Books use embedded fonts.
    pub(super) apple_options: String,
    /// `OEBPS/content.opf`.
    pub(super) opf: String,
    /// `OEBPS/nav.xhtml`.
    pub(super) nav: String,
    /// `OEBPS/toc.ncx`.
    pub(super) ncx: String,
}

/// Returns the package documents written by `epub-builder`.
pub(super) fn documents(publication: &Publication<'_>) -> Result<Documents, RenderError> {
    let zip = build(publication).map_err(|error| RenderError::new(format!("epub-builder failed: {error}")))?;
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|error| missing("zip", &error))?;
    let mut text = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .map_err(|error| missing(name, &error))?
            .read_to_string(&mut text)
            .map_err(|error| missing(name, &error))?;
        Ok(text)
    };
    Ok(Documents {
        container: text("META-INF/container.xml")?,
        apple_options: text("META-INF/com.apple.ibooks.display-options.xml")?,
        opf: text("OEBPS/content.opf")?,
        nav: text("OEBPS/nav.xhtml")?,
        ncx: text("OEBPS/toc.ncx")?,
    })
}

fn missing(name: &str, error: &dyn std::fmt::Display) -> RenderError {
    RenderError::new(format!("epub-builder made no usable `{name}`: {error}"))
}

fn build(publication: &Publication<'_>) -> Result<Vec<u8>, epub_builder::Error> {
    let mut book = EpubBuilder::new(ZipLibrary::new()?)?;
    book.epub_version(EpubVersion::V33);
    book.metadata("title", publication.title)?;
    book.metadata("lang", publication.lang)?;
    book.metadata("direction", publication.dir)?;
    book.metadata("toc_name", publication.contents)?;
    book.metadata("generator", TOOL)?;
    book.set_uuid(publication.uuid);
    book.set_modified_date(moment(publication.modified).into());
    let (property, value) = METADATA_MARKER;
    book.add_metadata_opf(Box::new(MetadataOpfV3::new(property.to_owned(), value.to_owned())));
    for &(name, kind) in &publication.files {
        let no_content = std::io::empty();
        match kind {
            Kind::Page => book.add_content(EpubContent::new(name, no_content))?,
            Kind::Cover(media_type) => book.add_cover_image(name, no_content, media_type)?,
            Kind::Resource(media_type) => book.add_resource(name, no_content, media_type)?,
            Kind::Stylesheet => book.stylesheet(no_content)?,
        };
    }
    let mut zip = Vec::new();
    book.generate(&mut zip)?;
    Ok(zip)
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
