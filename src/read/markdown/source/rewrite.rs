//! Text with replaced parts, and the mapping back to its source.

use std::ops::Range;

/// Text assembled from parts of a source and from other text.
#[derive(Debug, Default)]
pub(crate) struct Rewritten {
    pub(crate) text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// The first byte of the piece in the text.
    start: usize,
    /// The bytes of the source that it comes from or replaces.
    source: Range<usize>,
    /// Whether it is a verbatim part of the source.
    copied: bool,
}

impl Rewritten {
    /// Returns a text that is its whole source from byte `start` on.
    pub(crate) fn whole(source: &str, start: usize) -> Self {
        let mut own = Self::default();
        own.copy(&source[start..], start);
        own
    }

    /// Appends text that is in the source at byte `source`.
    pub(super) fn copy(&mut self, text: &str, source: usize) {
        self.push(text, source..source + text.len(), true);
    }

    /// Appends text that replaces these bytes of the source.
    pub(super) fn replace(&mut self, text: &str, source: Range<usize>) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: &str, source: Range<usize>, copied: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        match self.pieces.last_mut().filter(|last| last.copied && copied && last.source.end == source.start) {
            Some(last) => last.source.end = source.end,
            None => self.pieces.push(Piece { start, source, copied }),
        }
        self.text.push_str(text);
    }

    /// Returns the bytes of the source that correspond to these bytes of the text.
    pub(crate) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let piece = |after: usize| after.checked_sub(1).and_then(|index| self.pieces.get(index));
        let start = match piece(self.pieces.partition_point(|piece| piece.start <= range.start)) {
            Some(piece) if piece.copied => piece.source.start + (range.start - piece.start),
            Some(piece) => piece.source.start,
            None => 0,
        };
        let end = match piece(self.pieces.partition_point(|piece| piece.start < range.end)) {
            Some(piece) if piece.copied => piece.source.start + (range.end - piece.start),
            Some(piece) => piece.source.end,
            None => 0,
        };
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_map_back_to_the_source_around_inserted_text() {
        let mut text = Rewritten::default();
        text.copy("one ", 10);
        text.replace("new ", 14..17);
        text.copy("two", 20);
        assert_eq!(text.source(&(0..3)), 10..13);
        assert_eq!(text.source(&(4..8)), 14..17);
        assert_eq!(text.source(&(8..11)), 20..23);
        assert_eq!(text.source(&(2..9)), 12..21);
    }
}
