//! Decodes files that programs and people have passed on for years, such as bibliographies, and that may mix encodings.

use super::{Code, Diagnostic, Source, source::likely_encoding};
use crate::article::Span;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

impl Source {
    /// Creates a source from the bytes of a file in any encoding: that of its byte order mark, UTF-16, or UTF-8. Lines
    /// that are not UTF-8 are read in the encoding that is likely for them, with a note.
    #[must_use]
    pub fn lenient(name: impl Into<String>, bytes: &[u8]) -> Self {
        let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
        if let Some(encoding) = marked.or_else(|| utf_16(bytes)) {
            return Self::new(name, encoding.decode(bytes).0);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(_) => by_line(name.into(), bytes),
        }
    }
}

/// Returns the encoding of UTF-16 without a byte order mark, whose first characters are ASCII.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [0, first, 0, second] if *first > 0 && *second > 0 => Some(UTF_16BE),
        [first, 0, second, 0] if *first > 0 && *second > 0 => Some(UTF_16LE),
        _ => None,
    }
}

fn by_line(name: String, bytes: &[u8]) -> Source {
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n');
    let foreign: Vec<u8> = lines().filter(|line| std::str::from_utf8(line).is_err()).flatten().copied().collect();
    let encoding = likely_encoding(&foreign);
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for line in lines() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(error) => {
                let decoded = encoding.decode_without_bom_handling(line).0;
                // counted once: counting for every line would take quadratic time
                first.get_or_insert_with(|| (text.len() + error.valid_up_to(), text.matches("\r\n").count()));
                text.push_str(&decoded);
            }
        }
    }
    let mut source = Source::new(name, text);
    let (at, dropped) = first.unwrap_or_default();
    let message = format!("lines that are not UTF-8 are read as `{}`", encoding.name());
    let help = "check the names for wrong letters, and save the file as UTF-8";
    let start = at.saturating_sub(dropped);
    source.reported.push(Diagnostic::new(Code::EncodingFound, message).help(help).at(Span::new(start, start)));
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_utf_16_are_decoded_with_and_without_a_mark() {
        let little: Vec<u8> = "@book{k, author = {Zoë}}\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}@book{k, author = {Zoë}}\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            let source = Source::lenient("a.bib", &bytes);
            assert_eq!((source.text.as_str(), source.reported.len()), ("@book{k, author = {Zoë}}\n", 0));
        }
    }

    #[test]
    fn lines_that_are_not_utf_8_are_decoded_on_their_own_with_a_note() {
        let source = Source::lenient("a.bib", b"Zo\xc3\xab\r\nJos\xe9 Garc\xeda\r\nAnn\r\n");
        assert_eq!(source.text, "Zoë\nJosé García\nAnn\n");
        let reported = &source.reported[0];
        assert_eq!(reported.message, "lines that are not UTF-8 are read as `windows-1252`");
        assert_eq!(
            source.place(reported.span.map_or(0, |span| span.start as usize)),
            source.place(source.text.find('é').unwrap())
        );
    }
}
