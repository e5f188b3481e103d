//! Language and script of a language tag (RFC 5646).

use crate::article::Lang;

/// Aliases of languages: deprecated codes, and codes with a macrolanguage (IANA Language Subtag Registry,
/// `Preferred-Value` and `Macrolanguage`).
const SAME: [(&str, &str); 8] = [
    ("fil", "tl"),
    ("iw", "he"),
    ("mww", "hmn"),
    ("arb", "ar"),
    ("pes", "fa"),
    ("prs", "fa"),
    ("cmn", "zh"),
    ("yue", "zh"),
];

/// Regions where Chinese without a script subtag is written in traditional characters.
const TRADITIONAL: [&str; 3] = ["tw", "hk", "mo"];

/// Returns the primary language subtag, with aliases replaced.
pub(super) fn language(lang: &Lang) -> String {
    let primary = lang.primary();
    SAME.iter().find(|(other, _)| *other == primary).map_or(primary, |(_, own)| (*own).to_owned())
}

/// Returns the script in lower case: the one in the tag (section 2.2.3) or, for Chinese, the one of the region.
pub(super) fn named(lang: &Lang) -> Option<String> {
    let tag = lang.as_str().to_ascii_lowercase();
    let subtags: Vec<&str> = tag.split('-').collect();
    // a single letter starts an extension or private use
    let own = subtags[1..].iter().take_while(|subtag| subtag.len() > 1);
    let named = own.clone().find(|subtag| subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic()));
    match (named, subtags[0]) {
        (Some(script), _) => Some((*script).to_owned()),
        (None, "zh" | "cmn") if own.clone().any(|subtag| TRADITIONAL.contains(subtag)) => Some("hant".to_owned()),
        (None, "zh") if own.clone().any(|subtag| *subtag == "yue") => Some("hant".to_owned()),
        (None, "yue") => Some("hant".to_owned()),
        (None, _) => None,
    }
}
