//! Readability formulas, as published.

use super::counts::Counts;

/// A formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Formula {
    /// US school grade (Kincaid and others 1975), for English.
    FleschKincaid,
    /// US school grade by words of three or more syllables (McLaughlin 1969), for English.
    Smog,
    /// US school grade by letters (Coleman and Liau 1975), for English.
    ColemanLiau,
    /// Spanish, on the scale INFLESZ (Szigriszt-Pazos 1993, Barrio-Cantalejo 2008).
    Inflesz,
    /// Spanish (Fernández-Huerta 1959).
    FernandezHuerta,
    /// German (Amstad 1978).
    Amstad,
    /// French (Kandel and Moles 1958).
    KandelMoles,
    /// Italian (Lucisano and Piemontese 1988).
    Gulpease,
    /// Dutch (Douma 1960).
    Douma,
    /// Russian (Oborneva 2006).
    Oborneva,
    /// Long words and long sentences, for any language with an alphabet (Björnsson 1968).
    Lix,
}

/// The minimum number of sentences for SMOG.
const SMOG_SENTENCES: usize = 30;

impl Formula {
    pub(in crate::check) fn name(self) -> &'static str {
        match self {
            Self::FleschKincaid => "Flesch-Kincaid",
            Self::Smog => "SMOG",
            Self::ColemanLiau => "Coleman-Liau",
            Self::Inflesz => "INFLESZ",
            Self::FernandezHuerta => "Fernández-Huerta",
            Self::Amstad => "Flesch-Amstad",
            Self::KandelMoles => "Kandel-Moles",
            Self::Gulpease => "Gulpease",
            Self::Douma => "Flesch-Douma",
            Self::Oborneva => "Oborneva",
            Self::Lix => "LIX",
        }
    }

    /// Returns whether the formula gives a school grade.
    pub(in crate::check) fn is_grade(self) -> bool {
        matches!(self, Self::FleschKincaid | Self::Smog | Self::ColemanLiau)
    }

    /// Returns whether higher values mean harder text.
    pub(in crate::check) fn counts_up(self) -> bool {
        self.is_grade() || self == Self::Lix
    }

    /// Returns the value that a text for the general public should reach: sixth grade, "normal" in INFLESZ, the end of
    /// middle school for the others.
    pub(in crate::check) fn target(self) -> f64 {
        match self {
            Self::FleschKincaid | Self::Smog | Self::ColemanLiau => 6.0,
            Self::Inflesz => 55.0,
            Self::Lix => 40.0,
            _ => 60.0,
        }
    }

    /// Returns the formulas that are reported along with this one, for comparison.
    pub(in crate::check) fn others(self) -> &'static [Self] {
        match self {
            Self::FleschKincaid => &[Self::Smog, Self::ColemanLiau],
            Self::Inflesz => &[Self::FernandezHuerta],
            Self::Lix => &[],
            _ => &[Self::Lix],
        }
    }

    /// Returns the value for a text that is not empty.
    pub(in crate::check) fn value(self, counts: &Counts) -> f64 {
        let part = |of: usize, all: usize| of as f64 / all.max(1) as f64;
        let sentence = part(counts.words, counts.sentences);
        let syllables = part(counts.syllables, counts.words);
        match self {
            Self::FleschKincaid => 0.39 * sentence + 11.8 * syllables - 15.59,
            Self::Smog => {
                let many = 30.0 * part(counts.polysyllables, counts.sentences);
                1.043 * many.sqrt() + 3.1291
            }
            Self::ColemanLiau => {
                let letters = 100.0 * part(counts.letters, counts.words);
                0.0588 * letters - 0.296 * 100.0 * part(counts.sentences, counts.words) - 15.8
            }
            Self::Inflesz => 206.835 - 62.3 * syllables - sentence,
            Self::FernandezHuerta => 206.84 - 60.0 * syllables - 1.02 * sentence,
            Self::Amstad => 180.0 - sentence - 58.5 * syllables,
            Self::KandelMoles => 207.0 - 1.015 * sentence - 73.6 * syllables,
            Self::Gulpease => {
                89.0 + (300.0 * counts.sentences as f64 - 10.0 * counts.letters as f64) / counts.words.max(1) as f64
            }
            Self::Douma => 206.84 - 0.93 * sentence - 77.0 * syllables,
            Self::Oborneva => 206.835 - 1.3 * sentence - 60.1 * syllables,
            Self::Lix => sentence + 100.0 * part(counts.long_words, counts.words),
        }
    }

    /// Returns the value; `None` if the text is too short for the formula.
    pub(in crate::check) fn checked(self, counts: &Counts) -> Option<f64> {
        (self != Self::Smog || counts.sentences >= SMOG_SENTENCES).then(|| self.value(counts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_give_what_their_authors_computed() {
        let counts =
            Counts { sentences: 30, words: 450, syllables: 675, letters: 2025, long_words: 90, polysyllables: 60 };
        let value = |formula: Formula| (formula.value(&counts) * 100.0).round() / 100.0;
        assert_eq!(value(Formula::FleschKincaid), 7.96);
        assert_eq!(value(Formula::Smog), 11.21);
        assert_eq!(value(Formula::ColemanLiau), 8.69);
        assert_eq!(value(Formula::Inflesz), 98.39);
        assert_eq!(value(Formula::FernandezHuerta), 101.54);
        assert_eq!(value(Formula::Amstad), 77.25);
        assert_eq!(value(Formula::KandelMoles), 81.38);
        assert_eq!(value(Formula::Gulpease), 64.0);
        assert_eq!(value(Formula::Douma), 77.39);
        assert_eq!(value(Formula::Oborneva), 97.19);
        assert_eq!(value(Formula::Lix), 35.0);
        assert!(Formula::Smog.checked(&Counts { sentences: 29, ..counts }).is_none());
    }
}
