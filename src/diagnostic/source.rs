//! A source text with a name and line numbers.
//!
//! Bytes become text only here: the byte order mark is removed, and every line ending becomes `\n`. Spans count bytes
//! of that text; lines and columns are those of the file.

use super::{Code, Diagnostic};
use crate::article::Span;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::sync::{Arc, OnceLock};

/// The largest article, in bytes.
pub const LIMIT: usize = 32 << 20;

/// A named text.
#[derive(Debug)]
pub struct Source {
    /// The path or name shown in messages.
    pub name: String,
    /// The text, without a byte order mark and with `\n` line ends.
    pub text: String,
    /// The bytes of a binary file, such as a Word document.
    file: Arc<[u8]>,
    /// Diagnostics from decoding.
    pub(crate) reported: Vec<Diagnostic>,
    line_starts: OnceLock<Vec<usize>>,
    /// The number of characters before each [`STEP`]th byte, so that columns of long lines need not be counted from
    /// their start.
    characters: OnceLock<Vec<usize>>,
}

/// The maximum number of bytes to scan when counting a column.
const STEP: usize = 512;

/// A line and a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            name: String::new(),
            text: String::new(),
            file: Arc::new([]),
            reported: Vec::new(),
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text, &self.file) == (&other.name, &other.text, &other.file)
    }
}

impl Source {
    /// Creates a source from a text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: normalized(text.into()), ..Self::default() }
    }

    /// Creates a source from the bytes of a binary file, such as a Word document.
    pub fn of_file(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), file: bytes.into(), ..Self::default() }
    }

    /// Returns the bytes of a binary file; empty for text.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.file
    }

    /// Creates a source from the bytes of a file, which must be UTF-8.
    ///
    /// # Errors
    /// [`Code::Limit`] beyond [`LIMIT`], [`Code::NotUtf8`] with the position of the first invalid byte.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        check_size(&bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => Err(not_utf8(name.into(), &error)),
        }
    }

    /// Returns the span of the first character, for diagnostics about the whole text.
    #[must_use]
    pub fn start(&self) -> Span {
        Span::new(0, self.text.chars().next().map_or(0, char::len_utf8))
    }

    /// Returns the position of a byte offset; past the end, the position of the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let starts = self.line_starts();
        let offset = offset.min(self.text.len());
        let index = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        Place { line: index + 1, column: self.characters(offset) - self.characters(starts[index]) + 1 }
    }

    /// Returns the number of characters that start before a byte.
    fn characters(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let marks = self.characters.get_or_init(|| {
            let chunks = bytes.chunks(STEP).scan(0, |before, chunk| {
                let so_far = *before;
                *before += characters_in(chunk);
                Some(so_far)
            });
            chunks.collect()
        });
        let mark = (offset / STEP).min(marks.len().saturating_sub(1));
        marks.get(mark).map_or(0, |before| before + characters_in(&bytes[mark * STEP..offset]))
    }

    /// Returns a line by its number from 1, without its line end.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let starts = self.line_starts();
        let start = self.line_start(number);
        let end = starts.get(number).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Returns the offset of a line, by its number from 1.
    pub(super) fn line_start(&self, number: usize) -> usize {
        self.line_starts().get(number.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

/// Returns the number of characters that start in these bytes.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Returns an error if there are more bytes than [`LIMIT`].
pub(crate) fn check_size(bytes: &[u8]) -> Result<(), Diagnostic> {
    let message = || format!("the article is larger than {} MiB", LIMIT >> 20);
    let refusal = || Diagnostic::new(Code::Limit, message()).help("split it into several articles");
    if bytes.len() > LIMIT { Err(refusal()) } else { Ok(()) }
}

/// Returns the likely encoding of bytes that are not UTF-8.
pub(crate) fn likely_encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn normalized(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Creates a diagnostic for the first byte that is not UTF-8, at the end of the text before it.
fn not_utf8(name: String, error: &std::string::FromUtf8Error) -> Diagnostic {
    let (bytes, valid) = (error.as_bytes(), error.utf8_error().valid_up_to());
    let encoding = likely_encoding(bytes).name();
    let source = Source::new(name, String::from_utf8_lossy(&bytes[..valid]));
    let place = source.place(source.text.len());
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let message = format!("not UTF-8 text: byte 0x{byte:02X} at line {}, column {}", place.line, place.column);
    Diagnostic::new(Code::NotUtf8, message)
        .help(format!(
            "it looks like {encoding}: save it as UTF-8 (in Notepad, \"Save as\" and Encoding: UTF-8; in other editors, \
             choose UTF-8 where the file is saved)"
        ))
        .at(Span::new(source.text.len(), source.text.len()))
        .within(Arc::new(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_normalized_and_the_byte_order_mark_is_removed() {
        let source = Source::from_bytes("a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n".to_vec()).unwrap();
        assert_eq!(source.text, "one\ntwo\nthree\n");
        assert_eq!(source.place(4), Place { line: 2, column: 1 });
    }

    #[test]
    fn bytes_that_are_not_utf8_are_reported_with_their_place() {
        let error = Source::from_bytes("a.md", b"one\ncaf\xe9\n".to_vec()).unwrap_err();
        assert_eq!(error.code, Code::NotUtf8);
        assert_eq!(error.message, "not UTF-8 text: byte 0xE9 at line 2, column 4");
        let error = Source::from_bytes("a.md", vec![0xff, 0xfe, b'a', 0]).unwrap_err();
        assert!(error.help.unwrap().contains("it looks like UTF-16"));
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source::new("a.md", "für\nzwei\n");
        assert_eq!(source.place(0), Place { line: 1, column: 1 });
        assert_eq!(source.place(4), Place { line: 1, column: 4 });
        assert_eq!(source.place(7), Place { line: 2, column: 3 });
        assert_eq!(source.place(99), Place { line: 3, column: 1 });
        assert_eq!(source.line(2), "zwei");
    }

    #[test]
    fn a_place_in_a_long_line_counts_characters_too() {
        let source = Source::new("a.md", format!("ü\n{}", "aü€".repeat(1000)));
        for (characters, (at, _)) in source.line(2).char_indices().enumerate() {
            assert_eq!(source.place(3 + at), Place { line: 2, column: characters + 1 });
        }
        assert_eq!(source.place(99_999), Place { line: 2, column: 3001 });
    }
}
