//! Backslashes before punctuation (CommonMark 2.4).

/// Whether text ends in a backslash that escapes what follows. One that is escaped itself does not.
pub(crate) fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}
