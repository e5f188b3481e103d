//! Numerals in the formats of Word (ISO/IEC 29500-1, 17.18.59).

use crate::article::Numerals;

/// A number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Decimal,
    /// 01, 02, … 10.
    DecimalZero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    /// 1st, 2nd.
    Ordinal,
    /// One, Two.
    Cardinal,
    /// First, Second.
    OrdinalText,
    /// ①.
    Circled,
    /// １.
    Wide,
    /// 一, 二.
    Chinese,
    /// ١.
    Arabic,
    Bullet,
    None,
}

const ONES: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];

const ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];

const TENS: [&str; 10] = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

impl Format {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::Cardinal,
            "ordinalText" => Self::OrdinalText,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalFullWidth" | "decimalFullWidth2" => Self::Wide,
            "chineseCounting"
            | "chineseCountingThousand"
            | "ideographDigital"
            | "japaneseCounting"
            | "taiwaneseCountingThousand"
            | "taiwaneseCounting" => Self::Chinese,
            "hindiNumbers" => Self::Arabic,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Returns the list numerals for this format, if lists support it.
    pub(super) fn numerals(self) -> Option<Numerals> {
        Some(match self {
            Self::Decimal => Numerals::Decimal,
            Self::LowerLetter => Numerals::LowerAlpha,
            Self::UpperLetter => Numerals::UpperAlpha,
            Self::LowerRoman => Numerals::LowerRoman,
            Self::UpperRoman => Numerals::UpperRoman,
            _ => return None,
        })
    }

    /// Formats a number, in decimal if these numerals cannot express it.
    pub(super) fn print(self, number: i64) -> String {
        let digits = |zero: char| shifted(number, zero);
        let in_range = |last: i64| (1..=last).contains(&number);
        match self {
            Self::None => String::new(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerLetter if in_range(780) => letters(number, 'a'),
            Self::UpperLetter if in_range(780) => letters(number, 'A'),
            Self::LowerRoman if in_range(9999) => roman(number).to_lowercase(),
            Self::UpperRoman if in_range(9999) => roman(number),
            Self::Ordinal => ordinal(number),
            Self::Cardinal if in_range(99) => spelled(number, &ONES, ""),
            Self::OrdinalText if in_range(99) => spelled(number, &ORDINALS, "ieth"),
            Self::Circled if in_range(20) => {
                char::from_u32(0x245f + number as u32).map(String::from).unwrap_or_default()
            }
            Self::Wide => digits('０'),
            Self::Arabic => digits('٠'),
            Self::Chinese if in_range(99) => chinese(number),
            _ => number.to_string(),
        }
    }
}

/// Returns letters: a to z, aa, bb, …
fn letters(number: i64, first: char) -> String {
    let (times, letter) = ((number - 1) / 26 + 1, (number - 1) % 26);
    let letter = char::from_u32(u32::from(first) + letter as u32).unwrap_or(first);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn roman(number: i64) -> String {
    const PARTS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut text = String::new();
    for (value, part) in PARTS {
        while left >= value {
            text.push_str(part);
            left -= value;
        }
    }
    text
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Returns a number below 100 in English words; multiples of ten end in `ending`.
fn spelled(number: i64, ones: &[&str; 20], ending: &str) -> String {
    let (tens, rest) = (number as usize / 10, number as usize % 10);
    match (tens, rest) {
        (0 | 1, _) => ones[number as usize].to_owned(),
        (_, 0) if ending.is_empty() => TENS[tens].to_owned(),
        (_, 0) => format!("{}{ending}", TENS[tens].trim_end_matches('y')),
        _ => format!("{}-{}", TENS[tens], ones[rest].to_lowercase()),
    }
}

/// Returns a number in the digits that start with the given zero.
fn shifted(number: i64, zero: char) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit)).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

fn chinese(number: i64) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, rest) = (number as usize / 10, number as usize % 10);
    match tens {
        0 => DIGITS[rest].to_owned(),
        1 => format!("十{}", DIGITS[rest]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[rest]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_word() {
        let printed = |name: &str, number| Format::named(name).print(number);
        assert_eq!(printed("lowerLetter", 28), "bb");
        assert_eq!(printed("upperRoman", 1994), "MCMXCIV");
        assert_eq!(printed("decimalZero", 7), "07");
        assert_eq!([printed("ordinal", 22), printed("ordinal", 113)], ["22nd", "113th"]);
        assert_eq!([printed("cardinalText", 42), printed("ordinalText", 40)], ["Forty-two", "Fortieth"]);
        assert_eq!([printed("decimalEnclosedCircle", 3), printed("chineseCounting", 21)], ["③", "二十一"]);
        assert_eq!(printed("lowerRoman", 0), "0");
    }
}
