//! The bundled citation styles and locales: XML files of the Citation Style Language project, in a zip archive.
//!
//! `archive/styles.tsv` lists the styles; `tests/references/archive.py` creates `archive/csl.zip` from it.

use std::{
    io::{Cursor, Read as _},
    sync::LazyLock,
};
use zip::ZipArchive;

/// The name, CSL id and alternative names of each style, separated by tabs.
static STYLES: &str = include_str!("archive/styles.tsv");
/// A zip archive with `styles/NAME.csl` and `locales/TAG.xml`.
static PACK: &[u8] = include_bytes!("archive/csl.zip");

/// A bundled style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bundled {
    name: &'static str,
    id: &'static str,
    others: &'static str,
}

impl Bundled {
    /// Returns all bundled styles.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        STYLES.lines().filter_map(|line| {
            let mut columns = line.splitn(3, '\t');
            Some(Self { name: columns.next()?, id: columns.next()?, others: columns.next().unwrap_or_default() })
        })
    }

    /// Returns the style with a name.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        Self::all().find(|style| style.names().any(|known| known == name))
    }

    /// Returns the style with a CSL id.
    pub(super) fn by_id(id: &str) -> Option<Self> {
        Self::all().find(|style| style.id == id)
    }

    /// Returns the names of the style, its primary name first.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.others.split_terminator('\t'))
    }

    /// Returns the style's primary name.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// Returns the style's XML.
    pub(super) fn xml(self) -> Option<String> {
        unpack(&format!("styles/{}.csl", self.name))
    }
}

/// Returns the tags of the bundled locales, sorted.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    archive().file_names().filter_map(|name| name.strip_prefix("locales/")?.strip_suffix(".xml"))
}

/// Returns the XML of a locale.
pub(super) fn locale(tag: &str) -> Option<String> {
    unpack(&format!("locales/{tag}.xml"))
}

fn archive() -> &'static ZipArchive<Cursor<&'static [u8]>> {
    static ARCHIVE: LazyLock<ZipArchive<Cursor<&'static [u8]>>> =
        LazyLock::new(|| ZipArchive::new(Cursor::new(PACK)).expect("the program's own archive is whole"));
    &ARCHIVE
}

fn unpack(name: &str) -> Option<String> {
    let mut archive = archive().clone();
    let mut file = archive.by_name(name).ok()?;
    let mut text = String::with_capacity(usize::try_from(file.size()).unwrap_or_default());
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csl::{Locale, Style};

    #[test]
    fn every_bundled_style_and_locale_can_be_parsed() {
        for bundled in Bundled::all() {
            let style = Style::parse(&bundled.xml().expect("in the archive"));
            let style = style.unwrap_or_else(|error| panic!("{}: {error}", bundled.name()));
            assert!(style.parent().is_none(), "{} depends on another style", bundled.name());
        }
        assert!(tags().count() > 60);
        for tag in tags() {
            Locale::parse(&locale(tag).expect("in the archive")).unwrap_or_else(|error| panic!("{tag}: {error}"));
        }
    }

    #[test]
    fn styles_are_found_by_any_of_their_names_and_by_id() {
        let apa = Bundled::by_name("apa");
        assert!(apa.is_some() && apa == Bundled::by_name("american-psychological-association"));
        assert_eq!(apa, Bundled::by_id("http://www.zotero.org/styles/apa"));
        assert_eq!(Bundled::by_name("APA style"), None);
    }
}
