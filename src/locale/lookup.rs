//! From a language tag to the words that its readers read: a language has them by its script.
//!
//! A tag that names a script we have no words in (`hi-Latn`, say) falls back on English as an unknown language does:
//! words in letters that the reader may not know help less, and a neighbouring language's not at all.

use super::{Words, words};
use crate::article::Lang;

/// Other names of languages that have words: codes that BCP 47 has retired or that stand beside a wider one
/// (IANA Language Subtag Registry, `Preferred-Value` and `Macrolanguage`).
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

pub(super) fn of(lang: &Lang) -> &'static Words {
    let primary = lang.primary();
    let named = SAME.iter().find(|(other, _)| *other == primary).map_or(primary.as_str(), |(_, own)| own);
    let script = script(lang);
    let speaks = |words: &&Words| words.lang.split('-').next() == Some(named);
    let writes = |words: &&Words| script.as_deref().is_none_or(|script| words.writes(script));
    words::ALL.iter().find(|words| speaks(words) && writes(words)).unwrap_or(&words::ALL[0])
}

/// The script that a tag names (RFC 5646 §2.2.3), or that its place tells for Chinese; none where any will do.
fn script(lang: &Lang) -> Option<String> {
    let tag = lang.as_str().to_ascii_lowercase();
    let subtags: Vec<&str> = tag.split('-').collect();
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

impl Words {
    fn writes(&self, script: &str) -> bool {
        self.scripts.iter().any(|own| own.eq_ignore_ascii_case(script))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tag: &str) -> &'static str {
        of(&Lang::new(tag).unwrap()).lang
    }

    #[test]
    fn the_place_tells_which_chinese() {
        let tags = ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "zh-TW", "zh-HK", "zh-hant", "zh-Hant-MO", "yue"];
        let found: Vec<_> = tags.map(found).to_vec();
        assert_eq!(
            found,
            [
                "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "zh-Hant", "zh-Hant",
                "zh-Hant"
            ]
        );
    }

    #[test]
    fn a_language_answers_to_its_other_names_and_regions() {
        assert_eq!(
            ["fil", "fil-PH", "iw", "mww", "prs", "cmn-Hant-TW"].map(found),
            ["tl", "tl", "he", "hmn", "fa", "zh-Hant"]
        );
        assert_eq!(["pt-BR", "es-419", "ES-mx", "ar-EG", "ko-Hang-KR"].map(found), ["pt", "es", "es", "ar", "ko"]);
    }

    #[test]
    fn english_stands_in_for_what_is_unknown_and_for_other_scripts() {
        assert_eq!(["sw", "hi-Latn", "ur-Latn", "hmn-Hmng", "ru-Latn"].map(found), ["en"; 5]);
        assert_eq!(found("hi-Deva-x-latn"), "hi", "what follows a lone letter is private");
    }
}
