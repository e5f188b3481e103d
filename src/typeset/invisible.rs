//! Characters that show nothing.

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

/// Returns whether a character is never shown, whatever a font has for it (UAX 44, `Default_Ignorable_Code_Point`).
pub(super) fn is_ignorable(character: char) -> bool {
    // A color of skin is none in faces of one color.
    let is_skin = matches!(character, '\u{1f3fb}'..='\u{1f3ff}');
    !character.is_ascii() && (is_skin || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}

/// Embeddings, overrides and isolates (UAX 9, 2.1 to 2.5): they order text, and nothing of them is set.
pub(super) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
