//! Invisible characters.

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

/// Returns whether a character is never shown, whatever glyph a font has for it (UAX 44,
/// `Default_Ignorable_Code_Point`).
pub(super) fn is_ignorable(character: char) -> bool {
    // skin tones do not apply to monochrome faces
    let is_skin = matches!(character, '\u{1f3fb}'..='\u{1f3ff}');
    !character.is_ascii() && (is_skin || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}

/// Returns whether a character is an embedding, override or isolate (UAX 9, 2.1 to 2.5): these order text and have no
/// glyph.
pub(super) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
