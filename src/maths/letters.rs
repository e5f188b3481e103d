//! Mathematical alphabets in Unicode: `ℝ` is a double-struck R, `𝐱` a bold x.

/// A mathematical alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    Bold,
    Italic,
    BoldItalic,
    DoubleStruck,
    Script,
    Fraktur,
}

/// Letters that were in Unicode before the rest of their alphabet: pairs of a plain letter and its styled form.
const EARLIER: &[(Alphabet, &str)] = &[
    (Alphabet::DoubleStruck, "CℂHℍNℕPℙQℚRℝZℤ"),
    (Alphabet::Script, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
    (Alphabet::Fraktur, "CℭHℌIℑRℜZℨ"),
    (Alphabet::Italic, "hℎ"),
];

/// The code points of each alphabet's capital A; the small letters follow the capitals.
const LATIN: &[(Alphabet, u32)] = &[
    (Alphabet::Bold, 0x1d400),
    (Alphabet::Italic, 0x1d434),
    (Alphabet::BoldItalic, 0x1d468),
    (Alphabet::Script, 0x1d49c),
    (Alphabet::Fraktur, 0x1d504),
    (Alphabet::DoubleStruck, 0x1d538),
];

/// The code points of each Greek alphabet: 25 capitals from Α, then ∇, then 25 small letters from α.
const GREEK: &[(Alphabet, u32)] =
    &[(Alphabet::Bold, 0x1d6a8), (Alphabet::Italic, 0x1d6e2), (Alphabet::BoldItalic, 0x1d71c)];

/// The code points of the bold and double-struck digits.
const DIGITS: &[(Alphabet, u32)] =
    &[(Alphabet::Bold, 0x1d7ce), (Alphabet::BoldItalic, 0x1d7ce), (Alphabet::DoubleStruck, 0x1d7d8)];

/// Returns a letter or digit in an alphabet, or the plain character if the alphabet lacks it.
pub(super) fn letter(plain: char, alphabet: Alphabet) -> char {
    let earlier = EARLIER.iter().find(|(of, _)| *of == alphabet).and_then(|(_, pairs)| {
        let mut pairs = pairs.chars();
        std::iter::from_fn(|| pairs.next().zip(pairs.next())).find(|(from, _)| *from == plain)
    });
    if let Some((_, own)) = earlier {
        return own;
    }
    let (table, offset) = match plain {
        'A'..='Z' => (LATIN, plain as u32 - 'A' as u32),
        'a'..='z' => (LATIN, 26 + plain as u32 - 'a' as u32),
        'Α'..='Ω' => (GREEK, plain as u32 - 'Α' as u32),
        'α'..='ω' => (GREEK, 26 + plain as u32 - 'α' as u32),
        '0'..='9' => (DIGITS, plain as u32 - '0' as u32),
        _ => return plain,
    };
    let start = table.iter().find(|(of, _)| *of == alphabet).map(|(_, start)| *start);
    start.and_then(|start| char::from_u32(start + offset)).unwrap_or(plain)
}

/// Returns the plain form of a bold or italic letter, and its alphabet. Letters of other alphabets differ in meaning
/// and are left alone.
pub(super) fn plain(own: char) -> Option<(char, Alphabet)> {
    if own == 'ℎ' {
        return Some(('h', Alphabet::Italic));
    }
    let code = own as u32;
    let within = |table: &[(Alphabet, u32)], count: u32| {
        let found = table.iter().find(|(_, start)| (*start..start + count).contains(&code));
        found.map(|(alphabet, start)| (*alphabet, code - start))
    };
    let at = |first: char, offset: u32| char::from_u32(first as u32 + offset);
    if let Some((alphabet, offset)) = within(&LATIN[..3], 52) {
        let letter = if offset < 26 { at('A', offset) } else { at('a', offset - 26) };
        return letter.map(|letter| (letter, alphabet));
    }
    if let Some((alphabet, offset)) = within(GREEK, 51) {
        let letter = match offset {
            25 => Some('∇'),
            0..25 => at('Α', offset),
            _ => at('α', offset - 26),
        };
        return letter.map(|letter| (letter, alphabet));
    }
    within(&DIGITS[..1], 10).and_then(|(alphabet, offset)| at('0', offset).map(|digit| (digit, alphabet)))
}

/// Returns the plain form of a letter in any alphabet, for its spoken name.
pub(super) fn name_of(own: char) -> char {
    let alphabets = [Alphabet::DoubleStruck, Alphabet::Script, Alphabet::Fraktur];
    let plain_of = |alphabet| ('A'..='Z').chain('a'..='z').find(|plain| letter(*plain, alphabet) == own);
    if own.is_ascii() { own } else { alphabets.into_iter().find_map(plain_of).unwrap_or(own) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_an_alphabet_are_found_and_made_plain_again() {
        for alphabet in [Alphabet::Bold, Alphabet::Italic, Alphabet::BoldItalic] {
            for c in "AZazhΑΩαω".chars() {
                assert_eq!(plain(letter(c, alphabet)), Some((c, alphabet)), "{c}");
            }
        }
        let all = [Alphabet::DoubleStruck, Alphabet::Script, Alphabet::Fraktur].map(|alphabet| letter('R', alphabet));
        assert_eq!(all, ['ℝ', 'ℛ', 'ℜ']);
        assert_eq!((letter('1', Alphabet::Bold), letter('1', Alphabet::Script)), ('𝟏', '1'));
        assert_eq!((plain('ℝ'), plain('x')), (None, None));
        assert_eq!((name_of('𝒩'), name_of('ℜ'), name_of('x'), name_of('β')), ('N', 'R', 'x', 'β'));
    }
}
