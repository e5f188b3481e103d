//! The fonts in the binary.
//!
//! `fonts/faces.tsv` lists the name, style and characters of each face, in the order in which faces substitute for a
//! theme's face that lacks a character (sans first, like most pages), so that choosing a face parses no font.

use super::{Coverage, FontBytes, FontData};
use std::sync::Arc;

static LIST: &str = include_str!("../../../fonts/faces.tsv");

/// Includes the bytes of files below `fonts/`, with their names.
macro_rules! font_files {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_bytes!(concat!("../../../fonts/", $file)))),*]
    };
}

/// The bundled font files, in the order of `fonts/faces.tsv`: name with folder, and bytes.
static FILES: &[(&str, &[u8])] = font_files![
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Italic.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf",
    "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-BoldItalic.ttf",
    "noto-sans/NotoSans-Regular.ttf",
    "noto-sans/NotoSans-Italic.ttf",
    "noto-sans/NotoSans-Bold.ttf",
    "noto-sans/NotoSans-BoldItalic.ttf",
    "vazirmatn/Vazirmatn-Regular.ttf",
    "vazirmatn/Vazirmatn-Bold.ttf",
    "noto-sans-hebrew/NotoSansHebrew-Regular.ttf",
    "noto-sans-hebrew/NotoSansHebrew-Bold.ttf",
    "noto-sans-thai/NotoSansThai-Regular.ttf",
    "noto-sans-thai/NotoSansThai-Bold.ttf",
    "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Regular.ttf",
    "atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Bold.ttf",
    "noto-sans-math/NotoSansMath-Regular.ttf",
    "source-serif-4/SourceSerif4-Regular.ttf",
    "source-serif-4/SourceSerif4-Italic.ttf",
    "source-serif-4/SourceSerif4-Bold.ttf",
    "source-serif-4/SourceSerif4-BoldItalic.ttf",
    "noto-sans-symbols-2/NotoSansSymbols2-Regular.ttf",
    "noto-emoji/NotoEmoji-Regular.ttf",
    "stix-two-math/STIXTwoMath-Regular.ttf",
];

/// What is known about a bundled face without parsing its file.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The PostScript name.
    pub(crate) name: &'static str,
    pub(crate) family: &'static str,
    /// The weight, 1 to 1000; 400 is regular.
    pub(crate) weight: f32,
    pub(crate) italic: bool,
    pub(crate) monospaced: bool,
    pub(crate) coverage: Arc<Coverage>,
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
            coverage: Arc::new(Coverage::listed(columns.next()?)),
        })
    }
}

/// Returns the bundled files.
pub(super) fn files() -> Vec<FontData> {
    let file = |(&(name, bytes), line): (&(&str, &'static [u8]), _)| FontData {
        name: name.to_owned(),
        bytes: Arc::new(bytes) as FontBytes,
        listing: Listing::of(line).map(Arc::new),
    };
    FILES.iter().zip(LIST.lines()).map(file).collect()
}

/// Returns the names of the bundled files, each with its folder.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|&(name, _)| name)
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
    use std::path::Path;

    fn reported(mut strings: LocalizedStrings<'_>) -> Option<String> {
        strings.next().map(|string| string.chars().collect())
    }

    /// Returns the characters of a font, as ranges.
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

    /// Returns a line of the list, computed from the file itself.
    fn line(file: &str) -> String {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file)).expect("a file");
        let font = FontRef::new(&bytes).expect("a font");
        let string = |id| reported(font.localized_strings(id));
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
    fn the_list_describes_the_faces_of_the_font_files() {
        let list = names().fold(String::new(), |list, file| list + &line(file) + "\n");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/faces.tsv");
        if std::env::var_os("HANDOUT_ACCEPT").is_some() {
            std::fs::write(&path, &list).expect("a writable file");
        }
        let committed = std::fs::read_to_string(path).expect("a file");
        assert!(committed == list, "accept the new list with `tests/accept bundled`");
    }
}
