//! Citations that were superscript before the text was copied: `Older adults need more.2,3 Few get it.`
//!
//! Such numbers are citations only if nothing else in the text cites, and the first of them cites the first entry.

use crate::read::common::numerals::{self, Cited};

/// Words that may directly precede a number that is not a citation.
const ABBREVIATIONS: &[&str] = &[
    "no", "nos", "nr", "fig", "figs", "vol", "pp", "ch", "chap", "sec", "sect", "ver", "ed", "eq", "ref", "refs",
    "art", "pt", "tab", "app", "st", "dr", "ext", "tel", "www", "com", "org", "ca", "approx",
];

/// Parses numbers directly after the period or other punctuation at the end of a word, none of them above `most`.
pub(super) fn dropped(text: &str, at: usize, most: u32) -> Option<Cited> {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| matches!(c, '1'..='9')) {
        return None;
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '-' | '–'))).unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches([',', '-', '–']);
    let apart = rest[written.len()..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | ')'));
    if !apart || written.len() > 12 || !ends_word(&text[..at]) {
        return None;
    }
    let numbers = numerals::numbers(written).filter(|numbers| numbers.iter().all(|&number| number <= most))?;
    Some(Cited { numbers, length: written.len() })
}

/// Returns whether a text ends in punctuation after a word of two or more letters, a closing bracket or quotation mark,
/// or a percent sign.
fn ends_word(before: &str) -> bool {
    let Some(before) = before.strip_suffix(['.', ',', ';', ':', '?', '!']) else { return false };
    if before.ends_with([')', ']', '”', '"', '%']) {
        return true;
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // part of an address or a version number is not a word
    let start = before.len() - word.len();
    let whole = before[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || "(/-–“\"'’".contains(c));
    whole && word.chars().count() > 1 && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Returns whether numbers after periods cite a list that ends with `most`.
pub(super) fn cite<'a>(passages: impl Iterator<Item = &'a str>, most: u32) -> bool {
    let mut first = None;
    for text in passages {
        let other = |(at, _): (usize, char)| {
            numerals::bracketed(&text[at..]).is_some()
                || numerals::raised(text, at, most).is_some()
                || numerals::parenthesized(text, at, most).is_some()
        };
        if text.char_indices().filter(|(_, c)| matches!(c, '[' | '(') || !c.is_ascii()).any(other) {
            return false;
        }
        let stops = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
        let mut found = stops.filter_map(|(at, _)| dropped(text, at, most));
        first = first.or_else(|| found.next().and_then(|cited| cited.numbers.first().copied()));
    }
    first == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<Vec<u32>> {
        text.char_indices().filter_map(|(at, _)| dropped(text, at, 9)).map(|cited| cited.numbers).collect()
    }

    #[test]
    fn numbers_right_after_the_stop_of_a_word_cite() {
        assert_eq!(
            numbers("Drink tea.1 Eat (a little).2,3 It is 5% or so,4-6 they say."),
            [vec![1], vec![2, 3], vec![4, 5, 6]]
        );
        for text in ["At 3.5 mg", "pH 7.4", "see fig.2 and p.3", "version v.2", "a.b.2", "tea.12", "tea. 1", "www.1 x"]
        {
            assert_eq!(numbers(text), Vec::<Vec<u32>>::new(), "{text}");
        }
    }

    #[test]
    fn they_cite_only_if_nothing_else_does_and_the_first_is_one() {
        assert!(cite(["Drink tea.1 Eat.2"].into_iter(), 3));
        for text in ["Drink tea.2 Eat.", "Drink tea.1 Eat [2].", "Drink tea.1 Eat².", "Drink tea (1)."] {
            assert!(!cite([text].into_iter(), 3), "{text}");
        }
    }
}
