//! Syllables of words.

/// How to count the syllables of a language.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Syllables {
    /// With a function for the language.
    By(fn(&str) -> usize),
    /// One for each vowel, or each group of vowels that form one sound.
    Nuclei {
        /// The vowels, in lower case.
        vowels: &'static str,
        /// Groups that form one syllable, longer ones first.
        joined: &'static [&'static str],
        /// Endings that are silent after a consonant.
        silent: &'static [&'static str],
    },
}

impl Syllables {
    /// Returns the number of syllables of a lowercase word, at least 1. The parts of `well-known` are counted
    /// separately, and a number counts as one.
    pub(in crate::check) fn of(self, word: &str) -> usize {
        let parts = word.split('-').filter(|part| !part.is_empty());
        let count = |part: &str| match self {
            Self::By(count) => count(part),
            Self::Nuclei { vowels, joined, silent } => nuclei(part, vowels, joined, silent),
        };
        parts.map(|part| count(part).max(1)).sum::<usize>().max(1)
    }
}

fn nuclei(word: &str, vowels: &str, joined: &[&str], silent: &[&str]) -> usize {
    let is_vowel = |c: char| vowels.contains(c);
    // the u of qu is silent
    let word = word.replace("qu", "q");
    let mut rest = word.as_str();
    let mut count = 0;
    while let Some(at) = rest.find(is_vowel) {
        let group = joined.iter().find(|group| rest[at..].starts_with(**group));
        let length = group.map_or_else(|| rest[at..].chars().next().map_or(1, char::len_utf8), |group| group.len());
        rest = &rest[at + length..];
        count += 1;
    }
    let stem = silent.iter().find_map(|ending| word.strip_suffix(ending));
    let is_silent = stem.is_some_and(|stem| !stem.is_empty() && !stem.ends_with(is_vowel));
    if is_silent && count > 1 { count - 1 } else { count }
}

#[cfg(test)]
mod tests {
    use crate::{article::Lang, check::language};

    #[track_caller]
    fn counts(lang: &str, words: &[(&str, usize)]) {
        let language = language::of(&Lang::new(lang).unwrap()).unwrap();
        let wrong: Vec<_> = words.iter().filter(|(word, count)| language.syllables.of(word) != *count).collect();
        let found: Vec<_> = wrong.iter().map(|(word, _)| language.syllables.of(word)).collect();
        assert!(wrong.is_empty(), "{wrong:?}: {found:?}");
    }

    #[test]
    fn english_syllables_are_those_of_a_pronouncing_dictionary() {
        counts(
            "en",
            &[
                ("the", 1),
                ("take", 1),
                ("tablet", 2),
                ("medicine", 3),
                ("bottle", 2),
                ("rested", 2),
                ("jumped", 1),
                ("doses", 2),
                ("changes", 2),
                ("likes", 1),
                ("movement", 2),
                ("safely", 2),
                ("area", 3),
                ("diabetes", 4),
                ("patient", 2),
                ("science", 2),
                ("diet", 2),
                ("being", 2),
                ("didn't", 2),
                ("can't", 1),
                ("special", 2),
                ("nation", 2),
                ("various", 3),
                ("cautious", 2),
                ("radio", 3),
                ("people", 2),
                ("fluid", 2),
                ("usually", 4),
                ("rhythm", 2),
                ("metabolism", 5),
                ("well-known", 2),
                ("emergency", 4),
                ("hydroxymitragynine", 7),
                ("2.5", 1),
                ("graduate", 3),
                ("buprenorphine", 4),
                ("cholesterol", 4),
            ],
        );
    }

    #[test]
    fn syllables_of_other_languages_follow_their_vowels() {
        counts(
            "es",
            &[("medicina", 4), ("diario", 2), ("día", 2), ("agua", 2), ("cuidado", 3), ("leer", 2), ("quien", 1)],
        );
        counts("de", &[("arznei", 2), ("tabletten", 3), ("nation", 3), ("häufig", 2), ("quelle", 2), ("poesie", 3)]);
        counts("fr", &[("table", 1), ("médicament", 4), ("eau", 1), ("chaque", 1), ("douleurs", 2), ("réagir", 3)]);
        counts("nl", &[("medicijn", 3), ("water", 2), ("eieren", 3), ("schreeuw", 1), ("radio", 3)]);
        counts("ru", &[("вода", 2), ("лекарство", 3), ("врач", 1)]);
    }
}
