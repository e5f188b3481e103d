//! Numbered citations of entries in a reference list: `[3,4]`, `[3–5]`, superscript digits.

use crate::article::{Citation, CitationItem, CitationKey, CitationMode, Span};

/// The maximum number of works that one range (`[3–50]`) may cite.
const RANGE_LIMIT: u32 = 100;

/// The cited numbers and the length of the citation in bytes.
pub(in crate::read) struct Cited {
    pub(in crate::read) numbers: Vec<u32>,
    pub(in crate::read) length: usize,
}

/// Parses `[3]`, `[3,4]`, `[3–5; 7]`, `[see 3]`, `[refs 2–3]`, `[3, p. 195]`.
pub(in crate::read) fn bracketed(text: &str) -> Option<Cited> {
    let inside = text.strip_prefix('[')?;
    let from = INTRODUCTIONS.iter().find(|word| inside.starts_with(**word)).map_or(0, |word| word.len());
    let is_numeral = |c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ' ' | '\u{a0}' | '-' | '–' | '‐' | '‑');
    let end = from + inside[from..].find(|c: char| !is_numeral(c))?;
    let (numerals, place) = (&inside[from..end], &inside[end..]);
    let (numerals, length) = match place.strip_prefix(']') {
        Some(_) => (numerals, end),
        // a comma precedes the page
        None => (numerals.trim_end().strip_suffix(',')?, end + page(place)?),
    };
    Some(Cited { numbers: numbers(numerals)?, length: length + 2 })
}

/// Parses `(3)`, `(3, 4)`, `(3–5)` after a word, with no number above `most`.
pub(in crate::read) fn parenthesized(text: &str, at: usize, most: u32) -> Option<Cited> {
    let inside = text[at..].strip_prefix('(')?;
    let end = inside.find(')').filter(|&end| end <= LONGEST)?;
    let numbers = numbers(&inside[..end]).filter(|numbers| numbers.iter().all(|&number| number <= most))?;
    text[..at].ends_with(char::is_whitespace).then_some(Cited { numbers, length: end + 2 })
}

/// The maximum length of a citation in parentheses, in bytes.
const LONGEST: usize = 60;

/// Returns whether `(1)` is a citation in these passages: the first such number cites entry 1, at least one ends a
/// clause, none enumerates parts of a sentence (`: (1) wash, (2) rinse`) or repeats a number (`two (2)`), and there
/// are no citations in brackets.
pub(in crate::read) fn cite_in_parentheses<'a>(passages: impl Iterator<Item = &'a str>, most: u32) -> bool {
    let (mut first, mut ends) = (None, false);
    for text in passages {
        if text.match_indices('[').any(|(at, _)| bracketed(&text[at..]).is_some()) {
            return false;
        }
        for (at, _) in text.match_indices('(') {
            let Some(cited) = parenthesized(text, at, most) else { continue };
            if counts(&text[..at]) {
                return false;
            }
            first = first.or(cited.numbers.first().copied());
            let after = &text[at + cited.length..];
            ends |= after.is_empty() || after.starts_with(['.', ',', ';', ':', '?', '!']);
        }
    }
    first == Some(1) && ends
}

/// Returns whether a number in parentheses after these words counts something.
fn counts(before: &str) -> bool {
    const WORDS: [&str; 18] = [
        "and", "or", "und", "oder", "et", "ou", "y", "o", "one", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten",
    ];
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    before.ends_with([':', ';', ',']) || last.is_empty() || WORDS.contains(&last.to_lowercase().as_str())
}

/// Words before the numbers of a citation.
const INTRODUCTIONS: [&str; 8] = ["see also ", "see ", "See ", "cf. ", "refs. ", "refs ", "ref. ", "ref "];

/// Returns the length of `p. 195` or `pp. 3–5` before a closing bracket.
fn page(text: &str) -> Option<usize> {
    let pages = text.strip_prefix("pp.").or_else(|| text.strip_prefix("p."))?;
    let end = pages.find(']')?;
    let plain = pages[..end].chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '–' | ','));
    let some = pages[..end].contains(|c: char| c.is_ascii_digit());
    (plain && some).then(|| text.len() - pages.len() + end)
}

/// Parses text that consists only of numbers up to `most`: `3,4`, `1–3`.
pub(in crate::read) fn alone(words: &str, most: u32) -> Option<Vec<u32>> {
    let marked = format!("[{words}]");
    let found = bracketed(&marked).filter(|found| found.length == marked.len())?;
    found.numbers.iter().all(|&number| number <= most).then_some(found.numbers)
}

/// Parses superscript digits after a word or its punctuation: `tea.¹,²`. Powers and units (`10³`, `m²`), and numbers
/// beyond the list, are not citations.
pub(in crate::read) fn raised(text: &str, at: usize, most: u32) -> Option<Cited> {
    let rest = &text[at..];
    digit(rest.chars().next()?)?;
    if !may_follow(&text[..at]) {
        return None;
    }
    let mut plain = String::new();
    let mut length = 0;
    for c in rest.chars() {
        match digit(c) {
            Some(number) => plain.push(number),
            None if matches!(c, ',' | '\u{2d2}' | '–' | '-' | '⁻') => plain.push(if c == ',' { ',' } else { '-' }),
            None => break,
        }
        length += c.len_utf8();
    }
    let trailing = plain.len() - plain.trim_end_matches([',', '-']).len();
    let cut = rest[..length].chars().rev().take(trailing).map(char::len_utf8).sum::<usize>();
    let numbers = numbers(&plain[..plain.len() - trailing])?;
    numbers.iter().all(|&number| number <= most).then_some(Cited { numbers, length: length - cut })
}

/// Returns whether superscript digits after this text may be a citation, unlike `10³` and `m²`.
pub(in crate::read) fn may_follow(before: &str) -> bool {
    let inside = |c: char| c.is_ascii_digit() || digit(c).is_some() || c.is_whitespace();
    before.chars().last().is_some_and(|last| !inside(last)) && !is_unit(before)
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁰' => 0,
        '⁴'..='⁹' => c as u32 - '⁰' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Returns whether the last word before a superscript digit is a unit, or a variable as in R² and χ².
fn is_unit(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic() && c != '/').next().unwrap_or_default();
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && (letter.is_lowercase() || matches!(letter, 'R' | 'I'))
    {
        return true;
    }
    matches!(
        word.rsplit('/').next(),
        Some("m" | "cm" | "mm" | "km" | "dm" | "ft" | "in" | "mi" | "yd" | "s" | "min" | "kg" | "mol" | "µm" | "nm")
    )
}

/// Parses `3, 4–6`. Returns `None` if a part is not a number.
pub(in crate::read) fn numbers(text: &str) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    for part in text.split([',', ';']) {
        let ends: Vec<&str> = part.split(['-', '–', '‐', '‑']).map(|end| end.trim_matches([' ', '\u{a0}'])).collect();
        match ends.as_slice() {
            [one] => found.push(number(one)?),
            [first, last] => {
                let (first, last) = (number(first)?, number(last)?);
                if first >= last || last - first > RANGE_LIMIT {
                    return None;
                }
                found.extend(first..=last);
            }
            _ => return None,
        }
    }
    Some(found)
}

fn number(text: &str) -> Option<u32> {
    let sound = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten().filter(|&number| number > 0)
}

/// Returns a citation of these entries, with its text as written.
pub(in crate::read) fn citation(numbers: &[u32], written: String, span: Span) -> Citation {
    let item = |number: &u32| CitationItem {
        key: CitationKey::new(number.to_string()),
        prefix: Vec::new(),
        locator: None,
        suffix: Vec::new(),
        suppress_author: false,
        span,
    };
    let items = numbers.iter().map(item).collect();
    Citation { mode: CitationMode::Parenthetical, items, written: Some(written), mark: Vec::new(), anchor: None, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_superscript_digit_after_a_unit_is_a_power() {
        for before in ["260 km", "260\u{a0}km", "30 kg/m", "R", "5 mm"] {
            assert!(!may_follow(before), "{before}");
        }
        assert!(may_follow("early tea"));
        assert!(may_follow("260\u{a0}people"));
    }
}
