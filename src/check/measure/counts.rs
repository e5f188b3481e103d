//! Counts that the formulas use.

/// Counts of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::check) struct Counts {
    pub(in crate::check) sentences: usize,
    pub(in crate::check) words: usize,
    pub(in crate::check) syllables: usize,
    pub(in crate::check) letters: usize,
    pub(in crate::check) long_words: usize,
    /// Words of three or more syllables.
    pub(in crate::check) polysyllables: usize,
}

impl Counts {
    pub(in crate::check) fn add(&mut self, other: &Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.letters += other.letters;
        self.long_words += other.long_words;
        self.polysyllables += other.polysyllables;
    }
}
