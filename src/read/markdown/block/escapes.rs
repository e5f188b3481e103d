//! Whether words that would mean something are escaped in the source: then they are words and nothing else.

use crate::{article::Span, read::common::escape::ends_in_escape};

/// Whether the source has the words as they are read, without an escape.
pub(super) fn is_raw(source: &str, span: Span, words: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    source.get(start..end).is_some_and(|raw| raw.trim() == words) && !ends_in_escape(&source[..start])
}

/// Whether the first colon of a paragraph is escaped: then it ends no label.
pub(super) fn colon_is_escaped(source: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let Some(colon) = source.get(start..end).and_then(|raw| raw.find(':')) else { return false };
    ends_in_escape(&source[..start + colon])
}
