//! Removes permitted variations from extracted text: compatibility forms (ligatures, superscript digits), invisible
//! characters, insignificant spaces, and in plain text also rules drawn with characters.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Returns the characters of a text in normal form, with spaces only between words.
pub(super) fn normal(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    let mut space = false;
    for ch in plain_chars(&without_wide_spaces(text)).chars() {
        if ch == ' ' {
            space = true;
            continue;
        }
        if space && is_wordy(ch) && out.last().is_some_and(|&before| is_wordy(before)) {
            out.push(' ');
        }
        space = false;
        out.push(ch);
    }
    out
}

/// Removes white space next to full-width letters and digits, which are written without spaces: `５\nｍｇ`.
fn without_wide_spaces(text: &str) -> Cow<'_, str> {
    let is_wide = |ch: &char| matches!(ch, '\u{ff01}'..='\u{ff5e}');
    if !text.contains(|ch| is_wide(&ch)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut last = None;
    while let Some(ch) = rest.next() {
        if !ch.is_whitespace() {
            out.push(ch);
            last = Some(ch);
            continue;
        }
        while rest.next_if(|next| next.is_whitespace()).is_some() {}
        if !last.as_ref().is_some_and(is_wide) && !rest.peek().is_some_and(is_wide) {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

/// Applies NFKC, writes task boxes in ASCII and white space as spaces, and removes invisible characters.
pub(super) fn plain_chars(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars().filter(|&ch| !is_invisible(ch)).nfkc() {
        match ch {
            '☐' => out.push_str("[ ]"),
            '☑' | '☒' => out.push_str("[x]"),
            // the superscript minus of `10⁻⁹` normalizes to the same character
            '\u{2212}' => out.push('-'),
            ch if ch.is_whitespace() => out.push(' '),
            ch => out.push(ch),
        }
    }
    out
}

/// Removes underlines and rules: three or more of the same stroke, with optional spaces between asterisks.
pub(super) fn without_rules(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(ch) = rest.next() {
        if !is_stroke(ch) {
            out.push(ch);
            continue;
        }
        let mut run = String::from(ch);
        while let Some(&next) = rest.peek().filter(|&&next| next == ch || (ch == '*' && next == ' ')) {
            run.push(next);
            rest.next();
        }
        let strokes = run.chars().filter(|&stroke| stroke == ch).count();
        out.push_str(if strokes >= 3 { " " } else { &run });
    }
    out
}

/// Returns whether rules are drawn with a character.
pub(super) fn is_stroke(ch: char) -> bool {
    matches!(ch, '-' | '=' | '~' | '^' | '*' | '_')
}

/// Returns whether a space next to the character separates words. It does not next to punctuation, nor in scripts
/// written without spaces, where lines may break anywhere.
pub(super) fn is_wordy(ch: char) -> bool {
    (ch.is_alphanumeric() || is_combining_mark(ch)) && !is_spaceless(ch)
}

/// Returns whether a script has no spaces: Thai to Tibetan and Myanmar, Khmer, Tai scripts, Hangul, Han, kana, Yi and
/// their extensions.
fn is_spaceless(ch: char) -> bool {
    matches!(u32::from(ch),
        0x0E00..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF | 0x1950..=0x19DF | 0x1A20..=0x1AAF
        | 0x2E80..=0xA4CF | 0xA960..=0xA97F | 0xAA60..=0xAADF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0xFF66..=0xFFDC | 0x20000..=0x3FFFF)
}

/// Returns whether a character is invisible: soft hyphens, joiners, direction marks, variation selectors.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        normal(text).into_iter().collect()
    }

    #[test]
    fn spaces_matter_only_between_words() {
        assert_eq!(of("a well-\nknown  tea , 日本\n語"), "a well-known tea,日本語");
        assert_ne!(of("the rapist"), of("therapist"));
        assert_eq!(of("１日２回、５\nｍｇ を"), of("１日２回、５ｍｇを"), "full-width letters stay without spaces");
    }

    #[test]
    fn a_superscript_minus_is_a_minus() {
        assert_eq!(of("10⁻⁹"), of("10-9"));
        assert_eq!(of("10⁻⁹"), of("10\u{2212}9"));
    }

    #[test]
    fn rules_ligatures_and_soft_hyphens_are_removed() {
        assert_eq!(
            of(&without_rules("Title\n=====\nﬁrst\n* * *\nhy\u{ad}phen 10³ ☐ ☑")),
            "Title first hyphen 103[][x]"
        );
    }
}
