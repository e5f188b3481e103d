//! One pass over the files of a listing: ours are put in, each compressed once, and the few that `epub-builder` wrote and
//! that must be mended are mended on the way.

use super::{
    container::{Container, Entry, TooLarge},
    listing::{File, Listing},
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
    for (name, file) in &listing.files {
        let text = match file {
            File::Ours => {
                let entry = files.entries.get(name).ok_or_else(changed)?;
                container.add(name, entry).map_err(too_large)?;
                placed += 1;
                continue;
            }
            // It claims that the book brings fonts.
            File::Ready(_) if !fonts && name.ends_with("ibooks.display-options.xml") => continue,
            File::Ready(entry) => {
                container.add(name, entry).map_err(too_large)?;
                continue;
            }
            File::Draft(text) => text.clone(),
        };
        let text = match name.as_str() {
            "OEBPS/content.opf" => package::mend(text, plan)?,
            "OEBPS/nav.xhtml" => navigation::mend_nav(text, plan)?,
            "OEBPS/toc.ncx" => navigation::mend_ncx(text, plan)?,
            _ => return Err(changed()),
        };
        files.lint.text(name, &text);
        mended += 1;
        container.add(name, &Entry::shortest(text.into_bytes())).map_err(too_large)?;
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
