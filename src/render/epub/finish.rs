//! One pass over the files of a listing: ours are put in, each compressed once, and the few that `epub-builder` wrote and
//! that must be mended are mended on the way.

use super::{
    container::{Container, Entry, TooLarge},
    listing::Listing,
    navigation,
    pack::Files,
    package,
    plan::Plan,
};
use crate::render::RenderError;

/// The EPUB as it must be.
pub(super) fn finish(listing: &Listing, plan: &Plan<'_>, files: &mut Files<'_>) -> Result<Vec<u8>, RenderError> {
    let mut container = Container::default();
    let fonts = files.entries.keys().any(|name| name.ends_with(".ttf") || name.ends_with(".otf"));
    let (mut mended, mut placed) = (0, 0);
    for (name, text) in &listing.files {
        let Some(text) = text else {
            let entry = files.entries.get(name).ok_or_else(changed)?;
            container.add(name, entry).map_err(too_large)?;
            placed += 1;
            continue;
        };
        let mend = match name.as_str() {
            "OEBPS/content.opf" => Some(package::mend as fn(String, &Plan<'_>) -> Result<String, RenderError>),
            "OEBPS/nav.xhtml" => Some(navigation::mend_nav as _),
            "OEBPS/toc.ncx" => Some(navigation::mend_ncx as _),
            // It claims that the book brings fonts.
            "META-INF/com.apple.ibooks.display-options.xml" if !fonts => continue,
            _ => None,
        };
        let mut text = text.clone();
        if let Some(mend) = mend {
            text = mend(text, plan)?;
            files.lint.text(name, &text);
            mended += 1;
        }
        let entry =
            if name == "mimetype" { Entry::stored(text.into_bytes()) } else { Entry::shortest(text.into_bytes()) };
        container.add(name, &entry).map_err(too_large)?;
    }
    if mended != 3 || placed != files.entries.len() {
        return Err(changed());
    }
    container.finish().map_err(too_large)
}

fn changed() -> RenderError {
    RenderError::new("epub-builder made no content.opf, nav.xhtml or toc.ncx, or left files out: its layout changed")
}

fn too_large(_: TooLarge) -> RenderError {
    RenderError::new("it would have more than 4 GB or 65,535 files: divide the book, or make its pictures smaller")
}
