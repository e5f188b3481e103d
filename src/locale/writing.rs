//! Writing systems: the letters that a font must have for a language, and the leading that it needs.

use super::script;
use crate::article::Lang;

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Writing {
    /// The script (ISO 15924).
    pub script: &'static str,
    /// Letters that a face must have to be used for the language.
    pub letters: &'static str,
    /// The suffix of font families for this region, if fonts for other regions have the same letters.
    pub region: &'static str,
    /// The leading, as a multiple of that for Latin script.
    pub leading: f32,
}

const LATIN: Writing = Writing { script: "Latn", letters: "", region: "", leading: 1.0 };

/// Writing systems by script. The first is used for languages with an unknown script.
const WRITINGS: &[Writing] = &[
    LATIN,
    Writing { script: "Arab", letters: "ابتجحدرسشصطعفقكلمنهوي", region: "", leading: 1.22 },
    Writing { script: "Armn", letters: "աբգդ", region: "", leading: 1.0 },
    Writing { script: "Beng", letters: "কখগঘ", region: "", leading: 1.15 },
    Writing {
        script: "Cyrl", letters: "абвгдежзийклмнопрстуфхцчшщыьэюя", region: "", leading: 1.0
    },
    Writing {
        script: "Deva", letters: "अआइईउएकखगघचजटडणतदनपबमयरलवसह", region: "", leading: 1.12
    },
    Writing { script: "Ethi", letters: "ሀለሐመ", region: "", leading: 1.1 },
    Writing { script: "Geor", letters: "აბგდ", region: "", leading: 1.0 },
    Writing {
        script: "Grek", letters: "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ", region: "", leading: 1.0
    },
    Writing { script: "Gujr", letters: "કખગઘ", region: "", leading: 1.12 },
    Writing { script: "Guru", letters: "ਕਖਗਘ", region: "", leading: 1.12 },
    Writing { script: "Hans", letters: "的一是不了人我在有这", region: "SC", leading: 1.12 },
    Writing { script: "Hant", letters: "的一是不了人我在有這", region: "TC", leading: 1.12 },
    Writing { script: "Hebr", letters: "אבגדהוזחטיכלמנסעפצקרשת", region: "", leading: 1.0 },
    Writing { script: "Jpan", letters: "のはをアイ日本人", region: "JP", leading: 1.15 },
    Writing { script: "Khmr", letters: "កខគឃ", region: "", leading: 1.35 },
    Writing { script: "Kore", letters: "한국어는을", region: "KR", leading: 1.12 },
    Writing { script: "Laoo", letters: "ກຂຄງ", region: "", leading: 1.2 },
    Writing { script: "Mymr", letters: "ကခဂဃ", region: "", leading: 1.35 },
    Writing { script: "Taml", letters: "கஙசஞ", region: "", leading: 1.15 },
    Writing { script: "Telu", letters: "కఖగఘ", region: "", leading: 1.2 },
    Writing {
        script: "Thai", letters: "กขคงจฉชซญดตถทนบปผพฟมยรลวสหอ", region: "", leading: 1.2
    },
];

/// Vietnamese uses Latin letters that many Latin faces lack.
const VIETNAMESE: Writing =
    Writing {
        script: "Latn", letters: "ăâđêôơưạảấầẩẫậắằẳẵặếềệịọốộớờợụứừựỳỹ", region: "", leading: 1.0
    };

/// The default script of languages that are not written in Latin script.
const SCRIPTS: &[(&str, &[&str])] = &[
    ("Arab", &["ar", "fa", "ur", "ps", "sd", "ug", "ckb", "bgn", "ks", "lrc", "mzn", "sdh"]),
    ("Armn", &["hy"]),
    ("Beng", &["bn", "as"]),
    ("Cyrl", &["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"]),
    ("Deva", &["hi", "mr", "ne", "sa", "bgc", "bho", "raj"]),
    ("Ethi", &["am", "ti"]),
    ("Geor", &["ka"]),
    ("Grek", &["el"]),
    ("Gujr", &["gu"]),
    ("Guru", &["pa"]),
    ("Hans", &["zh"]),
    ("Hebr", &["he", "yi"]),
    ("Jpan", &["ja"]),
    ("Khmr", &["km"]),
    ("Kore", &["ko"]),
    ("Laoo", &["lo"]),
    ("Mymr", &["my"]),
    ("Taml", &["ta"]),
    ("Telu", &["te"]),
    ("Thai", &["th"]),
];

impl Writing {
    /// Returns all known writing systems except Latin.
    pub fn all() -> impl Iterator<Item = Self> {
        WRITINGS.iter().skip(1).copied()
    }

    /// Returns whether lines can be justified by stretching the spaces between words or ideographs; other scripts are
    /// set ragged.
    #[must_use]
    pub fn stretches(&self) -> bool {
        !matches!(self.script, "Khmr" | "Laoo" | "Mymr" | "Thai")
    }

    /// Returns whether the script has upper and lower case.
    #[must_use]
    pub fn has_small_letters(&self) -> bool {
        matches!(self.script, "Armn" | "Cyrl" | "Grek" | "Latn")
    }

    /// Returns the writing system of the script that the tag names, else of the language.
    #[must_use]
    pub fn of(lang: &Lang) -> Self {
        let language = script::language(lang);
        let by_language =
            SCRIPTS.iter().find(|(_, langs)| langs.contains(&language.as_str())).map(|(script, _)| *script);
        let script = script::named(lang).or(by_language.map(str::to_owned)).unwrap_or_else(|| "latn".to_owned());
        if language == "vi" && script.eq_ignore_ascii_case("Latn") {
            return VIETNAMESE;
        }
        WRITINGS.iter().find(|writing| writing.script.eq_ignore_ascii_case(&script)).copied().unwrap_or(LATIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(tag: &str) -> &'static str {
        Writing::of(&Lang::new(tag).unwrap()).script
    }

    #[test]
    fn the_script_subtag_overrides_the_default_script() {
        assert_eq!(
            [script("ru"), script("ru-Latn"), script("sr-Latn-RS"), script("fa-AF")],
            ["Cyrl", "Latn", "Latn", "Arab"]
        );
        assert_eq!(
            [script("zh"), script("zh-TW"), script("zh-Hant-HK"), script("en")],
            ["Hans", "Hant", "Hant", "Latn"]
        );
    }

    #[test]
    fn aliases_have_the_same_writing_system() {
        assert_eq!(["yue", "cmn", "iw", "prs", "arb"].map(script), ["Hant", "Hans", "Hebr", "Arab", "Arab"]);
        assert_eq!(script("hi-x-latn"), "Deva", "what follows a lone letter is private");
    }
}
