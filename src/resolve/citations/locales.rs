//! The language that a style uses in an article, and the words of it.

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

/// What a style falls back on.
const FALLBACK: &str = "en-US";

/// The language of entries.
#[derive(Debug)]
pub(super) struct Language {
    /// Its words, and those of the languages that the style falls back on.
    pub(super) locales: Locales,
    /// Whether it is the article's, rather than English in its place.
    pub(super) is_own: bool,
}

impl Language {
    /// Picks the language for a style in an article of a language.
    pub(super) fn new(lang: &Lang, style: &Style, default: Option<&str>) -> Self {
        let (tag, is_own) = pick(lang, default.or(style.default_locale()));
        Self { locales: Locales::new(style, &tag, locale), is_own }
    }
}

/// Returns a bundled locale, parsed once in the process: to parse all would take most of the time of a short article.
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

/// Returns the tag of the locale for an article, and whether it is in the article's language. `default` is the style's
/// own locale, which settles the country.
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

/// Returns the primary language, and the tag of the country whose words are taken if the article's tag names none: for
/// Chinese, that of its characters.
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
    fn the_locale_of_an_article_is_the_nearest_that_there_is() {
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
    fn a_style_settles_the_country_but_not_the_language() {
        let pick = |tag: &str| pick(&Lang::new(tag).expect("a tag"), Some("en-GB")).0;
        assert_eq!([pick("en"), pick("de")], ["en-GB", "de-DE"]);
    }
}
