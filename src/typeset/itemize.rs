//! Itemization: splits text into runs of one style, direction, script and face.

use super::{
    Face, FaceId, Fonts,
    invisible::is_ignorable,
    text::{OBJECT, Text},
};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript as _};

/// A run that can be shaped as a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The byte range in the text.
    pub(super) range: Range<usize>,
    /// The index of its styled run.
    pub(super) run: usize,
    /// The embedding level (UAX 9); odd levels run right to left.
    pub(super) level: u8,
    /// The script.
    pub(super) script: Script,
    /// The face that has its characters.
    pub(super) face: FaceId,
}

impl Item {
    /// Returns whether the item runs right to left.
    pub(super) fn rtl(&self) -> bool {
        !self.level.is_multiple_of(2)
    }
}

/// Characters that no font has, each once.
pub(super) type Missing = Vec<char>;

/// Splits the text into items, in logical order.
pub(super) fn itemize(text: &Text, fonts: &Fonts, rtl: bool, missing: &mut Missing) -> Vec<Item> {
    let levels = Levels::of(&text.text, rtl);
    let mut items: Vec<Item> = Vec::new();
    let mut script = Script::Latin;
    for (run, styled) in text.runs.iter().enumerate() {
        let mut face = styled.style.face;
        let words_of_run = &text.text[styled.range.clone()];
        let mut words = Words::of(words_of_run, styled.style.face);
        let (mut at, mut looked) = (0, 0);
        while let Some(character) = words_of_run[at..].chars().next() {
            let start = styled.range.start + at;
            let simple = at >= looked
                && script == Script::Latin
                && face == styled.style.face
                && matches!(levels, Levels::Uniform(_));
            let mut plain = 0;
            if simple {
                let known;
                (plain, known) = plain_words(&words_of_run[at..], fonts.face(face));
                // without a space among them, the rest contains no whole words either
                looked = if plain == 0 { at + known } else { 0 };
            }
            if plain == 0 {
                script = script_of(character, script);
                if !is_neutral(character) {
                    face = face_for(character, words.face_at(at, fonts), face, fonts, missing);
                } else if character.is_whitespace() {
                    face = face_for_space(face, styled.style.face, fonts);
                }
            }
            at += plain.max(character.len_utf8());
            let (level, end) = (levels.at(start), styled.range.start + at);
            match items.last_mut() {
                Some(last) if (last.run, last.level, last.script, last.face) == (run, level, script, face) => {
                    last.range.end = end;
                }
                _ => items.push(Item { range: start..end, run, level, script, face }),
            }
        }
    }
    items
}

/// Returns the number of bytes from the start that are whole ASCII words covered by a face, and how many of them are
/// letters.
fn plain_words(text: &str, face: &Face) -> (usize, usize) {
    let shown = face.ascii();
    let has = |byte: u8| shown >> byte & 1 == 1;
    let known = |&byte: &u8| {
        if byte.is_ascii_whitespace() { has(b' ') } else { byte.is_ascii_graphic() && has(byte) }
    };
    let length = text.bytes().take_while(known).count();
    if length == text.len() {
        return (length, length);
    }
    let last_space = text.as_bytes()[..length].iter().rposition(u8::is_ascii_whitespace);
    (last_space.map_or(0, |space| space + 1), length)
}

/// Selects faces by word: a word is not set in two faces because the first lacks one of its letters.
struct Words<'t> {
    text: &'t str,
    preferred: FaceId,
    /// The end of the last word inspected, and its face.
    end: usize,
    face: FaceId,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, preferred: FaceId) -> Self {
        Self { text, preferred, end: 0, face: preferred }
    }

    fn face_at(&mut self, at: usize, fonts: &Fonts) -> FaceId {
        if at >= self.end {
            let rest = &self.text[at..];
            self.end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.face = fonts.with_word(self.preferred, &self.text[at..self.end]).unwrap_or(self.preferred);
        }
        self.face
    }
}

/// Returns the script of a character: common and inherited characters take that of the text before them.
fn script_of(character: char, before: Script) -> Script {
    if character.is_ascii() {
        return if character.is_ascii_alphabetic() { Script::Latin } else { before };
    }
    match character.script() {
        Script::Common | Script::Inherited | Script::Unknown => before,
        script => script,
    }
}

/// Returns whether a character stays in the face of the surrounding text, as it is blank: white space, and what Unicode
/// calls default-ignorable (joiners, variation selectors, bidi controls).
fn is_neutral(character: char) -> bool {
    character.is_whitespace() || character == OBJECT || is_ignorable(character)
}

/// Returns the face for a character: the preferred one, the previous one (a mark follows its base), or any other.
fn face_for(character: char, preferred: FaceId, before: FaceId, fonts: &Fonts, missing: &mut Missing) -> FaceId {
    if fonts.face(preferred).has(character) {
        return preferred;
    }
    if fonts.face(before).has(character) {
        return before;
    }
    fonts.with_character(preferred, character).unwrap_or_else(|| {
        if !missing.contains(&character) {
            missing.push(character);
        }
        preferred
    })
}

/// Returns the face for white space: that of the text before it, unless it has no space. The substitute glyph of such a
/// face would not be blank.
fn face_for_space(before: FaceId, preferred: FaceId, fonts: &Fonts) -> FaceId {
    if fonts.face(before).has(' ') { before } else { fonts.with_character(preferred, ' ').unwrap_or(before) }
}

/// Embedding levels by byte; nothing is stored for text that runs in one direction.
enum Levels {
    Uniform(u8),
    Bytes(Vec<Level>),
}

impl Levels {
    fn of(text: &str, rtl: bool) -> Self {
        if !rtl && (text.is_ascii() || !text.chars().any(may_turn)) {
            return Self::Uniform(0);
        }
        let base = if rtl { Level::rtl() } else { Level::ltr() };
        Self::Bytes(BidiInfo::new(text, Some(base)).levels)
    }

    fn at(&self, byte: usize) -> u8 {
        match self {
            Self::Uniform(level) => *level,
            Self::Bytes(levels) => levels.get(byte).map_or(0, |level| level.number()),
        }
    }
}

/// Returns whether a character can make text run right to left: right-to-left scripts and explicit controls.
fn may_turn(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{2068}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        env::FontSet,
        typeset::{Color, Division, FaceQuery, Forms, Owner, TextStyle},
    };
    use proptest::prelude::*;
    use unicode_bidi::{BidiClass, bidi_class};

    /// Returns each character's script and face, one by one.
    fn by_character(text: &Text, fonts: &Fonts) -> Vec<(usize, Script, FaceId)> {
        let preferred = text.runs[0].style.face;
        let mut words = Words::of(&text.text, preferred);
        let (mut script, mut face) = (Script::Latin, preferred);
        let of = |(at, character): (usize, char)| {
            script = script_of(character, script);
            if !is_neutral(character) {
                face = face_for(character, words.face_at(at, fonts), face, fonts, &mut Missing::new());
            } else if character.is_whitespace() {
                face = face_for_space(face, preferred, fonts);
            }
            (at, script, face)
        };
        text.text.char_indices().map(of).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn plain_words_are_items_as_all_others_are(
            pieces in prop::collection::vec("[a-z.,!]{1,5}|[ ]|[éя→½Ω]|[ \\n\u{a0}]|[0-9]", 1..14),
        ) {
            let fonts = Fonts::new(&FontSet::bundled());
            let query = FaceQuery { family: "Atkinson Hyperlegible Next", bold: false, italic: false };
            let style = TextStyle {
                face: fonts.select(query).expect("a face"),
                size: 12.0,
                color: Color::BLACK,
                rise: 0.0,
                forms: Forms::default(),
                underline: false,
                strike: false,
                division: Division::Never,
            };
            let mut text = Text::new();
            text.push(&pieces.concat(), style, Owner(1), None);
            let items = itemize(&text, &fonts, false, &mut Missing::new());
            let item = |at: usize| items.iter().find(|item| item.range.contains(&at)).expect("an item");
            for (at, script, face) in by_character(&text, &fonts) {
                prop_assert_eq!((item(at).script, item(at).face), (script, face), "{:?} at {}", text.text, at);
            }
        }
    }

    /// Checks every character against the crate's table: without any of these, all levels are those of the paragraph.
    #[test]
    fn whatever_can_turn_text_is_known_to() {
        for character in '\0'..=char::MAX {
            let class = bidi_class(character);
            let turns = matches!(
                class,
                BidiClass::R
                    | BidiClass::AL
                    | BidiClass::AN
                    | BidiClass::RLE
                    | BidiClass::RLO
                    | BidiClass::RLI
                    | BidiClass::FSI
            );
            assert!(!turns || may_turn(character), "U+{:04X} is {class:?}", u32::from(character));
        }
    }
}
