//! Escapes untrusted text for terminals.

use std::borrow::Cow;

/// Returns text with control characters and bidirectional overrides written as `\u{1b}`: raw ones could move the
/// cursor, control the terminal, or reorder words.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmful(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out.into()
}

/// The maximum length of a message, in bytes: names and values in it may be of any length.
const LONGEST: usize = 2000;

/// Returns a message for terminals: escaped, and without its end if it is very long.
#[must_use]
pub fn shown_message(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return escaped(text);
    }
    format!("{}…", escaped(&text[..text.floor_char_boundary(LONGEST)])).into()
}

fn is_harmful(c: char) -> bool {
    // embeddings, overrides and isolates (UAX #9), and the line ends that are not control characters
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_overrides_are_written_out_and_letters_stay() {
        assert_eq!(escaped("a\u{1b}[2J\u{7}b\u{202e}c\n"), r"a\u{1b}[2J\u{7}b\u{202e}c\u{a}");
        let long = shown_message(&"é\u{7}".repeat(9000)).into_owned();
        assert!(long.len() < 6 * LONGEST && long.starts_with("é\\u{7}é") && long.ends_with('…'), "{}", long.len());
        assert_eq!(escaped("شاي — tea\u{200f}"), "شاي — tea\u{200f}");
    }
}
