//! The locale that a style uses in an article.

use super::archive;
use crate::{
    article::Lang,
    csl::{Locale, Locales, Style},
    locale::Writing,
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// The final fallback locale.
const FALLBACK: &str = "en-US";

/// The language of the bibliography and citations.
#[derive(Debug)]
pub(super) struct Language {
    /// The style's locales for it, with fallbacks.
    pub(super) locales: Locales,
    /// Whether it is the article's language, rather than English as a fallback.
    pub(super) is_own: bool,
}

impl Language {
    /// Chooses the language of a style in an article. `default` is the locale of a dependent style.
    pub(super) fn new(lang: &Lang, style: &Style, default: Option<&str>) -> Self {
        let (tag, is_own) = pick(lang, default.or(style.default_locale()));
        Self { locales: Locales::new(style, &tag, locale), is_own }
    }
}

/// Returns a bundled locale, parsed once per process on demand: parsing all of them would dominate the time of a
/// short article.
fn locale(tag: &str) -> Option<Arc<Locale>> {
    static PARSED: LazyLock<Mutex<HashMap<&'static str, Arc<Locale>>>> = LazyLock::new(Mutex::default);
    let tag = archive::tags().find(|known| known.eq_ignore_ascii_case(tag))?;
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(locale) = parsed.get(tag) {
        return Some(locale.clone());
    }
    let locale = Arc::new(Locale::parse(&archive::locale(tag)?).ok()?);
    parsed.insert(tag, locale.clone());
    Some(locale)
}

/// Returns the tag of the locale for an article, and whether it is in the article's language. `default` is the
/// style's own locale, which determines the country.
fn pick(lang: &Lang, default: Option<&str>) -> (String, bool) {
    let (primary, home) = home(lang);
    let is_primary = |tag: &str| tag.split('-').next() == Some(primary.as_str());
    let known: Vec<&str> = archive::tags().filter(|tag| is_primary(tag)).collect();
    let by_tag = |wanted: &str| known.iter().find(|tag| tag.eq_ignore_ascii_case(wanted)).copied();
    let tag = by_tag(lang.as_str())
        .or(default.filter(|tag| is_primary(tag)))
        .or((primary == "en").then_some(FALLBACK))
        .or_else(|| by_tag(&home))
        .or_else(|| known.first().copied())
        .unwrap_or(FALLBACK);
    (tag.to_owned(), !known.is_empty())
}

/// Returns the primary language, and the full tag to use if the article's tag has no country; for Chinese, it depends
/// on the script.
fn home(lang: &Lang) -> (String, String) {
    let primary = lang.primary();
    match Writing::of(lang).script {
        "Hant" => ("zh".to_owned(), "zh-TW".to_owned()),
        "Hans" => ("zh".to_owned(), "zh-CN".to_owned()),
        _ => (primary.clone(), format!("{primary}-{primary}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_locale_is_used() {
        let pick = |tag: &str| pick(&Lang::new(tag).expect("a tag"), None);
        for (article, locale, is_own) in [
            ("en", "en-US", true),
            ("en-GB", "en-GB", true),
            ("de", "de-DE", true),
            ("es-MX", "es-MX", true),
            ("zh-Hant", "zh-TW", true),
            ("zh", "zh-CN", true),
            ("ur", "en-US", false),
        ] {
            assert_eq!(pick(article), (locale.to_owned(), is_own), "{article}");
        }
    }

    #[test]
    fn a_style_determines_the_country_but_not_the_language() {
        let pick = |tag: &str| pick(&Lang::new(tag).expect("a tag"), Some("en-GB")).0;
        assert_eq!([pick("en"), pick("de")], ["en-GB", "de-DE"]);
    }
}
