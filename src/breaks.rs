//! Where a line may end: Unicode's opportunities (UAX 14) without those that typographers avoid.
//!
//! The PDF and plain text break lines by the same rules.

#[cfg(test)]
mod conformance;
mod east_asian;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use std::sync::LazyLock;

/// Thai, Lao, Khmer and Burmese are divided by dictionaries: the crate's neural networks take ten times as long, and
/// divide more words.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// Returns byte offsets where a new line may start, ascending, including the text's end.
pub(crate) fn opportunities(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> = SEGMENTER.segment_str(text).filter(|&at| at > 0 && !is_tied(text, at)).collect();
    if east_asian::is_in(text) {
        places.retain(|&at| !east_asian::starts_no_line(&text[..at], &text[at..]));
        places.extend(east_asian::next_to_quotes(text));
        places.sort_unstable();
        places.dedup();
    }
    places
}

/// Whether the words around a break opportunity belong on one line: a citation with its word, a range of numbers, a number
/// with its unit, initials with each other, a lone dash with the word before, `7-` with what it begins.
fn is_tied(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    // Korean has spaces, and lines end there (UAX 14, 8: the tailoring that Korean text wants).
    if before.ends_with(is_hangul) && after.starts_with(is_hangul) {
        return true;
    }
    if let Some(stem) = before.strip_suffix(['-', '\u{2010}']) {
        return is_short_stem(stem);
    }
    if let Some(stem) = before.strip_suffix('–') {
        return stem.ends_with(closes_number) && after.starts_with(opens_number);
    }
    if !before.ends_with(' ') {
        return false;
    }
    // most opportunities are between two words of plain letters
    let before = before.trim_end_matches(' ');
    if before.ends_with(|c: char| c.is_ascii_alphabetic()) && after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
    let next = after.split([' ', '\n']).next().unwrap_or_default();
    is_citation(next)
        || (is_number(last) && (is_unit(next) || goes_on(last, next)))
        || (is_initial(last) && (is_initial(next) || is_name(next)))
        || is_dash(next)
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether a hyphen follows a number or a single letter: `7-hydroxy`, `1-2`, `e-mail`.
fn is_short_stem(stem: &str) -> bool {
    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() == 1 || (!word.is_empty() && word.chars().all(char::is_numeric))
}

/// Whether a character may end the first number of a range: `3–5`, `[3]–[5]`.
fn closes_number(c: char) -> bool {
    c.is_numeric() || matches!(c, ']' | ')')
}

/// Whether a character may begin the last number of a range.
fn opens_number(c: char) -> bool {
    c.is_numeric() || matches!(c, '[' | '(')
}

/// `[3]`, `(3)`, `[3,4]`, `[3–5]`, with what follows.
fn is_citation(word: &str) -> bool {
    let inside = |open, close| word.strip_prefix(open).and_then(|rest: &str| Some(rest.split_once(close)?.0));
    let Some(inside) = inside('[', ']').or_else(|| inside('(', ')')) else { return false };
    !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–'))
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['(', '~', '≈', '<', '>', '≤', '≥', '+', '-', '−']);
    digits.starts_with(|c: char| c.is_numeric())
        && digits.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '–' | '-'))
}

/// Whether the second word is three more digits of the same number: `1 200`, `12 500 000`.
fn goes_on(last: &str, next: &str) -> bool {
    let figures = next.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !next[figures..].starts_with(|c: char| c.is_alphanumeric());
    figures == 3 && ends && last.bytes().rev().take_while(u8::is_ascii_digit).count() <= 3
}

/// Whether a word may be a name after initials: a short word with a capital.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().nth(1).is_some_and(char::is_lowercase)
        && word.len() <= LONGEST_NAME
}

/// The longest name that is kept with its initials, in bytes: longer ones leave holes in lines.
const LONGEST_NAME: usize = 12;

fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "%", "°C", "°F", "°", "kg", "g", "mg", "µg", "μg", "mcg", "l", "L", "ml", "mL", "dl", "km", "m", "cm", "mm",
        "µm", "nm", "h", "min", "s", "ms", "Hz", "kHz", "MHz", "kJ", "kcal", "mmol", "mmHg", "pt", "px", "€", "$", "£",
    ];
    UNITS.contains(&word.trim_end_matches(['.', ',', ';', ':', ')', '?', '!']))
}

/// Whether a word is an initial: `J.` or `J.,`.
fn is_initial(word: &str) -> bool {
    let mut characters = word.trim_end_matches(',').chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(c), Some('.'), None) if c.is_uppercase())
}

/// Whether a word is a lone dash or dot, which does not start a line.
fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "·" | "•")
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn pieces(text: &str) -> Vec<&str> {
        let mut start = 0;
        opportunities(text).into_iter().map(|at| &text[std::mem::replace(&mut start, at)..at]).collect()
    }

    #[test]
    fn lines_may_end_after_spaces_and_hyphens() {
        assert_eq!(pieces("a well-kept house"), ["a ", "well-", "kept ", "house"]);
    }

    #[test]
    fn citations_units_initials_and_dashes_stay_with_the_word_before() {
        assert_eq!(pieces("pain [3,4]. So"), ["pain [3,4]. ", "So"]);
        assert_eq!(
            pieces("sore arms [2–4] or [1]–[3] may (2–4) last"),
            ["sore ", "arms [2–4] ", "or [1]–[3] ", "may (2–4) ", "last"]
        );
        assert_eq!(pieces("pain.2–4 So well–being"), ["pain.2–4 ", "So ", "well–", "being"]);
        assert_eq!(pieces("take 5 mg now"), ["take ", "5 mg ", "now"]);
        assert_eq!(pieces("Day, J. E., & Roe"), ["Day, ", "J. E., ", "& ", "Roe"]);
        assert_eq!(pieces("by Dr J. R. Smith here"), ["by ", "Dr ", "J. R. Smith ", "here"]);
        assert_eq!(pieces("of 1 200 people"), ["of ", "1 200 ", "people"]);
        assert_eq!(pieces("12 500 000, or 12.5 100x"), ["12 500 000, ", "or ", "12.5 ", "100x"]);
        assert_eq!(pieces("in 2019 300 of"), ["in ", "2019 ", "300 ", "of"]);
        assert_eq!(pieces("병은 손을 씻어"), ["병은 ", "손을 ", "씻어"]);
        assert_eq!(pieces("one — two"), ["one — ", "two"]);
        assert_eq!(pieces("Published 2026 · Updated 2027"), ["Published ", "2026 · ", "Updated ", "2027"]);
        assert_eq!(pieces("7-hydroxy 1-2 days"), ["7-hydroxy ", "1-2 ", "days"]);
    }
}
