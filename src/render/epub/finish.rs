//! One pass over the zip that `epub-builder` makes.
//!
//! That zip has our own files by name only. They are put in here, each compressed once; the few files of its own that
//! must be mended are mended on the way.

use super::{
    container::{Container, Entry, TooLarge},
    navigation,
    pack::Files,
    package,
    plan::Plan,
};
use crate::render::RenderError;
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The EPUB as it must be.
pub(super) fn finish(raw: &[u8], plan: &Plan<'_>, files: &mut Files<'_>) -> Result<Vec<u8>, RenderError> {
    let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(broken)?;
    let mut container = Container::default();
    let fonts = files.entries.keys().any(|name| name.ends_with(".ttf") || name.ends_with(".otf"));
    let (mut mended, mut placed) = (0, 0);
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).unwrap_or_default().to_owned();
        if let Some(entry) = files.entries.get(&name) {
            container.add(&name, entry).map_err(too_large)?;
            placed += 1;
            continue;
        }
        let mend = match name.as_str() {
            "OEBPS/content.opf" => Some(package::mend as fn(String, &Plan<'_>) -> Result<String, RenderError>),
            "OEBPS/nav.xhtml" => Some(navigation::mend_nav as _),
            "OEBPS/toc.ncx" => Some(navigation::mend_ncx as _),
            // It claims that the book brings fonts.
            "META-INF/com.apple.ibooks.display-options.xml" if !fonts => continue,
            _ => None,
        };
        let mut text = read(&mut archive, index)?;
        if let Some(mend) = mend {
            text = mend(text, plan)?;
            files.lint.text(&name, &text);
            mended += 1;
        }
        let entry =
            if name == "mimetype" { Entry::stored(text.into_bytes()) } else { Entry::shortest(text.into_bytes()) };
        container.add(&name, &entry).map_err(too_large)?;
    }
    if mended != 3 || placed != files.entries.len() {
        return Err(RenderError::new(
            "epub-builder made no content.opf, nav.xhtml or toc.ncx, or left files out: its layout changed",
        ));
    }
    container.finish().map_err(too_large)
}

fn read(archive: &mut Archive<'_>, index: usize) -> Result<String, RenderError> {
    let mut file = archive.by_index(index).map_err(broken)?;
    let mut text = String::with_capacity(usize::try_from(file.size()).unwrap_or_default());
    file.read_to_string(&mut text).map_err(|error| broken(error.into()))?;
    Ok(text)
}

fn broken(error: ZipError) -> RenderError {
    RenderError::new(format!("the zip cannot be made: {error}"))
}

fn too_large(_: TooLarge) -> RenderError {
    RenderError::new("it would have more than 4 GB or 65,535 files: divide the book, or make its pictures smaller")
}
