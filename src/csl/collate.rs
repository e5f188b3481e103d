//! Collation: alphabetical order.
//!
//! Keys ignore case and diacritics first, like the first level of the Unicode root collation. Letters at the end of
//! the alphabet in Nordic languages sort there. Ties are broken by the text itself.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns a key that sorts `text` alphabetically in `language`.
pub(super) fn key(text: &str, language: &str) -> String {
    let nordic = ["sv", "fi", "da", "nb", "nn", "no"].iter().any(|tag| language.split('-').next() == Some(tag));
    let mut key = String::with_capacity(text.len() + 1);
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'å' if nordic => key.push_str("z\u{10ff}"),
            'ä' | 'æ' if nordic => key.push_str("z\u{10fd}"),
            'ö' | 'ø' if nordic => key.push_str("z\u{10fe}"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            '\u{1}' | ' ' => key.push(c),
            c if c.is_whitespace() => key.push(' '),
            c if c.is_ascii_alphanumeric() => key.push(c),
            c if !c.is_alphanumeric() => {}
            c => key.extend(std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c))),
        }
    }
    key
}
