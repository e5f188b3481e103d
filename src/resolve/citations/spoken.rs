//! The words that citation styles use, by language.
//!
//! The archive holds 60 languages; to decode all takes tens of milliseconds, which is most of the time that one article
//! takes. So only those that an article may need are decoded.

use super::archive;
use hayagriva::citationberg::{Locale, LocaleCode};

/// What styles fall back on.
const FALLBACK: &str = "en-US";

/// The tags of a primary language in all its countries, in the order of the archive.
pub(super) fn tags(primary: &str) -> impl Iterator<Item = &'static str> {
    archive::tags().filter(move |tag| tag.split('-').next() == Some(primary))
}

/// The words of a language, and those that styles fall back on where they lack one: the language's in its first country,
/// and American English.
pub(super) fn spoken(code: &LocaleCode) -> Vec<Locale> {
    let first = code.fallback();
    let first = first.as_ref().map(|first| first.0.as_str());
    archive::locales(|tag| tag == FALLBACK || tag == code.0 || Some(tag) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_comes_with_what_styles_fall_back_on() {
        let codes = |code: &str| -> Vec<String> {
            spoken(&LocaleCode(code.to_owned()))
                .into_iter()
                .filter_map(|locale| locale.lang)
                .map(|code| code.0)
                .collect()
        };
        assert_eq!(codes("de-AT"), ["de-AT", "de-DE", "en-US"]);
        assert_eq!(codes("en-US"), ["en-US"]);
        assert_eq!(tags("de").collect::<Vec<_>>(), ["de-AT", "de-CH", "de-DE"]);
    }
}
