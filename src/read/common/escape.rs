//! Backslashes before punctuation (CommonMark 2.4).

/// How many backslashes in a row are counted: a longer run is no prose, and counting it for each of its bytes would take
/// time that grows with its square.
const LONGEST_RUN: usize = 1000;

/// Whether text ends in a backslash that escapes what follows. One that is escaped itself does not.
pub(crate) fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take(LONGEST_RUN).take_while(|byte| *byte == b'\\').count() % 2 == 1
}
