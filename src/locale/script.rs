//! What a language tag tells of language and script (RFC 5646), for all that depends on them.

use crate::article::Lang;

/// Other names of languages: codes that BCP 47 has retired or that stand beside a wider one (IANA Language Subtag
/// Registry, `Preferred-Value` and `Macrolanguage`).
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

/// Where Chinese is written in traditional characters unless a script is named.
const TRADITIONAL: [&str; 3] = ["tw", "hk", "mo"];

/// The language, by the name that is most in use.
pub(super) fn language(lang: &Lang) -> String {
    let primary = lang.primary();
    SAME.iter().find(|(other, _)| *other == primary).map_or(primary, |(_, own)| (*own).to_owned())
}

/// The script that a tag names (2.2.3), or that its place tells for Chinese, in small letters; none where any will do.
pub(super) fn named(lang: &Lang) -> Option<String> {
    let tag = lang.as_str().to_ascii_lowercase();
    let subtags: Vec<&str> = tag.split('-').collect();
    // what follows a lone letter is private, or an extension
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
