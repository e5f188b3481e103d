//! Hard words with plain alternatives, by language: lists of our own, one `hard = plain` per line.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

/// Hard words or phrases by their first word.
#[derive(Debug, Default)]
pub(super) struct HardWords(HashMap<String, Vec<HardWord>>);

/// A hard word or phrase.
#[derive(Debug, Clone)]
pub(super) struct HardWord {
    /// The word or phrase, in lower case.
    pub(super) hard: String,
    pub(super) plain: String,
}

static EN: LazyLock<HardWords> = LazyLock::new(|| HardWords::read(include_str!("en.txt")));
static ES: LazyLock<HardWords> = LazyLock::new(|| HardWords::read(include_str!("es.txt")));
static DE: LazyLock<HardWords> = LazyLock::new(|| HardWords::read(include_str!("de.txt")));

/// Returns the hard words of a language; `None` if there is no list.
pub(super) fn of(language: &str) -> Option<&'static HardWords> {
    match language {
        "en" => Some(&EN),
        "es" => Some(&ES),
        "de" => Some(&DE),
        _ => None,
    }
}

impl HardWords {
    fn read(list: &str) -> Self {
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        Self::of(lines.filter_map(|line| line.split_once(" = ")))
    }

    /// Creates a list from settings.
    pub(super) fn of_settings(words: &BTreeMap<String, String>) -> Self {
        Self::of(words.iter().map(|(hard, plain)| (hard.as_str(), plain.as_str())))
    }

    fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut words: HashMap<String, Vec<HardWord>> = HashMap::new();
        for (hard, plain) in pairs {
            let (hard, plain) = (hard.to_lowercase(), plain.to_owned());
            let first = hard.split(' ').next().unwrap_or_default().to_owned();
            words.entry(first).or_default().push(HardWord { hard, plain });
        }
        // phrases before single words
        words.values_mut().for_each(|list| list.sort_by_key(|word| std::cmp::Reverse(word.hard.len())));
        Self(words)
    }

    /// Returns the entries that begin with a word.
    pub(super) fn beginning_with(&self, word: &str) -> &[HardWord] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_of_the_lists_is_a_unique_pair_in_lower_case() {
        for list in [include_str!("en.txt"), include_str!("es.txt"), include_str!("de.txt")] {
            let mut seen = Vec::new();
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                let (hard, plain) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
                assert!(hard == hard.to_lowercase() && !plain.is_empty(), "{line}");
                assert!(!seen.contains(&hard), "{hard} is there twice");
                seen.push(hard);
            }
        }
    }
}
