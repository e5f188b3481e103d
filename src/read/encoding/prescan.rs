//! The encoding declared in a web page: the HTML standard's "prescan a byte stream to determine its encoding"
//! (section 13.2.3.2, with its "get an attribute", "get an XML encoding", and 2.6.2 "extracting a character encoding
//! from a meta element").
//!
//! The standard scans the first 1024 bytes and lets the parser change the encoding later; this scans more bytes
//! instead.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The number of bytes that are scanned.
const LOOKED: usize = 1 << 16;

/// Returns the encoding that a page declares.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        // A page begins with markup, so its first two bytes suffice; the standard requires `<?x`.
        [b'<', 0, ..] => return Some(UTF_16LE),
        [0, b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
    let bytes = &bytes[..bytes.len().min(LOOKED)];
    let mut scan = Scan { bytes, at: 0 };
    while scan.at < bytes.len() {
        if let Some(encoding) = scan.step() {
            return Some(encoding);
        }
    }
    xml(bytes)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// Advances past a comment, a tag or a byte.
    fn step(&mut self) -> Option<&'static Encoding> {
        let rest = &self.bytes[self.at..];
        let Some(markup) = rest.strip_prefix(b"<") else {
            self.at += rest.iter().position(|&byte| byte == b'<').unwrap_or(rest.len());
            return None;
        };
        if rest.starts_with(b"<!--") {
            let end = rest[2..].windows(3).position(|three| three == b"-->");
            self.at += end.map_or(rest.len(), |end| end + 5);
            return None;
        }
        let name = &markup[markup.iter().take_while(|&&byte| byte == b'/').count().min(1)..];
        if name.first().is_some_and(u8::is_ascii_alphabetic) {
            return self.tag(markup);
        }
        if matches!(markup.first(), Some(b'!' | b'/' | b'?')) {
            self.at += rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
        }
        self.at += 1;
        None
    }

    fn tag(&mut self, markup: &[u8]) -> Option<&'static Encoding> {
        let ends = |byte: &u8| is_space(*byte) || matches!(byte, b'>' | b'/');
        let length = 1 + markup.iter().skip(1).position(ends).map_or(markup.len(), |at| at);
        let meta = markup[..length.min(markup.len())].eq_ignore_ascii_case(b"meta");
        self.at += 1 + length;
        let mut found = Meta::default();
        while let Some((name, value)) = self.attribute() {
            found.take(&name, value);
        }
        if meta { found.encoding() } else { None }
    }

    /// "Get an attribute": returns its name in lowercase, and its value.
    fn attribute(&mut self) -> Option<(Vec<u8>, &'a [u8])> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if matches!(self.peek(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // The first character of a name may be `=`.
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'=' | b'/' | b'>'));
        let name = self.bytes[start..self.at].to_ascii_lowercase();
        self.skip(is_space);
        if self.peek() != Some(b'=') {
            return Some((name, &[]));
        }
        self.at += 1;
        self.skip(is_space);
        Some((name, self.value()))
    }

    fn value(&mut self) -> &'a [u8] {
        let mark = self.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        self.at += usize::from(mark.is_some());
        let start = self.at;
        match mark {
            Some(mark) => self.skip(|byte| byte != mark),
            None => self.skip(|byte| !is_space(byte) && byte != b'>'),
        }
        let value = &self.bytes[start..self.at];
        self.at += usize::from(mark.is_some() && self.at < self.bytes.len());
        value
    }

    fn skip(&mut self, while_: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        self.at += rest.iter().position(|&byte| !while_(byte)).unwrap_or(rest.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// The attributes of a `<meta>` element. The first of each name wins.
#[derive(Default)]
struct Meta<'a> {
    equiv: Option<&'a [u8]>,
    content: Option<&'a [u8]>,
    charset: Option<&'a [u8]>,
}

impl<'a> Meta<'a> {
    fn take(&mut self, name: &[u8], value: &'a [u8]) {
        let place = match name {
            b"http-equiv" => &mut self.equiv,
            b"content" => &mut self.content,
            b"charset" => &mut self.charset,
            _ => return,
        };
        place.get_or_insert(value);
    }

    fn encoding(&self) -> Option<&'static Encoding> {
        let pragma = self.equiv.is_some_and(|value| value.eq_ignore_ascii_case(b"content-type"));
        let label = self.charset.or_else(|| self.content.filter(|_| pragma).and_then(charset_in))?;
        named(label)
    }
}

/// "Extracting a character encoding from a meta element": returns what follows `charset=`.
fn charset_in(content: &[u8]) -> Option<&[u8]> {
    let mut rest = content;
    loop {
        let at = rest.windows(7).position(|seven| seven.eq_ignore_ascii_case(b"charset"))?;
        rest = rest[at + 7..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            return Some(unquoted(value.trim_ascii_start()));
        }
    }
}

fn unquoted(value: &[u8]) -> &[u8] {
    let (mark, value) = match value {
        [mark @ (b'"' | b'\''), rest @ ..] => (Some(*mark), rest),
        _ => (None, value),
    };
    let ends = |byte: &u8| mark.map_or(is_space(*byte) || *byte == b';', |mark| *byte == mark);
    &value[..value.iter().position(ends).unwrap_or(value.len())]
}

/// Returns the encoding with a label. A readable declaration rules out UTF-16.
fn named(label: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_label_no_replacement(label)? {
        wide if wide == UTF_16LE || wide == UTF_16BE => Some(UTF_8),
        own if own.name() == "x-user-defined" => Some(WINDOWS_1252),
        encoding => Some(encoding),
    }
}

/// "Get an XML encoding": `<?xml version="1.0" encoding="…"?>`.
fn xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let inside = bytes.strip_prefix(b"<?xml")?;
    let inside = &inside[..inside.iter().position(|&byte| byte == b'>')?];
    let at = inside.windows(8).position(|eight| eight == b"encoding")?;
    let value = inside[at + 8..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    if matches!(value.first(), Some(b'"' | b'\'')) { named(unquoted(value)) } else { None }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_where_the_standard_finds_them() {
        for (page, name) in [
            ("<meta charset=koi8-r>", "KOI8-R"),
            ("<html><head/><meta/charset='koi8-r'/>", "KOI8-R"),
            ("<a title='<meta charset=utf-8>'><meta charset=koi8-r>", "KOI8-R"),
            ("<!--> <meta charset=koi8-r>", "KOI8-R"),
            ("<? > <! > </ > <meta charset=koi8-r>", "KOI8-R"),
            ("<meta content='charset charset=\"koi8-r\"' http-equiv=Content-Type>", "KOI8-R"),
            ("<meta charset=utf-16le>", "UTF-8"),
            ("<meta charset=x-user-defined>", "windows-1252"),
            ("<?xml version='1.0' encoding='koi8-r'?><html>", "KOI8-R"),
        ] {
            assert_eq!(declared(page.as_bytes()).map(Encoding::name), Some(name), "{page}");
        }
    }

    #[test]
    fn text_that_only_looks_like_a_declaration_is_ignored() {
        for page in [
            "",
            "<",
            "<meta",
            "<meta charset",
            "<meta charset='koi8-r",
            "<metal charset=koi8-r>",
            "<!-- <meta charset=koi8-r> -->",
            "<meta name=a content='charset=koi8-r'>",
            "<meta charset=nonsense>",
            "charset=koi8-r",
        ] {
            let found = declared(page.as_bytes());
            assert!(found.is_none() || page.ends_with("'koi8-r"), "{page}: {found:?}");
        }
    }
}
