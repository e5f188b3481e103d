//! Letters of formulas: italic and bold ones are separate characters (Unicode, Mathematical Alphanumeric Symbols).

/// The first characters of an alphabet: its upright range, then bold, italic and bold italic.
struct Alphabet {
    first: char,
    last: char,
    bold: u32,
    italic: u32,
    bold_italic: u32,
}

const fn alphabet(first: char, last: char, bold: u32, italic: u32, bold_italic: u32) -> Alphabet {
    Alphabet { first, last, bold, italic, bold_italic }
}

const ALPHABETS: [Alphabet; 4] = [
    alphabet('A', 'Z', 0x1d400, 0x1d434, 0x1d468),
    alphabet('a', 'z', 0x1d41a, 0x1d44e, 0x1d482),
    alphabet('Α', 'Ω', 0x1d6a8, 0x1d6e2, 0x1d71c),
    alphabet('α', 'ω', 0x1d6c2, 0x1d6fc, 0x1d736),
];

/// Letters outside of the alphabets: bold, italic, bold italic.
const OTHERS: [(char, u32, u32, u32); 9] = [
    ('∇', 0x1d6c1, 0x1d6fb, 0x1d735),
    ('∂', 0x1d6db, 0x1d715, 0x1d74f),
    ('ϵ', 0x1d6dc, 0x1d716, 0x1d750),
    ('ϑ', 0x1d6dd, 0x1d717, 0x1d751),
    ('ϰ', 0x1d6de, 0x1d718, 0x1d752),
    ('ϕ', 0x1d6df, 0x1d719, 0x1d753),
    ('ϱ', 0x1d6e0, 0x1d71a, 0x1d754),
    ('ϖ', 0x1d6e1, 0x1d71b, 0x1d755),
    ('ϴ', 0x1d6b9, 0x1d6f3, 0x1d72d),
];

/// Returns the character for a styled letter or digit.
pub(super) fn styled(character: char, bold: bool, italic: bool) -> char {
    if !bold && !italic {
        return character;
    }
    let code = u32::from(character);
    if character.is_ascii_digit() && bold {
        return char::from_u32(0x1d7ce + code - u32::from('0')).unwrap_or(character);
    }
    if character == 'h' && !bold {
        return 'ℎ';
    }
    let pick = |of_bold: u32, of_italic: u32, of_both: u32| match (bold, italic) {
        (true, true) => of_both,
        (true, false) => of_bold,
        _ => of_italic,
    };
    let known = ALPHABETS.iter().find(|one| (one.first..=one.last).contains(&character));
    let styled = known.map(|one| pick(one.bold, one.italic, one.bold_italic) + code - u32::from(one.first));
    let other = || OTHERS.iter().find(|one| one.0 == character).map(|one| pick(one.1, one.2, one.3));
    styled.or_else(other).and_then(char::from_u32).unwrap_or(character)
}

/// Returns the plain letter for a styled one, for faces that lack the latter.
pub(super) fn plain(character: char) -> char {
    use unicode_normalization::char::decompose_compatible;
    let mut plain = None;
    decompose_compatible(character, |part| plain = plain.or(Some(part)));
    plain.unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_have_their_own_characters() {
        let all = |bold, italic| "aZhαΩ9∂+".chars().map(|c| styled(c, bold, italic)).collect::<String>();
        assert_eq!(all(false, true), "𝑎𝑍ℎ𝛼𝛺9𝜕+");
        assert_eq!(all(true, false), "𝐚𝐙𝐡𝛂𝛀𝟗𝛛+");
        assert_eq!(all(true, true), "𝒂𝒁𝒉𝜶𝜴𝟗𝝏+");
        assert_eq!(all(false, false), "aZhαΩ9∂+");
        assert_eq!("𝒂𝟗ℎ+".chars().map(plain).collect::<String>(), "a9h+");
    }
}
