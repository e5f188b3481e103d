//! Where a line may end: Unicode's opportunities (UAX 14), less those that typographers avoid.
//!
//! Typesetting and plain text break lines by the same rules.

#[cfg(test)]
mod conformance;
mod east_asian;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use std::{ops::Range, sync::LazyLock};

/// Thai, Lao, Khmer and Burmese are divided by dictionaries: the neural networks that the crate has beside them take ten
/// times as long, and divide more words.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// Byte offsets where a new line may start, ascending, the text's end included.
pub(crate) fn opportunities(text: &str) -> Vec<usize> {
    let mut places = unicode_opportunities(text);
    places.retain(|&at| is_between_plain_words(text.as_bytes(), at) || !is_tied(text, at));
    if east_asian::is_in(text) {
        places.retain(|&at| !east_asian::starts_no_line(&text[..at], &text[at..]));
        places.extend(east_asian::beside_quotes(text));
        places.sort_unstable();
        places.dedup();
    }
    places
}

/// Where Unicode lets a new line start. Most words are of a kind that no rule divides, and are not looked at by character.
fn unicode_opportunities(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::with_capacity(text.len() / 4 + 1);
    let (mut start, mut is_plain) = (0, true);
    for (at, &byte) in bytes.iter().enumerate() {
        if PLAIN[usize::from(byte)] {
            continue;
        }
        if byte == b' ' && is_parted(bytes, at) {
            part(text, start..at + 1, is_plain, &mut places);
            (start, is_plain) = (at + 1, true);
        } else {
            is_plain = false;
        }
    }
    if start < text.len() {
        part(text, start..text.len(), is_plain, &mut places);
    }
    places
}

/// Adds the places of a word, its end included.
fn part(text: &str, range: Range<usize>, is_plain: bool, places: &mut Vec<usize>) {
    if !is_plain {
        let inside = SEGMENTER.segment_str(&text[range.clone()]).filter(|at| (1..range.len()).contains(at));
        places.extend(inside.map(|at| range.start + at));
    }
    places.push(range.end);
}

/// The characters of words that can only be set on one line: letters and figures, and marks that break from neither (UAX
/// 14, LB13, LB19, LB25, LB28 to LB30).
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b',' | b'.' | b';' | b':' | b'\'');
        byte += 1;
    }
    plain
};

/// Whether a line may end at a space whatever stands further away: between a letter, a figure or a closing mark and a
/// letter of ASCII (UAX 14, LB18; the rules before it that see through spaces speak of other characters).
fn is_parted(text: &[u8], space: usize) -> bool {
    let closes = |byte: &u8| byte.is_ascii_alphanumeric() || b",.;:!?)".contains(byte);
    text[..space].last().is_some_and(closes) && text.get(space + 1).is_some_and(u8::is_ascii_alphabetic)
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
    let last = before.trim_end_matches(' ').rsplit([' ', '\n']).next().unwrap_or_default();
    let next = after.split([' ', '\n']).next().unwrap_or_default();
    is_citation(next)
        || (is_number(last) && (is_unit(next) || goes_on(last, next)))
        || (is_initial(last) && (is_initial(next) || is_name(next)))
        || is_dash(next)
}

/// Whether a space stands between letters of ASCII, as most do: no rule ties these.
fn is_between_plain_words(text: &[u8], at: usize) -> bool {
    let around = at.checked_sub(2).and_then(|from| text.get(from..=at));
    matches!(around, Some([last, b' ', next]) if last.is_ascii_alphabetic() && next.is_ascii_alphabetic())
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// A number or a single letter before a hyphen: `7-hydroxy`, `1-2`, `e-mail`.
fn is_short_stem(stem: &str) -> bool {
    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() == 1 || (!word.is_empty() && word.chars().all(char::is_numeric))
}

/// What ends the first number of a range: `3–5`, `[3]–[5]`.
fn closes_number(c: char) -> bool {
    c.is_numeric() || matches!(c, ']' | ')')
}

/// What begins the last number of a range.
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

/// Whether the second word is three more figures of the same number: `1 200`, `12 500 000`.
fn goes_on(last: &str, next: &str) -> bool {
    let figures = next.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !next[figures..].starts_with(|c: char| c.is_alphanumeric());
    figures == 3 && ends && last.bytes().rev().take_while(u8::is_ascii_digit).count() <= 3
}

/// A name that initials stand before: a short word with a capital.
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

/// `J.` or `J.,`: one capital and a full stop.
fn is_initial(word: &str) -> bool {
    let mut characters = word.trim_end_matches(',').chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(c), Some('.'), None) if c.is_uppercase())
}

/// A dash or a dot that stands alone does not start a line.
fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "·" | "•")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(super) fn pieces(text: &str) -> Vec<&str> {
        let mut start = 0;
        opportunities(text).into_iter().map(|at| &text[std::mem::replace(&mut start, at)..at]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn plain_words_are_parted_where_unicode_parts_them(
            words in prop::collection::vec("[a-z]{1,4}|[A-Z0-9]{1,3}|[ ,.;:!?()\"'’“”«»/$%+\\-–—…]{1,2}|[ ]|[é字かคา한👍\u{a0}\u{200b}\u{2060}\n]", 0..24),
        ) {
            let text = words.concat();
            let whole: Vec<usize> = SEGMENTER.segment_str(&text).filter(|&at| at > 0).collect();
            prop_assert_eq!(unicode_opportunities(&text), whole, "{:?}", text);
        }
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
