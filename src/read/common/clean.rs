//! Turns source characters into text as the AST wants it: NFC, single spaces, nothing invisible.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// The text in NFC, white space collapsed to single spaces, control characters and soft hyphens left out.
/// A no-break space stays where it does its work: after a digit, and beside French punctuation.
pub(in crate::read) fn clean(raw: &str) -> String {
    if is_clean(raw) {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().filter(|&c| !is_noise(c)).peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            text.push(c);
            continue;
        }
        let mut alone = true;
        while chars.next_if(|next| next.is_whitespace()).is_some() {
            alone = false;
        }
        let keeps = alone && matches!(c, '\u{a0}' | '\u{202f}') && holds(text.chars().last(), chars.peek().copied());
        text.push(if keeps { c } else { ' ' });
    }
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// The same, for a text of one's own: most are clean, and stay where they are.
pub(in crate::read) fn cleaned(raw: String) -> String {
    if is_clean(&raw) { raw } else { clean(&raw) }
}

/// Whether a text is clean as far as a quick look tells: ASCII with single spaces, as most texts are.
fn is_clean(raw: &str) -> bool {
    let mut space = false;
    raw.bytes().all(|byte| {
        let doubled = std::mem::replace(&mut space, byte == b' ') && byte == b' ';
        !doubled && matches!(byte, b' '..=b'~')
    })
}

/// Characters that are not part of the words: controls, soft hyphens, zero-width spaces, byte order marks.
/// Joiners and direction marks are kept: scripts need them.
fn is_noise(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn holds(before: Option<char>, after: Option<char>) -> bool {
    let number = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(char::is_alphanumeric);
    number || before == Some('«') || after.is_some_and(|c| matches!(c, ':' | ';' | '!' | '?' | '»' | '%' | '€'))
}

/// What two lines are compared by: clean, in lower case, without punctuation at the end.
pub(in crate::read) fn folded(raw: &str) -> String {
    clean(raw).to_lowercase().trim().trim_end_matches(['.', ':', '!', '?', '…']).trim_end().to_owned()
}

/// The clean text without spaces at its ends.
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
    }

    #[test]
    fn a_no_break_space_stays_only_where_it_works() {
        assert_eq!(clean("5\u{a0}mg of\u{a0}tea\u{a0}!"), "5\u{a0}mg of tea\u{a0}!");
    }
}
