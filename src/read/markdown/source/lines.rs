//! Lines of a source.

use crate::article::Span;

/// A line, or the part of it after the indentation of its containers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The byte in the source where it starts.
    pub(super) start: usize,
    /// Its text, without the line end.
    pub(super) text: &'a str,
}

/// Returns the lines of a text from byte `start` on.
pub(super) fn of(text: &str, start: usize) -> Vec<Line<'_>> {
    let mut at = start;
    let of = |line: &'_ str| {
        let own = at;
        at += line.len();
        own
    };
    let starts: Vec<usize> = text[start..].split_inclusive('\n').map(of).collect();
    starts
        .into_iter()
        .zip(text[start..].split_inclusive('\n'))
        .map(|(start, line)| Line { start, text: line.strip_suffix('\n').unwrap_or(line) })
        .collect()
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns its text, trimmed.
    pub(super) fn bare(&self) -> &'a str {
        self.text.trim()
    }

    /// Returns the width of its indentation; a tab advances to the next multiple of four.
    pub(super) fn indent(&self) -> usize {
        let mut width = 0;
        for byte in self.text.bytes() {
            match byte {
                b' ' => width += 1,
                b'\t' => width += 4 - width % 4,
                _ => break,
            }
        }
        width
    }

    /// Returns the line without up to `columns` columns of indentation.
    pub(super) fn unindented(&self, columns: usize) -> Self {
        let (mut width, mut bytes) = (0, 0);
        for byte in self.text.bytes() {
            match byte {
                b' ' if width < columns => width += 1,
                b'\t' if width < columns => width += 4 - width % 4,
                _ => break,
            }
            bytes += 1;
        }
        Self { start: self.start + bytes, text: &self.text[bytes..] }
    }

    /// Returns the part between two bytes, clamped to the line.
    pub(super) fn slice(&self, from: usize, to: usize) -> Self {
        let from = floor(self.text, from);
        let to = floor(self.text, to).max(from);
        Self { start: self.start + from, text: &self.text[from..to] }
    }

    /// Returns the line, trimmed.
    pub(super) fn trimmed(&self) -> Self {
        let lead = self.text.len() - self.text.trim_start().len();
        Self { start: self.start + lead, text: self.text.trim() }
    }

    /// Returns its span in the source.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// Returns the column where the content starts if the line opens a list item.
    pub(super) fn item_content(&self) -> Option<usize> {
        let bare = self.text.trim_start();
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match bare.as_bytes().get(digits)? {
            b'-' | b'*' | b'+' | b':' if digits == 0 => 1,
            b'.' | b')' if digits > 0 => digits + 1,
            _ => return None,
        };
        let rest = &bare[mark..];
        let space = rest.len() - rest.trim_start_matches(' ').len();
        if rest.is_empty() {
            return Some(self.indent() + mark + 1);
        }
        (space > 0 || rest.starts_with('\t')).then(|| self.indent() + mark + if space > 4 { 1 } else { space.max(1) })
    }
}

/// Returns the last character boundary of a text at or before this byte.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
