//! Numbers in a text, with their units.

use std::ops::Range;

/// A number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its digits and separators, with the point of `.5`.
    pub(super) range: Range<usize>,
    /// The letters after it, with at most one space between; empty if other characters follow.
    pub(super) unit: Range<usize>,
}

/// Units of doses.
const DOSES: &[&str] = &[
    "mg",
    "mcg",
    "µg",
    "μg",
    "ug",
    "g",
    "kg",
    "ml",
    "mL",
    "l",
    "L",
    "cc",
    "cl",
    "dl",
    "dL",
    "mmol",
    "mEq",
    "U",
    "u",
    "IU",
    "iu",
    "UI",
    "I.U",
    "units",
    "unit",
    "unidades",
    "unidad",
    "Einheiten",
    "IE",
    "I.E",
];

impl Number {
    /// Returns the text from the number to the end of its unit.
    pub(super) fn with_unit(&self) -> Range<usize> {
        self.range.start..if self.unit.is_empty() { self.range.end } else { self.unit.end }
    }

    /// Returns whether its unit is a unit of doses.
    pub(super) fn is_dose(&self, text: &str) -> bool {
        let unit = &text[self.unit.clone()];
        DOSES.contains(&unit.split('/').next().unwrap_or_default())
    }
}

/// Returns the numbers of a text. Digits that are part of a word, as in `B12`, do not count.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let end = number_end(text, first);
        let before = text[..first].chars().next_back();
        let start = if matches!(before, Some('.' | ',')) { naked_start(text, first) } else { first };
        at = end;
        if !text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_') && is_in_word(text, start))
        {
            found.push(Number { range: start..end, unit: unit(text, end) });
        }
    }
    found
}

/// Returns whether the hyphen before an offset is part of a word: `COVID-19`.
fn is_in_word(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches(['-', '_']).ends_with(char::is_alphabetic)
}

/// Returns the start of a number whose first digit may follow a point: the point, unless a digit or a letter is before
/// it.
fn naked_start(text: &str, first: usize) -> usize {
    let before = text[..first - 1].chars().next_back();
    if before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | ')' | ']')) { first - 1 } else { first }
}

/// Returns the end of a number: digits, points and commas between digits, and spaces before three digits.
fn number_end(text: &str, first: usize) -> usize {
    let bytes = text.as_bytes();
    let figures = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = first + figures(first);
    loop {
        let rest = &text[end..];
        let separator = rest.chars().next().filter(|c| matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
        let Some(separator) = separator else { return end };
        let next = end + separator.len_utf8();
        let count = figures(next);
        let joins = if separator.is_ascii() { count > 0 } else { count == 3 };
        if !joins {
            return end;
        }
        end = next + count;
    }
}

/// Returns the letters after a number.
fn unit(text: &str, end: usize) -> Range<usize> {
    let rest = &text[end..];
    let space = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '-'));
    let start = end + space.map_or(0, char::len_utf8);
    let letters = text[start..].find(|c: char| !(c.is_alphabetic() || matches!(c, '/' | '%' | '°' | '.')));
    let end = letters.map_or(text.len(), |at| start + at);
    let end = start + text[start..end].trim_end_matches(['.', '/']).len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_figures_and_their_units() {
        let text = "Take .5 mg, 1,000.50 mL, 10-mg or 2 tablets. B12 at 20 °C; COVID-19; p. 4; 12\u{a0}500 units; 5%";
        let found: Vec<_> = numbers(text)
            .iter()
            .map(|number| (&text[number.range.clone()], &text[number.unit.clone()], number.is_dose(text)))
            .collect();
        let expected = [
            (".5", "mg", true),
            ("1,000.50", "mL", true),
            ("10", "mg", true),
            ("2", "tablets", false),
            ("20", "°C", false),
            ("4", "", false),
            ("12\u{a0}500", "units", true),
            ("5", "%", false),
        ];
        assert_eq!(found, expected);
    }
}
