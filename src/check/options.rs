//! Settings of checks for the articles of a folder: `[check]` in `handout.toml`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The settings of checks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Options {
    /// The highest school grade that an English text may have; by default 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_grade: Option<u8>,
    /// The minimum reading ease of a text in another language, 0 to 100; by default that of its formula.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_ease: Option<u8>,
    /// The maximum number of words of a sentence; by default 25.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence_words: Option<u8>,
    /// Words that no rule objects to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// Disabled rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    /// Further hard words, each with the plain words to use instead.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

impl Options {
    /// The names of the fields.
    pub const FIELDS: [&'static str; 6] = ["reading-grade", "reading-ease", "sentence-words", "allow", "off", "words"];

    /// Returns the settings with missing ones taken from others. Lists are merged.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.reading_grade = self.reading_grade.or(other.reading_grade);
        self.reading_ease = self.reading_ease.or(other.reading_ease);
        self.sentence_words = self.sentence_words.or(other.sentence_words);
        self.allow.extend(other.allow.iter().cloned());
        self.off.extend(other.off.iter().cloned());
        for (word, plain) in &other.words {
            self.words.entry(word.clone()).or_insert_with(|| plain.clone());
        }
        self
    }

    /// Returns whether a rule is disabled everywhere.
    #[must_use]
    pub fn is_off(&self, rule: &str) -> bool {
        self.off.iter().any(|off| off == rule)
    }

    /// Returns whether a word is allowed, ignoring case.
    pub(super) fn allows(&self, word: &str) -> bool {
        self.allow.iter().any(|allowed| allowed.to_lowercase() == word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_folder_does_not_set_is_taken_from_its_parent_and_lists_are_united() {
        let near: Options = toml::from_str("reading-grade = 8\nallow = [\"statin\"]").unwrap();
        let far: Options = toml::from_str("reading-grade = 5\nsentence-words = 20\nallow = [\"Tea\"]").unwrap();
        let both = near.or(&far);
        assert_eq!((both.reading_grade, both.sentence_words), (Some(8), Some(20)));
        assert!(both.allows("Statin") && both.allows("tea") && !both.allows("coffee"));
    }

    #[test]
    fn every_field_is_listed() {
        let text = "reading-grade = 6\nreading-ease = 60\nsentence-words = 25\nallow = [\"a\"]\noff = [\"b\"]\nwords = { c = \"d\" }";
        let all = toml::Table::try_from(toml::from_str::<Options>(text).unwrap()).unwrap();
        let mut listed = Options::FIELDS.to_vec();
        listed.sort_unstable();
        assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), listed);
    }
}
