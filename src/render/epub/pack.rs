//! Gives the files to `epub-builder`, which writes the container.

use super::{
    finish,
    fonts::{self, Seen},
    navigation, package, page,
    plan::Plan,
    style,
};
use crate::{diagnostic::Diagnostic, env::Timestamp, render::RenderError, theme::Theme, typeset::Fonts};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ZipLibrary};
use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

/// Files that are put in as they are by the finish pass: `epub-builder` would deflate each in vain.
pub(super) type Stored<'a> = BTreeMap<String, &'a [u8]>;

/// What texts are set in.
pub(super) struct Look<'a> {
    pub(super) theme: &'a Theme,
    /// The faces that may be brought along.
    pub(super) fonts: &'a Fonts,
}

/// The EPUB's bytes, and what there is to tell of its fonts.
pub(super) fn pack(
    plan: &Plan<'_>,
    look: &Look<'_>,
    timestamp: Timestamp,
) -> Result<(Vec<u8>, Vec<Diagnostic>), RenderError> {
    let (mut stored, mut told) = (Stored::new(), Vec::new());
    let raw =
        build(plan, look, timestamp, &mut stored, &mut told).map_err(|error| RenderError::new(error.to_string()))?;
    Ok((finish::finish(raw, plan, &stored)?, told))
}

fn build<'a>(
    plan: &'a Plan<'_>,
    look: &Look<'_>,
    timestamp: Timestamp,
    stored: &mut Stored<'a>,
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
        stored.insert(format!("OEBPS/{}", file.file), &file.picture.bytes);
    }
    if let Some(cover) = &plan.cover {
        book.add_cover_image(&cover.file, std::io::empty(), cover.media_type)?;
        stored.insert(format!("OEBPS/{}", cover.file), &cover.bytes);
        let page = page::document(plan, &navigation::title(plan), "frontmatter cover", &cover.page());
        book.add_content(EpubContent::new("cover.xhtml", page.as_bytes()))?;
    }
    let mut seen = Seen::default();
    for (number, chapter) in plan.chapters.iter().enumerate() {
        let text = page::chapter(plan, number, chapter);
        seen.look(&text, look.theme.fonts.embed);
        book.add_content(EpubContent::new(&chapter.file, text.as_bytes()))?;
    }
    let mut style = style::sheet(look.theme, &plan.article.lang());
    if !seen.is_empty() {
        seen.also(plan.words.contents);
        let fonts = fonts::embedded(look.theme, &plan.article.lang(), &seen, look.fonts);
        for file in &fonts.files {
            book.add_resource(&file.name, file.bytes.as_slice(), file.media_type)?;
        }
        style.push_str(&fonts.style);
        told.extend(fonts.told);
    }
    book.stylesheet(style.as_bytes())?;
    let mut raw = Vec::new();
    book.generate(&mut raw)?;
    Ok(raw)
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
