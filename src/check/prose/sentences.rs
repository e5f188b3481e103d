//! Sentences: where `.`, `?` or `!` ends one.
//!
//! The rules of Unicode (UAX 29) do not know abbreviations, and end a sentence after `p.` and `No.`; these do not.

use super::{Word, collect::OBJECT};
use std::ops::Range;

/// Returns the sentences of a text; text without an end mark is one. `abbreviations` are in lower case, without their
/// last period.
pub(super) fn of(text: &str, words: &[Word], abbreviations: &[&str]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find(is_end).map(|at| from + at) {
        let mark = text[at..].chars().next().unwrap_or('.');
        let after = text[at..].trim_start_matches(is_end).trim_start_matches(closes);
        let end = text.len() - after.len();
        from = end;
        let follows = after.trim_start();
        let separated = follows.len() < after.len() || follows.is_empty() || !mark.is_ascii();
        let ended = mark == '\n' || (separated && ends(text, at, mark, follows, words, abbreviations));
        if ended {
            add(&mut sentences, text, start..end);
            start = text.len() - follows.len();
        }
    }
    add(&mut sentences, text, start..text.len());
    sentences
}

/// Adds a sentence if it has a word.
fn add(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let sentence = text[range.clone()].trim_end();
    if sentence.contains(char::is_alphanumeric) {
        sentences.push(range.start..range.start + sentence.len());
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '。' | '！' | '？' | '؟' | '۔' | '।' | '\n')
}

/// Returns whether a mark after the end of a sentence belongs to it.
fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '’' | '\'' | '»' | '“' | '」' | '』' | '）')
}

/// The number of characters inspected after an end mark.
const NEAR: usize = 16;

/// Returns whether a mark ends a sentence, considering what follows.
fn ends(text: &str, at: usize, mark: char, follows: &str, words: &[Word], abbreviations: &[&str]) -> bool {
    let next = follows.chars().take(NEAR).find(|c| c.is_alphanumeric() || *c == OBJECT);
    let Some(next) = next else { return true };
    if next.is_lowercase() {
        return false;
    }
    mark != '.' || !is_abbreviation(text, at, next, words, abbreviations)
}

/// Returns whether the word before a period is an abbreviation, an initial or the number of a step.
fn is_abbreviation(text: &str, at: usize, next: char, words: &[Word], abbreviations: &[&str]) -> bool {
    let index = words.partition_point(|word| word.start < at);
    let Some(word) = index.checked_sub(1).and_then(|index| words.get(index)) else { return true };
    if word.end != at {
        // a bracket or a quotation mark is between them
        return false;
    }
    let mut letters = word.lower.chars();
    let single = matches!((letters.next(), letters.next()), (Some(first), None) if first.is_alphabetic());
    let initial = single && text[word.start..].starts_with(char::is_uppercase) && &*word.lower != "i";
    let numbered = next.is_numeric() && abbreviations.contains(&&*word.lower);
    initial || numbered || (abbreviations.contains(&&*word.lower) && !ENDING.contains(&&*word.lower))
}

/// Abbreviations that may end a sentence: a capital after them begins a new one.
const ENDING: &[&str] = &["etc", "a.m", "p.m", "usw", "jr", "sr", "no", "u.s", "d.c"];

#[cfg(test)]
mod tests {
    use super::{super::words, *};

    #[track_caller]
    fn splits(text: &str, expected: &[&str]) {
        let known = ["dr", "e.g", "etc", "no", "p", "z. b", "a.m"];
        let found = of(text, &words::of(text), &known);
        assert_eq!(found.into_iter().map(|sentence| &text[sentence]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn end_marks_end_sentences_with_the_quotation_marks_after_them() {
        splits("Rest. Drink water! “Why?” Ask us.", &["Rest.", "Drink water!", "“Why?”", "Ask us."]);
        splits("Wait… then go", &["Wait… then go"]);
        splits("One line\nAnother line", &["One line", "Another line"]);
        splits("水を飲む。休む。", &["水を飲む。", "休む。"]);
    }

    #[test]
    fn abbreviations_decimals_doses_and_addresses_do_not() {
        splits("Ask Dr. Lee about 2.5 mg. Then rest.", &["Ask Dr. Lee about 2.5 mg.", "Then rest."]);
        splits("Some drugs, e.g. Tylenol, help.", &["Some drugs, e.g. Tylenol, help."]);
        splits("See No. 5 on p. 12. Call J. R. Hill.", &["See No. 5 on p. 12.", "Call J. R. Hill."]);
        splits("Come at 9 a.m. We open then.", &["Come at 9 a.m.", "We open then."]);
        splits("See example.org for more.", &["See example.org for more."]);
    }

    #[test]
    fn text_without_a_word_is_not_a_sentence() {
        splits("… . ! Rest.", &["Rest."]);
        splits("—", &[]);
    }
}
