//! Fonts for the text of drawings: those of the caller's font set, which may include the system's.

use crate::env::{FontSet, SystemFile};
use skrifa::{FontRef, MetadataProvider as _};
use usvg::{FontFamily, FontResolver, Group, Node, fontdb};

pub(super) use fontdb::Database;

/// The fallback for text without a font family, or with one that is not installed. Most drawings are labelled in
/// Arial.
pub(super) const USUAL: &str = "Atkinson Hyperlegible Next";
const SERIF: &str = "Source Serif 4";
const MONO: &str = "Atkinson Hyperlegible Mono";

/// Returns a database with the faces of a font set and the system faces that have one of the `wanted` characters.
pub(super) fn database(fonts: &FontSet, wanted: &[char]) -> Database {
    let mut database = Database::new();
    for file in fonts.files() {
        database.load_font_source(fontdb::Source::Binary(file.bytes().clone()));
    }
    if !wanted.is_empty() {
        for file in fonts.system_files().iter().filter_map(SystemFile::read) {
            let faces = FontRef::fonts((**file.bytes()).as_ref()).flatten().collect::<Vec<_>>();
            if faces.iter().any(|font| wanted.iter().any(|&c| font.charmap().map(c).is_some())) {
                database.load_font_source(fontdb::Source::Binary(file.bytes().clone()));
            }
        }
    }
    for set in [Database::set_sans_serif_family, Database::set_cursive_family, Database::set_fantasy_family] {
        set(&mut database, USUAL);
    }
    database.set_serif_family(SERIF);
    database.set_monospace_family(MONO);
    database
}

/// Returns a resolver that selects families by name, then falls back to sans serif. A character that is missing there
/// comes from the most similar face.
pub(super) fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, database| {
            let named = font.families().iter().map(|family| match family {
                FontFamily::Serif => fontdb::Family::Serif,
                FontFamily::SansSerif => fontdb::Family::SansSerif,
                FontFamily::Cursive => fontdb::Family::Cursive,
                FontFamily::Fantasy => fontdb::Family::Fantasy,
                FontFamily::Monospace => fontdb::Family::Monospace,
                FontFamily::Named(name) => known(name),
            });
            let families: Vec<fontdb::Family<'_>> = named.chain([fontdb::Family::SansSerif]).collect();
            let style = match font.style() {
                usvg::FontStyle::Normal => fontdb::Style::Normal,
                usvg::FontStyle::Italic | usvg::FontStyle::Oblique => fontdb::Style::Italic,
            };
            let weight = fontdb::Weight(font.weight());
            database.query(&fontdb::Query { families: &families, weight, style, ..fontdb::Query::default() })
        }),
        select_fallback: Box::new(|character, tried, database| {
            let wanted = database.face(*tried.first()?)?;
            let having = database.faces().filter(|face| !tried.contains(&face.id));
            let having = having.filter(|face| has(database, face.id, character));
            let unlike =
                |face: &&fontdb::FaceInfo| (face.style != wanted.style, face.weight.0.abs_diff(wanted.weight.0));
            having.min_by_key(unlike).map(|face| face.id)
        }),
    }
}

fn has(database: &Database, face: fontdb::ID, character: char) -> bool {
    let has =
        |data: &[u8], index| FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map(character).is_some());
    database.with_face_data(face, has).unwrap_or(false)
}

/// Maps well-known families that we may not ship to a generic family.
fn known(name: &str) -> fontdb::Family<'_> {
    let has = |parts: &[&str]| parts.iter().any(|part| name.to_ascii_lowercase().contains(part));
    if has(&["times", "georgia", "garamond", "palatino"]) {
        fontdb::Family::Serif
    } else if has(&["courier", "consolas", "menlo", "monaco"]) {
        fontdb::Family::Monospace
    } else {
        fontdb::Family::Name(name)
    }
}

/// Returns the characters that no face has, sorted and without duplicates.
pub(super) fn missing(group: &Group) -> Vec<char> {
    let mut found = std::collections::BTreeSet::new();
    let mut groups = vec![group];
    while let Some(group) = groups.pop() {
        for node in group.children() {
            match node {
                Node::Group(inner) => groups.push(inner),
                Node::Text(text) => {
                    let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                    found.extend(glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()));
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
    found.into_iter().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}
