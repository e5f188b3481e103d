//! Spelling text in ASCII: quotes, dashes, bullets, signs, Latin letters with marks, Greek letters by name.
//!
//! Does not transliterate whole scripts: a character without an ASCII spelling becomes `?` and is told.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Spells a text in ASCII; adds what it could not spell to `lost`. A no-break space is kept for line breaking
/// and becomes a space by [`blanks`].
pub(crate) fn spell(text: &str, lost: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\u{a0}' | '\0'..='\x7f' => out.push(ch),
            _ => spell_char(ch, &mut out, lost),
        }
    }
    out
}

/// No-break spaces as spaces.
pub(crate) fn blanks(text: &str) -> String {
    text.replace('\u{a0}', " ")
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
                return out.push('?');
            }
        }
    }
    out.push_str(&spelled);
}

fn is_mark(ch: char) -> bool {
    unicode_normalization::char::is_combining_mark(ch)
}

/// Spellings that decomposition does not give.
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
        '¿' => "?",
        '¡' => "!",
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

/// Greek letters by name, as in `beta blocker`.
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
        assert_eq!(spell("“Ça” – naïve… ½ ß", &mut lost), "\"Ca\" - naive... 1/2 ss");
        assert_eq!(spell("β-blocker ≥ 5 µg", &mut lost), "beta-blocker >= 5 ug");
        assert!(lost.is_empty());
    }

    #[test]
    fn what_has_no_spelling_is_told() {
        let mut lost = BTreeSet::new();
        assert_eq!(spell("tea 茶", &mut lost), "tea ?");
        assert_eq!(lost.into_iter().collect::<String>(), "茶");
    }
}
