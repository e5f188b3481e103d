//! The labels of ordered lists: `3.`, `b.`, `iv.`.

use super::rewrite::{bodies, for_each_block};
use crate::{
    article::{Article, Block, ListMarker, Numerals},
    locale::Digits,
};

/// Labels the items of ordered lists. Bullets and tasks have no label.
pub(super) fn label(article: &mut Article, digits: Digits) {
    for body in bodies(article) {
        for_each_block(body, &mut |block| {
            let Block::List(list) = block else { return };
            let ListMarker::Ordered { start, numerals } = list.marker else { return };
            for (number, item) in (start..=u32::MAX).zip(&mut list.items) {
                item.label = item.task.is_none().then(|| format!("{}.", digits.write(numeral(number, numerals))));
            }
        });
    }
}

/// Formats a number in these numerals, or in decimal if they cannot express it (letters and Roman numerals have no
/// zero).
pub(crate) fn numeral(number: u32, numerals: Numerals) -> String {
    match numerals {
        Numerals::LowerAlpha if number > 0 => letters(number),
        Numerals::UpperAlpha if number > 0 => letters(number).to_ascii_uppercase(),
        Numerals::LowerRoman if (1..4000).contains(&number) => roman(number),
        Numerals::UpperRoman if (1..4000).contains(&number) => roman(number).to_ascii_uppercase(),
        Numerals::Decimal
        | Numerals::LowerAlpha
        | Numerals::UpperAlpha
        | Numerals::LowerRoman
        | Numerals::UpperRoman => number.to_string(),
    }
}

/// Returns letters: a to z, then aa, ab, …
pub(super) fn letters(mut number: u32) -> String {
    let mut reversed = Vec::new();
    while number > 0 {
        number -= 1;
        reversed.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    reversed.iter().rev().collect()
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numerals_count_from_one_and_fall_back_to_decimal() {
        let shown = |numerals, numbers: &[u32]| numbers.iter().map(|&n| numeral(n, numerals)).collect::<Vec<_>>();
        assert_eq!(
            shown(Numerals::LowerAlpha, &[0, 1, 26, 27, 52, 53, 702, 703]),
            ["0", "a", "z", "aa", "az", "ba", "zz", "aaa"]
        );
        assert_eq!(
            shown(Numerals::UpperRoman, &[0, 1, 4, 9, 14, 1994, 3999, 4000]),
            ["0", "I", "IV", "IX", "XIV", "MCMXCIV", "MMMCMXCIX", "4000"]
        );
    }
}
