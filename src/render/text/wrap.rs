//! Breaks text into lines by display width (UAX 14, UAX 11).
//!
//! Lines are filled first-fit, as some viewers wrap plain text again. Start with [`Breaker::wrap`].

use crate::breaks::opportunities;
use unicode_width::UnicodeWidthStr;

/// The maximum number of columns; `None` for one line per paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width(pub(super) Option<usize>);

/// The minimum width that nesting leaves; longer lines then exceed the limit.
const LEAST: usize = 20;

impl Width {
    /// Returns the width left by an indent.
    pub(super) fn less(self, indent: usize) -> Self {
        Self(self.0.map(|columns| columns.saturating_sub(indent).max(LEAST)))
    }

    fn holds(self, columns: usize) -> bool {
        self.0.is_none_or(|most| columns <= most)
    }
}

/// Returns the display width of a text in columns: 2 for a CJK character, 0 for a combining one.
pub(super) fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.len() } else { text.width() }
}

/// Finds where lines may break.
#[derive(Clone, Copy)]
pub(super) struct Breaker;

impl Breaker {
    /// Breaks text into lines. A `\n` forces a break. A word wider than a line is not cut.
    pub(super) fn wrap(self, text: &str, width: Width) -> Vec<String> {
        text.split('\n').flat_map(|part| self.fill(part, width)).collect()
    }

    /// Returns the width of the widest unbreakable piece in columns.
    pub(super) fn widest_piece(self, text: &str) -> usize {
        let pieces = text.split('\n').flat_map(|part| self.pieces(part));
        pieces.map(|piece| columns(piece.trim_end())).max().unwrap_or(0)
    }

    fn fill(self, text: &str, width: Width) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut start, mut end, mut used) = (0, 0, 0);
        for piece in self.pieces(text) {
            let words = piece.trim_end();
            let taken = columns(words);
            if end > start && !width.holds(used + taken) {
                lines.push(trimmed(&text[start..end]));
                (start, used) = (end, 0);
            }
            end += piece.len();
            used += taken + columns(&piece[words.len()..]);
        }
        lines.push(trimmed(&text[start..end]));
        lines
    }

    /// Splits a text into unbreakable pieces, each with its trailing spaces. A piece that would look like a list marker
    /// at the start of a line stays with the piece before it.
    fn pieces(self, text: &str) -> Vec<&str> {
        let opportunities = opportunities(text);
        let mut pieces = Vec::with_capacity(opportunities.len());
        let (mut start, mut last, mut in_address) = (0, 0, false);
        for end in opportunities {
            let part = &text[last..end];
            if last > start && !looks_like_mark(part) && !in_address {
                pieces.push(&text[start..last]);
                start = last;
            }
            in_address = ends_in_address(part, in_address);
            last = end;
        }
        if start < text.len() {
            pieces.push(&text[start..]);
        }
        pieces
    }
}

fn trimmed(line: &str) -> String {
    line.trim_end().to_owned()
}

/// Returns whether a part ends within a web address, which is kept whole. `before` is the result for the previous part.
fn ends_in_address(part: &str, before: bool) -> bool {
    match part.rsplit_once(char::is_whitespace) {
        Some((_, word)) => is_address(word),
        None => before || is_address(part),
    }
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("doi:10.")
}

/// Returns whether a piece at the start of a line would look like a bullet, a number or a check box.
fn looks_like_mark(piece: &str) -> bool {
    let word = piece.trim_end();
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(word, "-" | "*" | "+" | "•" | "[" | "[x]")
        || (!number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Puts a marker before the first line and indents the others by its width. Empty lines stay empty, and a marker
/// without lines is a separate line.
pub(super) fn hang(mark: &str, mut lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        lines.push(String::new());
    }
    let blanks = " ".repeat(columns(mark));
    let behind = |(at, line): (usize, String)| match (at, line.is_empty()) {
        (0, true) => mark.trim_end().to_owned(),
        (0, false) => format!("{mark}{line}"),
        (_, true) => line,
        (_, false) => format!("{blanks}{line}"),
    };
    lines.into_iter().enumerate().map(behind).collect()
}

/// Indents lines.
pub(super) fn indent(by: usize, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { hang(&" ".repeat(by), lines) }
}

/// Indents all lines except the first.
pub(super) fn first_out(lines: Vec<String>, by: usize) -> Vec<String> {
    let set_in = |(at, line)| if at == 0 { line } else { format!("{}{line}", " ".repeat(by)) };
    lines.into_iter().enumerate().map(set_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(text: &str, width: usize) -> Vec<String> {
        Breaker.wrap(text, Width(Some(width)))
    }

    #[test]
    fn lines_break_at_spaces_and_hyphens_and_carry_no_trailing_blank() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a well-known tea", 7), ["a well-", "known", "tea"]);
        assert_eq!(wrap("a\u{a0}b c", 4), ["a\u{a0}b", "c"]);
    }

    #[test]
    fn wide_characters_take_two_columns_and_break_between_one_another() {
        assert_eq!(wrap("日本語の文章", 6), ["日本語", "の文章"]);
        assert_eq!(columns("e\u{301}"), 1);
    }

    #[test]
    fn a_long_word_is_not_cut() {
        assert_eq!(wrap("see abcdefghijkl now", 6), ["see", "abcdefghijkl", "now"]);
    }

    #[test]
    fn no_line_begins_with_what_looks_like_a_list_mark() {
        assert_eq!(wrap("it was in 12. That", 9), ["it was", "in 12.", "That"]);
        assert_eq!(wrap("tea - green", 4), ["tea -", "green"]);
    }

    #[test]
    fn an_address_is_kept_whole_and_the_words_after_it_are_not() {
        assert_eq!(wrap("see doi:10.1000/abc now", 15), ["see", "doi:10.1000/abc", "now"]);
        assert_eq!(wrap("see http://x.example/a-b/c-d now", 8), ["see", "http://x.example/a-b/c-d", "now"]);
    }

    #[test]
    fn unlimited_width_gives_one_line_per_paragraph() {
        assert_eq!(Breaker.wrap("one two three", Width(None)), ["one two three"]);
    }
}
