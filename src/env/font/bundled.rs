//! The fonts in the binary, packed when it is built (`src/build.rs`) and unpacked each when it is first used.
//!
//! What faces are called and which characters they have is listed in `fonts/faces.tsv`, in order of preference where the
//! theme's own face lacks a character: sans first, as most pages are. So most runs unpack three or four of them.

use super::{FontBytes, FontData};
use crate::packed::unpacked;
use std::sync::{Arc, OnceLock};

static LIST: &str = include_str!("../../../fonts/faces.tsv");
static PACKED: &[Packed] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// One font file.
#[derive(Debug)]
struct Packed {
    file: &'static str,
    packed: &'static [u8],
}

/// A file that is unpacked once, when its bytes are asked for.
struct Unpacked {
    packed: &'static Packed,
    whole: OnceLock<Vec<u8>>,
}

impl AsRef<[u8]> for Unpacked {
    fn as_ref(&self) -> &[u8] {
        self.whole.get_or_init(|| unpacked(self.packed.packed))
    }
}

/// What is known of a bundled face without a look at its file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Listing {
    /// The PostScript name.
    pub(crate) name: &'static str,
    pub(crate) family: &'static str,
    /// 1 to 1000; 400 is regular.
    pub(crate) weight: f32,
    pub(crate) italic: bool,
    pub(crate) monospaced: bool,
    characters: &'static str,
    ranges: OnceLock<Vec<(u32, u32)>>,
}

impl Listing {
    fn of(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t').skip(1);
        Some(Self {
            name: columns.next()?,
            family: columns.next()?,
            weight: columns.next()?.parse().ok()?,
            italic: columns.next()? == "italic",
            monospaced: columns.next()? == "monospaced",
            characters: columns.next()?,
            ranges: OnceLock::new(),
        })
    }

    /// Whether it has a glyph of a character.
    pub(crate) fn has(&self, character: char) -> bool {
        let ranges = self.ranges.get_or_init(|| self.characters.split(' ').filter_map(range).collect());
        let after = ranges.partition_point(|&(first, _)| first <= u32::from(character));
        after > 0 && u32::from(character) <= ranges[after - 1].1
    }
}

/// The first and the last of some characters in a row, as in `41-5A`; or one.
fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?))
}

/// The bundled files.
pub(super) fn files() -> Vec<FontData> {
    let file = |(packed, line): (&'static Packed, _)| FontData {
        name: packed.file.to_owned(),
        bytes: Arc::new(Unpacked { packed, whole: OnceLock::new() }) as FontBytes,
        listing: Listing::of(line).map(Arc::new),
    };
    PACKED.iter().zip(LIST.lines()).map(file).collect()
}

/// Their names, each with its folder's.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PACKED.iter().map(|packed| packed.file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::{
        FontRef, MetadataProvider as _,
        attribute::Style,
        raw::TableProvider as _,
        string::{LocalizedStrings, StringId},
    };
    use std::{fmt::Write as _, path::Path};

    const ANEW: &str = "make it anew: cargo test --lib bundled -- --ignored";

    fn told(mut strings: LocalizedStrings<'_>) -> Option<String> {
        strings.next().map(|string| string.chars().collect())
    }

    /// The characters of a font, as ranges.
    fn characters(font: &FontRef<'_>) -> String {
        let mut all: Vec<u32> =
            font.charmap().mappings().filter(|(_, glyph)| glyph.to_u32() > 0).map(|(c, _)| c).collect();
        all.sort_unstable();
        all.dedup();
        let ranges = all.chunk_by(|one, next| one + 1 == *next).map(|row| match row {
            [only] => format!("{only:X}"),
            _ => format!("{:X}-{:X}", row[0], row[row.len() - 1]),
        });
        ranges.collect::<Vec<_>>().join(" ")
    }

    /// A line of the list, made of the file itself.
    fn line(file: &str) -> String {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file)).expect("a file");
        let font = FontRef::new(&bytes).expect("a font");
        let string = |id| told(font.localized_strings(id));
        let name = string(StringId::POSTSCRIPT_NAME).expect("a name");
        let family =
            string(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| string(StringId::FAMILY_NAME)).expect("a family");
        let attributes = font.attributes();
        let slant = if attributes.style == Style::Normal { "roman" } else { "italic" };
        let spacing = if font.post().expect("a table").is_fixed_pitch() > 0 { "monospaced" } else { "proportional" };
        let weight = attributes.weight.value();
        format!("{file}\t{name}\t{family}\t{weight}\t{slant}\t{spacing}\t{}", characters(&font))
    }

    #[test]
    fn the_list_says_of_faces_what_they_are() {
        assert_eq!(LIST.lines().count(), PACKED.len());
        for (listed, packed) in LIST.lines().zip(PACKED) {
            assert_eq!(listed, line(packed.file), "{ANEW}");
        }
    }

    #[test]
    fn fonts_are_unpacked_as_they_are() {
        for file in files() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file.name());
            assert!(std::fs::read(path).expect("a file") == (**file.bytes()).as_ref(), "{}", file.name());
        }
    }

    #[test]
    fn a_character_is_found_in_its_range() {
        let listing = Listing::of("f\tN\tN\t400\troman\tproportional\t20-7E A0 410-44F").expect("a line");
        let has: Vec<bool> = [' ', '~', '\u{7f}', '\u{a0}', '\u{a1}', 'я', 'ё', '\0'].map(|c| listing.has(c)).into();
        assert_eq!(has, [true, true, false, true, false, true, false, false]);
    }

    #[test]
    #[ignore = "it writes the list anew"]
    fn write_the_list() {
        let mut list = String::new();
        for file in names() {
            let _ = writeln!(list, "{}", line(file));
        }
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/faces.tsv"), list).expect("a file");
    }
}
