//! A named source text that knows its lines.

use std::sync::OnceLock;

/// A text with the name it is shown by.
#[derive(Debug)]
pub struct Source {
    /// The path or name shown to people.
    pub name: String,
    /// The text.
    pub text: String,
    line_starts: OnceLock<Vec<usize>>,
}

/// A place for people: line and column count from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Source {
    /// A text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// The place of a byte offset; past the end gives the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let starts = self.line_starts();
        let offset = offset.min(self.text.len());
        let index = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let before = self.text.get(starts[index]..offset).unwrap_or_default();
        Place { line: index + 1, column: before.chars().count() + 1 }
    }

    /// A line by its number from 1, without its line end.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let starts = self.line_starts();
        let start = starts.get(number.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = starts.get(number).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source::new("a.md", "für\nzwei\n");
        assert_eq!(source.place(0), Place { line: 1, column: 1 });
        assert_eq!(source.place(4), Place { line: 1, column: 4 });
        assert_eq!(source.place(7), Place { line: 2, column: 3 });
        assert_eq!(source.place(99), Place { line: 3, column: 1 });
        assert_eq!(source.line(2), "zwei");
    }
}
