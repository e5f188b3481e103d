//! East Asian typesetting: the blanks in full-width marks, and the space between ideographs and other characters.
//!
//! Follows W3C's Requirements for Japanese Text Layout (JLREQ) and Requirements for Chinese Text Layout (CLREQ).
//! [`crate::breaks`] decides where lines may end; this module is about widths. All lengths are in ems.

use super::{
    Face,
    linebreak::Sum,
    shaped::{Shaped, ShapedGlyph},
};

/// The space between an ideograph and a Western letter or digit (JLREQ 3.2.6, CLREQ 3.2.2): a quarter em, an eighth in
/// a tight line (JLREQ 3.8.3), a half in a loose one (JLREQ 3.8.4).
const QUARTER: Sum = Sum { width: 0.25, stretch: 0.25, shrink: 0.125 };
/// The stretch between two ideographs (JLREQ 3.8.4): so little that no gap looks like a space.
const BETWEEN: Sum = Sum { width: 0.0, stretch: 0.04, shrink: 0.0 };
/// How much the blank after a comma or bracket shrinks in a tight line (JLREQ 3.8.3).
const GIVES: f32 = 0.25;
/// The minimum width of a full-width mark.
const FULL: f32 = 0.9;

/// Spacing classes of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Opening brackets and quotes (JLREQ cl-01).
    Opening,
    /// Closing brackets and quotes, commas (cl-02, cl-07).
    Closing,
    /// Full stops (cl-06).
    Stop,
    /// Marks on the left in simplified Chinese and in the middle elsewhere (cl-04, and the colons).
    Pause,
    /// Ideographs and kana.
    Ideograph,
    /// Middle dots, wave dashes and other characters as wide as an ideograph.
    Sign,
    /// Western letters and digits.
    Western,
    /// All others.
    Other,
}

impl Class {
    fn of(character: char) -> Self {
        match character {
            '‘' | '“' | '（' | '〔' | '［' | '｛' | '〈' | '《' | '「' | '『' | '【' | '｟' | '〘' | '〖' | '〝' => {
                Self::Opening
            }
            '’' | '”' | '）' | '〕' | '］' | '｝' | '〉' | '》' | '」' | '』' | '】' | '｠' | '〙' | '〗' | '〟'
            | '、' | '，' => Self::Closing,
            '。' | '．' => Self::Stop,
            '！' | '？' | '：' | '；' => Self::Pause,
            '・' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff60}' => Self::Sign,
            '\u{2e80}'..='\u{2fff}' | '\u{3003}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
                Self::Ideograph
            }
            '\u{20000}'..='\u{3ffff}' => Self::Ideograph,
            _ if character < '\u{530}' && character.is_alphanumeric() => Self::Western,
            _ => Self::Other,
        }
    }

    fn is_mark(self) -> bool {
        matches!(self, Self::Opening | Self::Closing | Self::Stop | Self::Pause)
    }

    /// Returns whether a mark's blank follows it.
    fn closes(self) -> bool {
        self.is_mark() && self != Self::Opening
    }
}

/// Returns whether a character next to an offset may be East Asian: a quick test that rules out nearly all Latin text.
pub(super) fn may_meet(text: &str, at: usize) -> bool {
    const FIRST: u8 = 0xe2;
    text.as_bytes()[..at].iter().rev().take(4).any(|&byte| byte >= FIRST) || text.as_bytes().get(at) >= Some(&FIRST)
}

/// Returns the space between two characters where a line may end; `blank` is the blank after the first.
pub(super) fn room(before: char, after: char, blank: f32) -> Sum {
    let (before, after) = (Class::of(before), Class::of(after));
    match (before, after) {
        (Class::Ideograph, Class::Western) | (Class::Western, Class::Ideograph) => QUARTER,
        (Class::Other | Class::Western, _) | (_, Class::Other | Class::Western) => Sum::default(),
        (Class::Closing, _) => Sum { shrink: blank.min(GIVES), ..BETWEEN },
        (Class::Opening | Class::Stop | Class::Pause | Class::Ideograph | Class::Sign, _) => BETWEEN,
    }
}

/// Returns whether the blank after the first character is removed because of the second: of two consecutive marks, one
/// keeps its blank (JLREQ 3.1.4, CLREQ 3.1.6.2).
pub(super) fn close_up(before: char, after: char) -> bool {
    Class::of(before).closes() && Class::of(after).is_mark()
}

/// Removes the blanks between the marks of a word, and records those at its ends, which vanish at the ends of a line
/// (JLREQ 3.1.5 and 3.1.9, CLREQ 3.1.6).
pub(super) fn tighten(shaped: &mut Shaped, word: &str, face: &Face) {
    let class = |glyph: &ShapedGlyph| {
        let text = word.get(glyph.start as usize..glyph.end as usize);
        text.and_then(|text| text.chars().next()).map_or(Class::Other, Class::of)
    };
    let glyphs = &mut shaped.glyphs;
    let blanks: Vec<_> = glyphs.iter().map(|glyph| blank(glyph, class(glyph), face)).collect();
    for at in 1..glyphs.len() {
        let (before, after) = (class(&glyphs[at - 1]), class(&glyphs[at]));
        if before.closes() && after.is_mark() {
            glyphs[at - 1].advance -= blanks[at - 1];
        } else if before == Class::Opening && after == Class::Opening {
            glyphs[at].advance -= blanks[at];
            glyphs[at].dx -= blanks[at];
        }
    }
    if let ([first, ..], [.., last]) = (&glyphs[..], &glyphs[..]) {
        shaped.blank_before = if class(first) == Class::Opening { blanks[0] } else { 0.0 };
        shaped.blank_after = if class(last).closes() { blanks[blanks.len() - 1] } else { 0.0 };
    }
}

/// Returns the blank half of a mark, or a quarter on one side if it is centered, as in traditional Chinese.
fn blank(glyph: &ShapedGlyph, class: Class, face: &Face) -> f32 {
    if !class.is_mark() || glyph.advance < FULL {
        return 0.0;
    }
    let Some((left, right)) = face.ink(glyph.id) else { return 0.0 };
    let blank = if class == Class::Opening { left } else { glyph.advance - right };
    match blank {
        _ if blank >= 0.45 => blank.min(0.5),
        _ if blank >= 0.25 && class != Class::Pause => 0.25,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests;
