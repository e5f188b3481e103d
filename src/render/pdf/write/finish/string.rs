//! Text strings (ISO 32000-1, 7.9.2.2).

use lopdf::{Object, StringFormat};

/// A text as PDF writes it: ASCII as it is, all else in UTF-16 with its byte order mark. Control characters,
/// which no window's title bar can show, become spaces.
pub(super) fn text(text: &str) -> Object {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if shown.is_ascii() {
        return Object::String(shown.into_bytes(), StringFormat::Literal);
    }
    let units = shown.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// Bytes that are no text: names of destinations, identifiers.
pub(super) fn bytes(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Literal)
}
