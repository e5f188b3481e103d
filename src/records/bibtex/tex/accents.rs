//! TeX accents: combines an accent command and its letter into one Unicode character.

use unicode_normalization::UnicodeNormalization as _;

/// Returns the combining character of an accent command: `'` in `\'e`, `v` in `\v{s}`.
pub(super) fn combining(command: &str) -> Option<char> {
    Some(match command {
        "`" | "grave" => '\u{300}',
        "'" | "acute" => '\u{301}',
        "^" | "hat" | "widehat" => '\u{302}',
        "~" | "tilde" | "widetilde" => '\u{303}',
        "=" | "bar" | "overline" => '\u{304}',
        "u" | "breve" => '\u{306}',
        "." | "dot" => '\u{307}',
        "\"" | "ddot" => '\u{308}',
        "r" | "ocirc" | "mathring" | "ringaccent" => '\u{30a}',
        "H" => '\u{30b}',
        "v" | "check" => '\u{30c}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        "vec" => '\u{20d7}',
        "t" => '\u{361}',
        _ => return None,
    })
}

/// Adds a combining character to the first letter of `base`. A dotless i or j becomes the ordinary letter.
pub(super) fn compose(base: &str, accent: char) -> String {
    let mut letters = base.chars();
    let Some(first) = letters.next() else {
        return standalone(accent).to_string();
    };
    let below = matches!(accent, '\u{323}' | '\u{327}' | '\u{328}' | '\u{331}');
    let first = match first {
        'ı' if !below => 'i',
        'ȷ' if !below => 'j',
        other => other,
    };
    [first, accent].into_iter().nfc().chain(letters).collect()
}

/// Returns the spacing form of an accent: `\~{}` is a tilde.
fn standalone(accent: char) -> char {
    match accent {
        '\u{300}' => '`',
        '\u{301}' => '´',
        '\u{302}' => '^',
        '\u{303}' => '~',
        '\u{304}' => '¯',
        '\u{308}' => '¨',
        '\u{30a}' => '˚',
        '\u{327}' => '¸',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_goes_on_the_first_letter() {
        assert_eq!(compose("e", '\u{301}'), "é");
        assert_eq!(compose("ı", '\u{301}'), "í");
        assert_eq!(compose("oo", '\u{30b}'), "őo");
        assert_eq!(compose("", '\u{303}'), "~");
    }
}
