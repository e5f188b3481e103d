//! Backslash escapes before punctuation (CommonMark 2.4).

/// The maximum number of consecutive backslashes that are counted: a longer run is not prose, and counting it at each
/// of its bytes would take quadratic time.
const LONGEST_RUN: usize = 1000;

/// Returns whether text ends in a backslash that escapes what follows. An escaped backslash does not.
pub(crate) fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take(LONGEST_RUN).take_while(|byte| *byte == b'\\').count() % 2 == 1
}
