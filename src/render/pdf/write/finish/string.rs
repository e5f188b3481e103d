//! String objects.

use crate::render::pdf::write::syntax::text_string;
use lopdf::{Object, StringFormat};

/// Returns a text string (ISO 32000-1, 7.9.2.2).
pub(super) fn text(text: &str) -> Object {
    bytes(&text_string(text))
}

/// Returns a byte string: names of destinations, identifiers.
pub(super) fn bytes(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Literal)
}
