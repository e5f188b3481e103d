//! The sentences and words that make a text hard.

use super::read::{Read, Sentence};
use crate::check::{measure::Formula, prose::Word, subject::Subject};
use std::collections::HashMap;

/// The number of sentences and words to name.
const NAMED: usize = 3;
const NAMED_WORDS: usize = 5;

/// The minimum length, in words, of a sentence that is called hard.
const SHORTEST: usize = 8;

/// The number of syllables of a hard word.
const HARD: usize = 4;

/// Returns the hardest sentences, the hardest first.
pub(super) fn sentences<'a>(read: &'a Read<'_>) -> Vec<&'a Sentence<'a>> {
    let mut all: Vec<&Sentence<'_>> =
        read.sentences.iter().filter(|sentence| sentence.counts.words >= SHORTEST).collect();
    let hardness = |sentence: &Sentence<'_>| {
        let value = read.formula.value(&sentence.counts);
        if read.formula.counts_up() { value } else { -value }
    };
    all.sort_by(|a, b| hardness(b).total_cmp(&hardness(a)));
    all.truncate(NAMED);
    all
}

/// Returns the words with the most syllables (or letters, in languages without syllable rules), weighted by frequency.
pub(super) fn words(subject: &Subject<'_>, read: &Read<'_>) -> Vec<String> {
    let weight = |word: &Word| match read.formula {
        Formula::Gulpease | Formula::Lix => word.lower.chars().count() / 3,
        _ => word.syllables,
    };
    let mut found: HashMap<&str, (usize, usize)> = HashMap::new();
    for sentence in &read.sentences {
        for word in sentence.passage.words_in(&sentence.range) {
            // names cannot be replaced
            let is_name =
                sentence.passage.word(word).starts_with(char::is_uppercase) && word.start != sentence.range.start;
            let is_word = word.lower.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'');
            if is_word && !is_name && !subject.options.allows(&word.lower) {
                found.entry(&word.lower).or_insert_with(|| (weight(word), 0)).1 += 1;
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().filter(|(_, (weight, _))| *weight >= HARD).collect();
    found.sort_by_key(|(word, (weight, times))| (std::cmp::Reverse(weight * times), *word));
    found.into_iter().take(NAMED_WORDS).map(|(word, _)| word.to_owned()).collect()
}
