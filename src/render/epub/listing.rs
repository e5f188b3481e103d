//! What `epub-builder` makes of a list of files: package, navigation, container. Start with [`Listings::get`].
//!
//! It gets files by their names only, as it would deflate all of them, pictures too, and slowly. And it is asked once for
//! all articles in one language with the same files, as most of a batch are: what is of one article alone, its title and
//! its identifier, takes the place of [`TITLE`] and [`UUID`] when the files are mended ([`super::finish`]).

use super::package;
use crate::{env::Timestamp, render::RenderError};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ZipLibrary};
use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};
use uuid::Uuid;
use zip::{ZipArchive, result::ZipError};

/// Stands for the title.
pub(super) const TITLE: &str = "handout:title";
/// Stands for the identifier.
pub(super) const UUID: Uuid = Uuid::nil();

/// No more listings than these are kept.
const MOST: usize = 64;

/// What a listing is asked for.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub(super) lang: String,
    /// `ltr` or `rtl`.
    pub(super) dir: &'static str,
    /// The word over the table of contents.
    pub(super) contents: &'static str,
    pub(super) timestamp: Timestamp,
    /// The files by their names of `[a-z0-9.-]`, in the order of the package. `stylesheet.css` goes without saying.
    pub(super) parts: Vec<(String, Part)>,
}

/// What a file is, with its media type where there are several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// A text, in reading order.
    Text,
    /// The cover's picture.
    Cover(&'static str),
    /// A picture or a font.
    Resource(&'static str),
}

/// The files of a publication, in the order of its zip: those that `epub-builder` writes with their text, ours by name.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) files: Vec<(String, Option<String>)>,
}

/// The listings that were made, for articles that follow.
#[derive(Debug, Default)]
pub(super) struct Listings {
    kept: Mutex<HashMap<Asked, Arc<Listing>>>,
}

impl Listings {
    /// The listing for what is asked.
    ///
    /// # Errors
    /// [`RenderError`] when `epub-builder` refuses.
    pub(super) fn get(&self, asked: Asked) -> Result<Arc<Listing>, RenderError> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = kept().get(&asked) {
            return Ok(listing.clone());
        }
        let listing = Arc::new(Listing::new(&asked)?);
        let mut kept = kept();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(asked, listing.clone());
        Ok(listing)
    }
}

impl Listing {
    fn new(asked: &Asked) -> Result<Self, RenderError> {
        let raw = built(asked).map_err(|error| RenderError::new(error.to_string()))?;
        let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(broken)?;
        let ours = |name: &str| {
            name.strip_prefix("OEBPS/")
                .is_some_and(|name| name == "stylesheet.css" || asked.parts.iter().any(|(part, _)| part == name))
        };
        let mut files = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(broken)?;
            let name = file.name().to_owned();
            let mut text = (!ours(&name)).then(String::new);
            if let Some(text) = &mut text {
                file.read_to_string(text).map_err(|error| broken(error.into()))?;
            }
            files.push((name, text));
        }
        Ok(Self { files })
    }
}

/// The zip.
fn built(asked: &Asked) -> Result<Vec<u8>, epub_builder::Error> {
    let mut book = EpubBuilder::new(ZipLibrary::new()?)?;
    book.epub_version(EpubVersion::V33);
    book.metadata("title", TITLE)?;
    book.metadata("lang", &*asked.lang)?;
    book.metadata("direction", asked.dir)?;
    book.metadata("toc_name", asked.contents)?;
    book.metadata("generator", concat!("handout ", env!("CARGO_PKG_VERSION")))?;
    book.set_uuid(UUID);
    book.set_modified_date(moment(asked.timestamp).into());
    let (property, marker) = package::MARKER;
    book.add_metadata_opf(Box::new(MetadataOpfV3::new(property.to_owned(), marker.to_owned())));
    for (name, part) in &asked.parts {
        match *part {
            Part::Text => book.add_content(EpubContent::new(name, std::io::empty()))?,
            Part::Cover(media_type) => book.add_cover_image(name, std::io::empty(), media_type)?,
            Part::Resource(media_type) => book.add_resource(name, std::io::empty(), media_type)?,
        };
    }
    book.stylesheet(std::io::empty())?;
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

fn broken(error: ZipError) -> RenderError {
    RenderError::new(format!("the zip cannot be made: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lang: &str, parts: &[(&str, Part)]) -> Asked {
        let parts = parts.iter().map(|(name, part)| ((*name).to_owned(), *part)).collect();
        Asked { lang: lang.to_owned(), dir: "ltr", contents: "Contents", timestamp: Timestamp(0), parts }
    }

    #[test]
    fn one_listing_serves_all_articles_with_the_same_files_and_no_other() {
        let listings = Listings::default();
        let text = [("text.xhtml", Part::Text)];
        let one = listings.get(asked("en", &text)).expect("a listing");
        assert!(Arc::ptr_eq(&one, &listings.get(asked("en", &text)).expect("a listing")));
        let with_picture = [("a.png", Part::Resource("image/png")), ("text.xhtml", Part::Text)];
        for other in [asked("de", &text), asked("en", &with_picture)] {
            assert!(!Arc::ptr_eq(&one, &listings.get(other).expect("a listing")));
        }
    }

    #[test]
    fn our_files_are_there_by_name_and_title_and_identifier_once_in_the_package() {
        let listing = Listing::new(&asked("en", &[("text.xhtml", Part::Text)])).expect("a listing");
        let ours: Vec<&str> =
            listing.files.iter().filter(|(_, text)| text.is_none()).map(|(name, _)| name.as_str()).collect();
        assert_eq!(ours, ["OEBPS/text.xhtml", "OEBPS/stylesheet.css"]);
        let all: String = listing.files.iter().filter_map(|(_, text)| text.as_deref()).collect();
        assert_eq!((all.matches(TITLE).count(), all.matches(&UUID.to_string()).count()), (1, 1));
    }
}
