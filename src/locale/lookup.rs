//! Finds the words for a language tag, by language and script.
//!
//! A tag that names a script without words (such as `hi-Latn`) falls back to English, as unknown languages do: readers may
//! not know the script of the words that exist, and a related language would not help either.

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
    fn the_region_selects_the_chinese_script() {
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
    fn aliases_and_regions_find_the_language() {
        assert_eq!(
            ["fil", "fil-PH", "iw", "mww", "prs", "cmn-Hant-TW"].map(found),
            ["tl", "tl", "he", "hmn", "fa", "zh-Hant"]
        );
        assert_eq!(["pt-BR", "es-419", "ES-mx", "ar-EG", "ko-Hang-KR"].map(found), ["pt", "es", "es", "ar", "ko"]);
    }

    #[test]
    fn unknown_languages_and_scripts_fall_back_to_english() {
        assert_eq!(["sw", "hi-Latn", "ur-Latn", "hmn-Hmng", "ru-Latn"].map(found), ["en"; 5]);
        assert_eq!(found("hi-Deva-x-latn"), "hi", "what follows a lone letter is private");
    }
}
