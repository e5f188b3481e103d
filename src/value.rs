//! Values that users write: options, lengths, language tags.

use std::fmt;

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueError {
    /// It is not one of the known names.
    UnknownName {
        /// The value.
        value: String,
        /// What it should name, with its indefinite article: `a paper`.
        kind: &'static str,
        /// The known names.
        names: Vec<&'static str>,
        /// What may be written instead of a name, if anything.
        alternative: Option<&'static str>,
    },
    /// It is malformed.
    Malformed {
        /// The value.
        value: String,
        /// What it should be, with its indefinite article: `a length`.
        kind: &'static str,
        /// What to write.
        help: String,
    },
    /// It has the right form, but cannot be used.
    Unusable {
        /// The value.
        value: String,
        /// The reason, which follows the value in a sentence.
        reason: String,
    },
}

impl ValueError {
    pub(crate) fn malformed(value: &str, kind: &'static str, help: impl Into<String>) -> Self {
        Self::Malformed { value: value.to_owned(), kind, help: help.into() }
    }

    /// Sets what may be written instead of a name.
    pub(crate) fn or(self, instead: &'static str) -> Self {
        match self {
            Self::UnknownName { value, kind, names, .. } => {
                Self::UnknownName { value, kind, names, alternative: Some(instead) }
            }
            other => other,
        }
    }

    pub(crate) fn unusable(value: &str, reason: impl Into<String>) -> Self {
        Self::Unusable { value: value.to_owned(), reason: reason.into() }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownName { value, kind, names, alternative } => {
                write!(f, "`{value}` is not {kind}: choose one of {}", names.join(", "))?;
                alternative.map_or(Ok(()), |alternative| write!(f, ", or {alternative}"))
            }
            Self::Malformed { value, kind, help } => write!(f, "`{value}` is not {kind}: {help}"),
            Self::Unusable { value, reason } => write!(f, "`{value}` {reason}"),
        }
    }
}

impl std::error::Error for ValueError {}

/// Returns the value for a name, ignoring case.
pub(crate) fn by_name<T: Copy>(name: &str, kind: &'static str, all: &[(&'static str, T)]) -> Result<T, ValueError> {
    let known = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map(|&(_, value)| value).ok_or_else(|| ValueError::UnknownName {
        value: name.to_owned(),
        kind,
        names: all.iter().map(|&(name, _)| name).collect(),
        alternative: None,
    })
}

/// The maximum length of a word that is compared with others, in bytes: a comparison takes the product of the lengths.
const LONGEST: usize = 100;

/// Returns how many changes of a character make one word of another, if they are at most `most`.
pub(crate) fn changes(one: &str, other: &str, most: usize) -> Option<usize> {
    let comparable = one.len().max(other.len()) <= LONGEST && one.len().abs_diff(other.len()) <= 4 * most;
    comparable.then(|| strsim::damerau_levenshtein(one, other)).filter(|changes| *changes <= most)
}

/// Returns the known name that is nearest to a word, at most `most` changes away.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Option<&'a str> {
    let near = known.into_iter().filter_map(|name| Some((changes(word, name, most)?, name)));
    near.min_by_key(|(changes, _)| *changes).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_long_words_are_not_compared() {
        let known = ["title", "author", "date"];
        assert_eq!(nearest("autor", known, 2), Some("author"));
        assert_eq!(nearest("auhtor", known, 1), Some("author"), "exchanged letters are one change");
        assert_eq!(nearest("language", known, 2), None);
        assert_eq!(changes("a", "b", 1), Some(1));
        assert_eq!(changes(&"a".repeat(100_000), &"a".repeat(100_000), 2), None);
    }

    #[test]
    fn an_error_names_the_value_and_what_to_write() {
        assert_eq!(by_name("One", "a number", &[("one", 1), ("two", 2)]), Ok(1));
        let unknown = by_name("three", "a number", &[("one", 1), ("two", 2)]).expect_err("an unknown name");
        assert_eq!(unknown.to_string(), "`three` is not a number: choose one of one, two");
        let malformed = ValueError::malformed("12 parsecs", "a length", "write a number with pt");
        assert_eq!(malformed.to_string(), "`12 parsecs` is not a length: write a number with pt");
        assert_eq!(
            ValueError::unusable("../a", "leads out of the folder").to_string(),
            "`../a` leads out of the folder"
        );
    }
}
