//! Normalizes source text for the AST: NFC, single spaces, no invisible characters.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Returns text in NFC, with white space collapsed, without control characters and soft hyphens. A no-break space is
/// kept where it is significant: after a digit, and next to French punctuation.
pub(in crate::read) fn clean(raw: &str) -> String {
    if is_clean(raw) {
        return raw.to_owned();
    }
    spaced(raw, &mut None, None)
}

/// Removes line ends between characters of scripts written without spaces between words.
pub(in crate::read) fn unbroken(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\n') || !raw.contains(is_cjk) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\n') {
        let (before, after) = (rest[..at].trim_end(), rest[at..].trim_start());
        let joins = before.ends_with(is_cjk) && after.starts_with(is_cjk);
        text.push_str(if joins { before } else { &rest[..at] });
        if !joins {
            text.push(' ');
        }
        rest = if joins { after } else { &rest[at + 1..] };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Returns whether a character belongs to a script written without spaces between words.
pub(in crate::read) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}

/// Like [`clean`], for a part of a text. `before` is the preceding character and is set to the last one of this part;
/// `after` is the following one. A space after a space is dropped.
pub(in crate::read) fn spaced(raw: &str, before: &mut Option<char>, after: Option<char>) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().filter(|&c| !is_noise(c)).peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            match ligature(c) {
                Some(letters) => text.push_str(letters),
                None => text.push(c),
            }
            *before = Some(c);
            continue;
        }
        let mut alone = true;
        while chars.next_if(|next| next.is_whitespace()).is_some() {
            alone = false;
        }
        if before.is_some_and(char::is_whitespace) {
            continue;
        }
        let keeps =
            alone && matches!(c, '\u{a0}' | '\u{202f}') && is_significant(*before, chars.peek().copied().or(after));
        let space = if keeps { c } else { ' ' };
        text.push(space);
        *before = Some(space);
    }
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Like [`clean`], but borrows text that is already clean, as most is.
pub(in crate::read) fn cleaned(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) { Cow::Borrowed(raw) } else { Cow::Owned(clean(raw)) }
}

/// Returns whether a quick scan shows that a text is clean: ASCII with single spaces, and letters and symbols that
/// are stable in NFC, which covers most texts.
fn is_clean(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    if raw.contains("  ") {
        return false;
    }
    if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        return true;
    }
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let length = match byte {
            b' '..=b'~' => 1,
            // Latin-1 and Cyrillic letters: combining marks, which could compose with them, are not in this range.
            0xc3 | 0xd0 | 0xd1 => 2,
            // Dashes, quotation marks, dots: U+2010 to U+2027.
            0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x90..=0xa7])) => 3,
            // Chinese characters: U+4000 to U+9FFF.
            0xe4..=0xe9 => 3,
            _ => return false,
        };
        at += length;
    }
    true
}

/// Returns the letters of a ligature, as found in text copied from PDFs.
pub(in crate::read) fn ligature(c: char) -> Option<&'static str> {
    const LETTERS: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    u32::from(c).checked_sub(0xfb00).and_then(|at| LETTERS.get(at as usize)).copied()
}

/// Returns whether a character is not part of the text: controls, soft hyphens, zero-width spaces, byte order marks.
/// Joiners and direction marks are kept, as some scripts need them.
pub(in crate::read) fn is_noise(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns whether a no-break space between two characters is significant.
pub(in crate::read) fn is_significant(before: Option<char>, after: Option<char>) -> bool {
    let number = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(char::is_alphanumeric);
    number || before == Some('«') || after.is_some_and(|c| matches!(c, ':' | ';' | '!' | '?' | '»' | '%' | '€'))
}

/// Returns a line in the form used for comparison: clean, lowercase, without final punctuation.
pub(in crate::read) fn folded(raw: &str) -> String {
    clean(raw).to_lowercase().trim().trim_end_matches(['.', ':', '!', '?', '…']).trim_end().to_owned()
}

/// Like [`folded`], without allocating, for short ASCII text.
pub(in crate::read) fn folded_in<'a>(raw: &str, room: &'a mut [u8; 64]) -> Option<&'a str> {
    let own = room.get_mut(..raw.len()).filter(|_| raw.is_ascii() && is_clean(raw))?;
    own.copy_from_slice(raw.as_bytes());
    own.make_ascii_lowercase();
    let text = std::str::from_utf8(own).ok()?;
    Some(text.trim().trim_end_matches(['.', ':', '!', '?']).trim_end())
}

/// Returns clean text without leading and trailing spaces.
pub(in crate::read) fn trimmed(raw: &str) -> String {
    clean(raw).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_hyphens_controls_and_doubled_spaces_are_left_out() {
        assert_eq!(clean("care\u{ad}ful\u{7}ly \u{a0} done\u{200b}"), "carefully done");
        assert_eq!(clean("e\u{301}te\u{301}"), "été");
        assert_eq!(clean("the ﬁrst eﬀort"), "the first effort");
    }

    #[test]
    fn text_that_passes_the_quick_scan_is_clean() {
        for c in (' '..=char::MAX).filter(|&c| is_clean(c.encode_utf8(&mut [0; 4]))) {
            let around = format!("я{c}é{c}漢");
            assert!(is_nfc(&around) && !is_noise(c) && (c == ' ' || !c.is_whitespace()), "{c:?}");
        }
        assert!(
            is_clean("Für “Füße” – 洗手 и…") && !is_clean("a  b") && !is_clean("e\u{301}") && !is_clean("a\u{a0}b")
        );
    }

    #[test]
    fn folding_gives_the_same_with_and_without_allocation() {
        for text in ["References", " SEE also: ", "Why?!.", "", "a  b"] {
            assert!(folded_in(text, &mut [0; 64]).is_none_or(|short| short == folded(text)), "{text}");
        }
        assert_eq!((folded_in("é", &mut [0; 64]), folded_in(&"a".repeat(65), &mut [0; 64])), (None, None));
    }

    #[test]
    fn a_no_break_space_stays_only_where_it_is_significant() {
        assert_eq!(clean("5\u{a0}mg of\u{a0}tea\u{a0}!"), "5\u{a0}mg of tea\u{a0}!");
    }
}
