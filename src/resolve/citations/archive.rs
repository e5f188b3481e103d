//! The bundled citation styles, and the words that styles use in 64 languages, packed: CBOR in a zip, as hayagriva's own
//! archive is ten times as large.
//!
//! `archive/styles.tsv` lists the styles, `archive/csl.zip` holds them and the languages. Both are made of hayagriva's
//! archive by the tests of this module, which also tell when they have fallen behind it.

mod cbor;

use hayagriva::citationberg::{Locale, Style};
use serde::de::DeserializeOwned;
use std::{
    io::{Cursor, Read as _},
    sync::LazyLock,
};
use zip::ZipArchive;

/// Of each style: its name, its CSL id, other names; between tabs.
static STYLES: &str = include_str!("archive/styles.tsv");
/// `styles/NAME` and `locales/TAG`.
static PACK: &[u8] = include_bytes!("archive/csl.zip");

/// A bundled style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bundled {
    name: &'static str,
    id: &'static str,
    others: &'static str,
}

impl Bundled {
    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        STYLES.lines().filter_map(|line| {
            let mut columns = line.splitn(3, '\t');
            Some(Self { name: columns.next()?, id: columns.next()?, others: columns.next().unwrap_or_default() })
        })
    }

    /// The style of a name.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        Self::all().find(|style| style.names().any(|known| known == name))
    }

    /// The style of a CSL id.
    pub(super) fn by_id(id: &str) -> Option<Self> {
        Self::all().find(|style| style.id == id)
    }

    /// The names that it goes by, the first its own.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.others.split_terminator('\t'))
    }

    /// The style.
    pub(super) fn get(self) -> Option<Style> {
        unpack(&format!("styles/{}", self.name))
    }
}

/// The tags of the languages, in the order of the archive.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    archive().file_names().filter_map(|name| name.strip_prefix("locales/"))
}

/// The languages whose tags are wanted, in the order of the archive.
pub(super) fn locales(mut wanted: impl FnMut(&str) -> bool) -> Vec<Locale> {
    tags().filter(|tag| wanted(tag)).filter_map(|tag| unpack(&format!("locales/{tag}"))).collect()
}

fn archive() -> &'static ZipArchive<Cursor<&'static [u8]>> {
    static ARCHIVE: LazyLock<ZipArchive<Cursor<&'static [u8]>>> =
        LazyLock::new(|| ZipArchive::new(Cursor::new(PACK)).expect("the program's own archive is whole"));
    &ARCHIVE
}

fn unpack<T: DeserializeOwned>(name: &str) -> Option<T> {
    let mut archive = archive().clone();
    let mut file = archive.by_name(name).ok()?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or_default());
    file.read_to_end(&mut bytes).ok()?;
    cbor::read(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::archive::{ArchivedStyle, LOCALES};
    use std::{io::Write as _, path::Path};

    const ANEW: &str = "make it anew: cargo test --lib archive -- --ignored";

    fn decoded(bytes: &[u8]) -> Locale {
        ciborium::de::from_reader(bytes).expect("a language")
    }

    fn tag(locale: &Locale) -> String {
        locale.lang.as_ref().expect("a tag").0.clone()
    }

    #[test]
    fn the_archive_holds_what_hayagriva_bundles() {
        let ours: Vec<Bundled> = Bundled::all().collect();
        assert_eq!(ours.len(), ArchivedStyle::all().len(), "{ANEW}");
        for (ours, theirs) in ours.iter().zip(ArchivedStyle::all()) {
            assert!(ours.names().eq(theirs.names().iter().copied()), "{ours:?}: {ANEW}");
            assert_eq!(ArchivedStyle::by_id(ours.id), Some(*theirs), "{ANEW}");
            assert_eq!(ours.get().expect("a style"), theirs.get(), "{ANEW}");
        }
        assert_eq!(locales(|_| true), LOCALES.iter().map(|bytes| decoded(bytes)).collect::<Vec<_>>(), "{ANEW}");
    }

    #[test]
    fn styles_are_found_by_any_of_their_names_and_by_id() {
        let apa = Bundled::by_name("apa");
        assert!(apa.is_some() && apa == Bundled::by_name("american-psychological-association"));
        assert_eq!(apa, Bundled::by_id("http://www.zotero.org/styles/apa"));
        assert_eq!(Bundled::by_name("APA style"), None);
    }

    #[test]
    #[ignore = "it writes the archive anew"]
    fn write_the_archive() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resolve/citations/archive");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        // beyond what deflate knows itself: by zopfli
        let options = zip::write::SimpleFileOptions::default().compression_level(Some(24));
        let mut list = String::new();
        for style in ArchivedStyle::all() {
            let names = style.names();
            let made = style.get();
            let id = &made.info().id;
            list.push_str(&format!("{}\t{id}", names[0]));
            names[1..].iter().for_each(|name| list.push_str(&format!("\t{name}")));
            list.push('\n');
            let mut bytes = Vec::new();
            ciborium::ser::into_writer(&made, &mut bytes).expect("CBOR");
            zip.start_file(format!("styles/{}", names[0]), options).expect("an entry");
            zip.write_all(&bytes).expect("room");
        }
        for bytes in LOCALES {
            zip.start_file(format!("locales/{}", tag(&decoded(bytes))), options).expect("an entry");
            zip.write_all(bytes).expect("room");
        }
        std::fs::write(folder.join("csl.zip"), zip.finish().expect("a zip").into_inner()).expect("a file");
        std::fs::write(folder.join("styles.tsv"), list).expect("a file");
    }
}
