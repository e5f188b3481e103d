//! What `epub-builder` makes of a list of files: package, navigation, container. Start with [`Listings::get`].
//!
//! It gets files by their names only, as it would deflate all of them, pictures too, and slowly. And it is asked once for
//! all articles in one language with the same files, as most of a batch are: what is of one article alone, its title and
//! its identifier, takes the place of [`TITLE`] and [`UUID`] when the files are mended ([`super::finish`]).

use super::{container::Entry, package};
use crate::{env::Timestamp, render::RenderError};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ZipLibrary};
use std::{
    collections::{HashMap, HashSet},
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

/// The files of a publication by name, in the order of its zip.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) files: Vec<(String, File)>,
}

/// Where a file's bytes are from.
#[derive(Debug)]
pub(super) enum File {
    /// From us.
    Ours,
    /// From `epub-builder`, to be mended.
    Draft(String),
    /// From `epub-builder`, the same for all articles.
    Ready(Entry<'static>),
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
        let parts: HashSet<&str> =
            asked.parts.iter().map(|(name, _)| name.as_str()).chain(["stylesheet.css"]).collect();
        let ours = |name: &str| name.strip_prefix("OEBPS/").is_some_and(|name| parts.contains(name));
        let mut files = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(broken)?;
            let name = file.name().to_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).map_err(|error| broken(error.into()))?;
            let file = match name.as_str() {
                own if ours(own) => File::Ours,
                "mimetype" => File::Ready(Entry::stored(text.into_bytes())),
                own if own.starts_with("META-INF/") => File::Ready(Entry::shortest(text.into_bytes())),
                _ => File::Draft(text),
            };
            files.push((name, file));
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
        let kinds = listing.files.iter().map(|(name, file)| match file {
            File::Ours => format!("ours {name}"),
            File::Draft(_) => format!("draft {name}"),
            File::Ready(_) => format!("ready {name}"),
        });
        insta::assert_snapshot!(kinds.collect::<Vec<_>>().join("\n"), @r"
        ready mimetype
        ready META-INF/container.xml
        ready META-INF/com.apple.ibooks.display-options.xml
        ours OEBPS/text.xhtml
        ours OEBPS/stylesheet.css
        draft OEBPS/content.opf
        draft OEBPS/toc.ncx
        draft OEBPS/nav.xhtml
        ");
        let drafts = listing.files.iter().filter_map(|(_, file)| match file {
            File::Draft(text) => Some(text.as_str()),
            File::Ours | File::Ready(_) => None,
        });
        let all: String = drafts.collect();
        assert_eq!((all.matches(TITLE).count(), all.matches(&UUID.to_string()).count()), (1, 1));
    }
}
