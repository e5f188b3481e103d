//! What formulas count.

use crate::check::prose::Word;

/// The letters of a word from which on LIX calls it long.
const LONG: usize = 7;

/// The syllables of a word from which on SMOG counts it.
const MANY: usize = 3;

/// Counts of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) sentences: usize,
    pub(super) words: usize,
    pub(super) syllables: usize,
    pub(super) letters: usize,
    pub(super) long_words: usize,
    /// Words of three or more syllables.
    pub(super) polysyllables: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.letters += other.letters;
        self.long_words += other.long_words;
        self.polysyllables += other.polysyllables;
    }
}

/// Counts a sentence.
pub(super) fn of(words: &[Word]) -> Counts {
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
