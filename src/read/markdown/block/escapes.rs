//! Checks whether text with a special meaning is escaped in the source, which makes it literal.

use crate::{article::Span, read::common::escape::ends_in_escape};

/// Returns whether the source contains the text literally, without an escape.
pub(super) fn is_raw(source: &str, span: Span, words: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    source.get(start..end).is_some_and(|raw| raw.trim() == words) && !ends_in_escape(&source[..start])
}

/// Returns whether the first colon of a paragraph is escaped, so that it does not end a label.
pub(super) fn colon_is_escaped(source: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let Some(colon) = source.get(start..end).and_then(|raw| raw.find(':')) else { return false };
    ends_in_escape(&source[..start + colon])
}
