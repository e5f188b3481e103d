//! Spells text in ASCII: quotes, dashes, bullets, symbols, Latin letters with diacritics, Greek letters by name.
//!
//! Does not transliterate entire scripts: a character without an ASCII spelling becomes `?` and is reported.

use crate::article::Lang;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Replaces characters without a spelling until lines are broken, as lines would break differently around a `?`.
const LOST: char = '\u{fffd}';

/// The spelling of letters with diacritics, by language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Spelling {
    /// Without diacritics.
    #[default]
    Bare,
    /// German: ae, oe, ue.
    German,
    /// Danish and Norwegian: aa, ae, oe.
    Danish,
}

impl Spelling {
    /// Returns the spelling of a language.
    pub(crate) fn of(lang: &Lang) -> Self {
        match lang.primary().as_str() {
            "de" => Self::German,
            "da" | "nb" | "nn" | "no" => Self::Danish,
            _ => Self::Bare,
        }
    }

    fn letters(self, ch: char) -> Option<&'static str> {
        match (self, ch) {
            (Self::German, 'ä') => Some("ae"),
            (Self::German, 'Ä') => Some("Ae"),
            (Self::German, 'ö') | (Self::Danish, 'ø') => Some("oe"),
            (Self::German, 'Ö') | (Self::Danish, 'Ø') => Some("Oe"),
            (Self::German, 'ü') => Some("ue"),
            (Self::German, 'Ü') => Some("Ue"),
            (Self::Danish, 'å') => Some("aa"),
            (Self::Danish, 'Å') => Some("Aa"),
            _ => None,
        }
    }
}

/// Spells a text in ASCII and adds characters without a spelling to `lost`. What matters for line breaking is kept
/// until [`finished`].
pub(crate) fn spell(text: &str, spelling: Spelling, lost: &mut BTreeSet<char>) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.nfc().peekable();
    while let Some(ch) = chars.next() {
        match (ch, spelling.letters(ch)) {
            ('\u{a0}' | '\0'..='\x7f', _) => out.push(ch),
            (_, Some(letters)) if chars.peek().is_some_and(|next| next.is_uppercase()) && ch.is_uppercase() => {
                out.push_str(&letters.to_ascii_uppercase());
            }
            (_, Some(letters)) => out.push_str(letters),
            (_, None) => spell_char(ch, &mut out, lost),
        }
    }
    out
}

/// Replaces no-break spaces in a line with spaces, and lost characters with `?`.
pub(crate) fn finished(text: &str) -> String {
    text.replace('\u{a0}', " ").replace(LOST, "?")
}

fn spell_char(ch: char, out: &mut String, lost: &mut BTreeSet<char>) {
    if let Some(spelling) = known(ch) {
        return out.push_str(spelling);
    }
    let bare: String = std::iter::once(ch).nfkd().filter(|&c| !is_mark(c)).collect();
    let mut spelled = String::new();
    for part in bare.chars() {
        match (part.is_ascii(), known(part)) {
            (true, _) => spelled.push(part),
            (false, Some(spelling)) => spelled.push_str(spelling),
            (false, None) => {
                lost.insert(ch);
                return out.push(LOST);
            }
        }
    }
    out.push_str(&spelled);
}

fn is_mark(ch: char) -> bool {
    unicode_normalization::char::is_combining_mark(ch)
}

/// Returns spellings that decomposition does not give.
fn known(ch: char) -> Option<&'static str> {
    let spelling = match ch {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '−' | '⁃' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '•' | '·' | '‣' | '▪' | '●' | '∙' => "*",
        '⁄' | '∕' => "/",
        '×' => "x",
        '÷' => "/",
        '±' => "+/-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '→' => "->",
        '←' => "<-",
        '⇒' => "=>",
        '°' => " deg",
        '©' => "(c)",
        '®' => "(R)",
        '§' => "S.",
        '¶' => "P.",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '¢' => "c",
        // Spanish in ASCII omits these
        '¿' | '¡' => "",
        'µ' => "u",
        '☐' => "[ ]",
        '☑' | '☒' => "[x]",
        '✓' | '✔' => "v",
        '†' => "+",
        '‡' => "++",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'þ' => "th",
        'Þ' => "Th",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ŋ' => "ng",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{2066}'..='\u{2069}' => "",
        '\u{2028}' | '\u{2029}' => " ",
        _ => return greek(ch),
    };
    Some(spelling)
}

/// Returns Greek letters by name, as in `beta blocker`.
fn greek(ch: char) -> Option<&'static str> {
    const NAMES: [&str; 25] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];
    const CAPITALS: [&str; 25] = [
        "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu", "Nu",
        "Xi", "Omicron", "Pi", "Rho", "", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega",
    ];
    let from = |first: char, names: &[&'static str]| {
        let at = u32::from(ch).checked_sub(u32::from(first))?;
        names.get(usize::try_from(at).ok()?).copied().filter(|name| !name.is_empty())
    };
    from('α', &NAMES).or_else(|| from('Α', &CAPITALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_dashes_marks_and_greek_have_spellings() {
        let mut lost = BTreeSet::new();
        let mut bare = |text: &str| spell(text, Spelling::Bare, &mut lost);
        assert_eq!(bare("“Ça” – naïve… ½ ß"), "\"Ca\" - naive... 1/2 ss");
        assert_eq!(bare("β-blocker ≥ 5 µg"), "beta-blocker >= 5 ug");
        assert_eq!(bare("¿Cómo? ¡Así!"), "Como? Asi!");
        assert!(lost.is_empty());
    }

    #[test]
    fn letters_are_spelled_as_in_their_language() {
        let of =
            |lang: &str, text: &str| spell(text, Spelling::of(&Lang::new(lang).expect("a tag")), &mut BTreeSet::new());
        assert_eq!(of("de-AT", "Hände, Übung, ÄRZTE, fu\u{308}r"), "Haende, Uebung, AERZTE, fuer");
        assert_eq!(of("da", "Åse får øl"), "Aase faar oel");
        assert_eq!(of("sv", "Hände får öl"), "Hande far ol");
    }

    #[test]
    fn characters_without_a_spelling_are_reported() {
        let mut lost = BTreeSet::new();
        assert_eq!(finished(&spell("tea 茶", Spelling::Bare, &mut lost)), "tea ?");
        assert_eq!(lost.into_iter().collect::<String>(), "茶");
    }
}
