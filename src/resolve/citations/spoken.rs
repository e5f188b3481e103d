//! The words that citation styles use, by language.
//!
//! The archive holds 60 languages; to decode all takes tens of milliseconds, which is most of the time that one article
//! takes. Each file begins with its language, so that only those that an article may need are decoded.

use hayagriva::{archive::LOCALES, citationberg::Locale};

/// What styles fall back on.
const FALLBACK: &str = "en-US";

/// The words of a primary language in all its countries, and American English, in the order of the archive.
pub(super) fn spoken(primary: &str) -> Vec<Locale> {
    let wanted = |bytes: &&&[u8]| {
        // A file that does not say its language where we look for it is decoded, to be safe.
        tag(bytes).is_none_or(|tag| tag == FALLBACK || tag.split('-').next() == Some(primary))
    };
    LOCALES.iter().filter(wanted).filter_map(|bytes| ciborium::de::from_reader(*bytes).ok()).collect()
}

/// The language tag of a CBOR file: the short text after the key `@xml:lang` (RFC 8949, 3.1: major type 3).
fn tag(bytes: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"@xml:lang";
    let at = bytes.windows(KEY.len()).take(64).position(|window| window == KEY)? + KEY.len();
    let length = usize::from(bytes.get(at)?.checked_sub(0x60).filter(|length| *length < 24)?);
    std::str::from_utf8(bytes.get(at + 1..at + 1 + length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::archive::locales;

    #[test]
    fn every_language_is_told_without_decoding_it() {
        let tags: Vec<_> = LOCALES.iter().map(|bytes| tag(bytes).map(str::to_owned)).collect();
        let decoded: Vec<_> = locales().into_iter().map(|locale| locale.lang.map(|code| code.0)).collect();
        assert_eq!(tags, decoded);
    }

    #[test]
    fn a_language_comes_with_its_countries_and_english() {
        let codes: Vec<_> = spoken("de").into_iter().filter_map(|locale| locale.lang).map(|code| code.0).collect();
        assert_eq!(codes, ["de-AT", "de-CH", "de-DE", "en-US"]);
    }
}
