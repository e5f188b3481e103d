//! The digits a language counts in: Persian digits for Persian, unless `-u-nu-latn` in the tag asks for Western ones.

use super::{Writing, script};
use crate::article::Lang;

/// The digits of one numbering system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// The BCP 47 name of the system (UTS #35, key `nu`).
    system: &'static str,
    zero: char,
    /// The CSS counter style with these digits (CSS Counter Styles 3, 6.1); `None` for Western digits, the default.
    pub counter: Option<&'static str>,
}

const WESTERN: Digits = Digits { system: "latn", zero: '0', counter: None };

const OTHERS: [Digits; 8] = [
    Digits { system: "arab", zero: '\u{660}', counter: Some("arabic-indic") },
    Digits { system: "arabext", zero: '\u{6f0}', counter: Some("persian") },
    Digits { system: "beng", zero: '\u{9e6}', counter: Some("bengali") },
    Digits { system: "deva", zero: '\u{966}', counter: Some("devanagari") },
    Digits { system: "khmr", zero: '\u{17e0}', counter: Some("khmer") },
    Digits { system: "laoo", zero: '\u{ed0}', counter: Some("lao") },
    Digits { system: "mymr", zero: '\u{1040}', counter: Some("myanmar") },
    Digits { system: "thai", zero: '\u{e50}', counter: Some("thai") },
];

/// Languages whose default digits are not Western, with the script they are then written in (CLDR 48,
/// `defaultNumberingSystem`). CLDR lists Western digits for Hindi, Urdu, Thai, Khmer and Lao.
const USUAL: [(&str, &str, &str); 24] = [
    ("ar", "Arab", "arab"),
    ("as", "Beng", "beng"),
    ("az", "Arab", "arabext"),
    ("bgc", "Deva", "deva"),
    ("bgn", "Arab", "arabext"),
    ("bho", "Deva", "deva"),
    ("bn", "Beng", "beng"),
    ("ckb", "Arab", "arab"),
    ("fa", "Arab", "arabext"),
    ("ks", "Arab", "arabext"),
    ("lrc", "Arab", "arabext"),
    ("mni", "Beng", "beng"),
    ("mr", "Deva", "deva"),
    ("my", "Mymr", "mymr"),
    ("mzn", "Arab", "arabext"),
    ("ne", "Deva", "deva"),
    ("pa", "Arab", "arabext"),
    ("ps", "Arab", "arabext"),
    ("raj", "Deva", "deva"),
    ("sa", "Deva", "deva"),
    ("sat", "Deva", "deva"),
    ("sd", "Arab", "arab"),
    ("sdh", "Arab", "arab"),
    ("uz", "Arab", "arabext"),
];

/// Regions where Arabic uses Western digits.
const WESTERN_ARABIC: [&str; 6] = ["ae", "dz", "eh", "ly", "ma", "tn"];

impl Digits {
    /// Returns the digits that the tag requests, else the default digits of the language.
    #[must_use]
    pub fn of(lang: &Lang) -> Self {
        let asked = lang.as_str().to_ascii_lowercase();
        let (place, asked) = asked.split_once("-u-").unwrap_or((&asked, ""));
        if let Some(system) = asked.split('-').skip_while(|subtag| *subtag != "nu").nth(1) {
            return named(system);
        }
        let language = script::language(lang);
        if language == "ur" && place.split('-').any(|subtag| subtag == "in") {
            return named("arabext");
        }
        let usual = USUAL.iter().find(|(known, ..)| *known == language);
        let Some((_, script, system)) = usual else { return WESTERN };
        let western = language == "ar" && place.split('-').any(|subtag| WESTERN_ARABIC.contains(&subtag));
        if western || Writing::of(lang).script != *script { WESTERN } else { named(system) }
    }

    /// Returns all known digits except Western ones.
    pub fn all() -> impl Iterator<Item = Self> {
        OTHERS.into_iter()
    }

    /// Returns the digits that a number is written with.
    #[must_use]
    pub fn in_use(number: &str) -> Self {
        OTHERS.into_iter().find(|digits| number.chars().any(|c| digits.has(c))).unwrap_or(WESTERN)
    }

    /// Converts Western digits to these digits and keeps all other characters.
    #[must_use]
    pub fn write(self, number: impl ToString) -> String {
        let own = |c: char| c.to_digit(10).and_then(|value| char::from_u32(u32::from(self.zero) + value)).unwrap_or(c);
        number.to_string().chars().map(own).collect()
    }

    /// Converts all known digits to Western ones.
    #[must_use]
    pub fn western(words: &str) -> String {
        let value = |c: char| std::iter::once(WESTERN).chain(OTHERS).find_map(|digits| digits.value(c));
        words.chars().filter_map(value).filter_map(|value| char::from_digit(value, 10)).collect()
    }

    /// Returns whether a character is one of these digits.
    #[must_use]
    pub fn has(self, c: char) -> bool {
        self.value(c).is_some()
    }

    fn value(self, c: char) -> Option<u32> {
        u32::from(c).checked_sub(u32::from(self.zero)).filter(|value| *value < 10)
    }
}

fn named(system: &str) -> Digits {
    OTHERS.into_iter().find(|digits| digits.system == system).unwrap_or(WESTERN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(tag: &str) -> String {
        Digits::of(&Lang::new(tag).unwrap()).write("2.10")
    }

    #[test]
    fn languages_use_their_own_digits() {
        assert_eq!(["fa", "fa-AF", "prs", "ps"].map(written), ["۲.۱۰"; 4]);
        assert_eq!(["ar", "ar-EG", "arb"].map(written), ["٢.١٠"; 3]);
        assert_eq!(["mr", "bn", "my"].map(written), ["२.१०", "২.১০", "၂.၁၀"]);
        assert_eq!(["ur-IN", "uz-Arab", "pa-Arab", "mzn"].map(written), ["۲.۱۰"; 4]);
        assert_eq!(["bho", "raj", "mni-Beng"].map(written), ["२.१०", "२.१०", "২.১০"]);
        assert_eq!(["uz", "pa", "mni-Mtei", "sd-Deva"].map(written), ["2.10"; 4]);
        assert_eq!(["en", "ur", "hi", "th", "he", "zh", "ar-MA", "fa-Latn"].map(written), ["2.10"; 8]);
    }

    #[test]
    fn a_tag_can_select_digits() {
        assert_eq!(["fa-u-nu-latn", "ar-EG-u-nu-latn"].map(written), ["2.10"; 2]);
        assert_eq!(["th-u-nu-thai", "hi-IN-u-ca-indian-nu-deva"].map(written), ["๒.๑๐", "२.१०"]);
    }

    #[test]
    fn digits_of_all_systems_are_recognized() {
        assert_eq!((Digits::western("جدول ۱۲"), Digits::western("Table 3")), ("12".to_owned(), "3".to_owned()));
        assert_eq!((Digits::in_use("۱.").counter, Digits::in_use("1.").counter), (Some("persian"), None));
    }
}
