//! How languages are written: what a font must have for them, and how much room their lines want.

use super::script;
use crate::article::Lang;

/// How a language is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Writing {
    /// The script (ISO 15924).
    pub script: &'static str,
    /// Letters that a face must have, or the language is not set in it.
    pub letters: &'static str,
    /// How the names of families end that are drawn for it, where faces of other regions have its letters too.
    pub region: &'static str,
    /// The leading that lines want, as a multiple of what Latin script wants.
    pub leading: f32,
}

const LATIN: Writing = Writing { script: "Latn", letters: "", region: "", leading: 1.0 };

/// By script; the first is what every language has whose script is not known.
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

/// Vietnamese is written in Latin letters that many Latin faces lack.
const VIETNAMESE: Writing =
    Writing {
        script: "Latn", letters: "ăâđêôơưạảấầẩẫậắằẳẵặếềệịọốộớờợụứừựỳỹ", region: "", leading: 1.0
    };

/// The script of languages that are not written in Latin letters, where their tags do not name one.
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
    /// The scripts that are known, but for Latin.
    pub fn all() -> impl Iterator<Item = Self> {
        WRITINGS.iter().skip(1).copied()
    }

    /// Whether lines have what stretches: words, or ideographs. Scripts without either are set ragged.
    #[must_use]
    pub fn stretches(&self) -> bool {
        !matches!(self.script, "Khmr" | "Laoo" | "Mymr" | "Thai")
    }

    /// Whether letters are capital or small.
    #[must_use]
    pub fn has_small_letters(&self) -> bool {
        matches!(self.script, "Armn" | "Cyrl" | "Grek" | "Latn")
    }

    /// How a language is written: by the script that its tag names, else by the language.
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
    fn a_script_in_the_tag_outweighs_what_the_language_is_mostly_written_in() {
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
    fn a_language_by_another_name_is_written_the_same_way() {
        assert_eq!(["yue", "cmn", "iw", "prs", "arb"].map(script), ["Hant", "Hans", "Hebr", "Arab", "Arab"]);
        assert_eq!(script("hi-x-latn"), "Deva", "what follows a lone letter is private");
    }
}
