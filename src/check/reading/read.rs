//! Counts words, sentences and syllables in the prose of an article.

use crate::check::{
    measure::{Counts, Formula},
    options::Options,
    prose::{Passage, Word},
    subject::Subject,
};
use serde::Serialize;
use std::ops::Range;

/// The reading ease of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// The formula.
    pub formula: &'static str,
    /// Its value for the whole text.
    pub value: f64,
    /// Other formulas and their values; `None` for one that needs a longer text.
    pub others: Vec<(&'static str, Option<f64>)>,
    /// The number of words.
    pub words: usize,
    /// The number of sentences.
    pub sentences: usize,
    /// The sections with prose, in order.
    pub sections: Vec<SectionEase>,
}

/// The reading ease of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionEase {
    /// Its heading.
    pub title: String,
    /// The value of the formula.
    pub value: f64,
    /// The number of words.
    pub words: usize,
}

/// The counted prose of an article.
pub(super) struct Read<'a> {
    pub(super) formula: Formula,
    pub(super) sentences: Vec<Sentence<'a>>,
    pub(super) total: Counts,
    /// The counts by section.
    pub(super) sections: Vec<Counts>,
}

/// A counted sentence.
pub(super) struct Sentence<'a> {
    pub(super) passage: &'a Passage,
    pub(super) range: Range<usize>,
    pub(super) counts: Counts,
}

/// Counts the prose of an article. `None` without prose, or without a formula for its language.
pub(super) fn read<'a>(subject: &'a Subject<'_>) -> Option<Read<'a>> {
    let formula = formula_of(subject)?;
    let mut sentences = Vec::new();
    let mut total = Counts::default();
    let mut sections = vec![Counts::default(); subject.prose.sections.len()];
    for passage in subject.own().filter(|passage| passage.is_prose()) {
        for range in &passage.sentences {
            let counts = count(passage.words_in(range));
            total.add(&counts);
            sections[passage.section].add(&counts);
            sentences.push(Sentence { passage, range: range.clone(), counts });
        }
    }
    (total.words > 0).then_some(Read { formula, sentences, total, sections })
}

/// Returns the formula of the language, else LIX if the text is in letters that LIX can count.
fn formula_of(subject: &Subject<'_>) -> Option<Formula> {
    let own = subject.language.map(|language| language.formula);
    own.or_else(|| {
        let mut letters = subject.own().flat_map(|passage| passage.text.chars()).filter(|c| c.is_alphabetic());
        // Latin, Greek and Cyrillic
        letters.next().filter(|c| *c < '\u{530}').map(|_| Formula::Lix)
    })
}

/// Returns the reading ease of an article.
pub(in crate::check) fn measured(subject: &Subject<'_>) -> Option<Measured> {
    let read = read(subject)?;
    let value = |counts: &Counts| rounded(read.formula.value(counts));
    let sections = subject.prose.sections.iter().zip(&read.sections).filter(|(_, counts)| counts.words > 0);
    let sections = sections.map(|(section, counts)| SectionEase {
        title: section.title.clone(),
        value: value(counts),
        words: counts.words,
    });
    let others = read.formula.others().iter().map(|other| (other.name(), other.checked(&read.total).map(rounded)));
    Some(Measured {
        formula: read.formula.name(),
        value: value(&read.total),
        others: others.collect(),
        words: read.total.words,
        sentences: read.total.sentences,
        sections: sections.collect(),
    })
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Returns the value that a text must reach.
pub(super) fn target(formula: Formula, options: &Options) -> f64 {
    let own = if formula.is_grade() { options.reading_grade } else { options.reading_ease };
    own.map_or(formula.target(), f64::from)
}

/// The minimum number of letters of a long word for LIX.
const LONG: usize = 7;

/// The minimum number of syllables of a word that SMOG counts.
const MANY: usize = 3;

/// Counts a sentence.
fn count(words: &[Word]) -> Counts {
    let mut counts = Counts { sentences: 1, words: words.len(), ..Counts::default() };
    for word in words {
        let letters = word.lower.chars().filter(|c| c.is_alphanumeric()).count();
        counts.letters += letters;
        counts.long_words += usize::from(letters >= LONG);
        counts.syllables += word.syllables;
        counts.polysyllables += usize::from(word.syllables >= MANY);
    }
    counts
}
