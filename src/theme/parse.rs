//! Reading a theme file, with errors that help.

use super::Theme;
use std::{fmt, str::FromStr};

/// Why a theme file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// What is wrong, and what to write instead: lower case, no full stop.
    pub message: String,
    /// The bytes of the file that are wrong.
    pub span: Option<std::ops::Range<usize>>,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// When it is not TOML, lacks a key, has one that is unknown, or a value is malformed.
    pub fn parse(source: &str) -> Result<Self, ThemeError> {
        let theme: Self = toml::from_str(source)
            .map_err(|error| ThemeError { message: helpful(error.message()), span: error.span() })?;
        if theme.headings.is_empty() {
            return Err(ThemeError {
                message: "there is no heading: add a `[[headings]]` table".to_owned(),
                span: None,
            });
        }
        Ok(theme)
    }
}

impl FromStr for Theme {
    type Err = ThemeError;
    fn from_str(source: &str) -> Result<Self, ThemeError> {
        Self::parse(source)
    }
}

/// For an unknown key, names the known one that is nearest.
fn helpful(message: &str) -> String {
    let message = message.trim().replace('\n', " ");
    let Some((unknown, expected)) = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'))
    else {
        return message;
    };
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    match known.iter().min_by_key(|key| distance(unknown, key)) {
        Some(nearest) if distance(unknown, nearest) <= 3 => {
            format!("unknown key `{unknown}`: did you mean `{nearest}`?")
        }
        _ => format!("unknown key `{unknown}`: known are {}", known.join(", ")),
    }
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let cost = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(from: &str, to: &str) -> String {
        let source = Theme::source("clinic").unwrap().replacen(from, to, 1);
        Theme::parse(&source).unwrap_err().message
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_the_nearest() {
        assert_eq!(error("margin-top", "margintop"), "unknown key `margintop`: did you mean `margin-top`?");
    }

    #[test]
    fn a_malformed_value_says_what_to_write() {
        assert!(error("size = \"12pt\"", "size = \"12\"").contains("such as `12pt`"));
        assert!(error("ink = \"#", "ink = \"").contains("#rrggbb"));
    }
}
