//! From a language tag to the words that its readers read: a language has them by its script.
//!
//! A tag that names a script we have no words in (`hi-Latn`, say) falls back on English as an unknown language does:
//! words in letters that the reader may not know help less, and a neighbouring language's not at all.

use super::{Words, script, words};
use crate::article::Lang;

pub(super) fn of(lang: &Lang) -> &'static Words {
    let (language, script) = (script::language(lang), script::named(lang));
    let speaks = |words: &&Words| words.lang.split('-').next() == Some(language.as_str());
    let writes = |words: &&Words| script.as_deref().is_none_or(|script| words.writes(script));
    words::ALL.iter().find(|words| speaks(words) && writes(words)).unwrap_or(&words::ALL[0])
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
