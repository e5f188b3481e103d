//! The words that citation styles use, by language.
//!
//! The archive holds 60 languages; to decode all takes tens of milliseconds, which is most of the time that one article
//! takes. So only those that an article may need are decoded.

use super::archive;
use hayagriva::citationberg::Locale;

/// What styles fall back on.
const FALLBACK: &str = "en-US";

/// The words of a primary language in all its countries, and American English, in the order of the archive.
pub(super) fn spoken(primary: &str) -> Vec<Locale> {
    archive::locales(|tag| tag == FALLBACK || tag.split('-').next() == Some(primary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_comes_with_its_countries_and_english() {
        let codes: Vec<_> = spoken("de").into_iter().filter_map(|locale| locale.lang).map(|code| code.0).collect();
        assert_eq!(codes, ["de-AT", "de-CH", "de-DE", "en-US"]);
    }
}
