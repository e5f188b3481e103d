//! Errors in theme files, with advice on what to write instead.

use crate::value::nearest;
use std::fmt;

/// Why a theme file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// What is wrong, and what to write instead: lower case, no final period.
    pub message: String,
    /// The byte range in the file that is wrong.
    pub span: Option<std::ops::Range<usize>>,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ThemeError {}

/// Returns a message that says what to write: for an unknown key, the most similar known one.
pub(super) fn helpful(message: &str) -> String {
    let message = message.trim().replace('\n', " ");
    if let Some(missing) = message.strip_prefix("missing field ") {
        return format!(
            "the key {missing} is missing: write `extends = \"clinic\"` to name only what differs, or see all keys with \
             `handout themes show clinic`"
        );
    }
    if let Some((unknown, known)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("invalid value {unknown}: expected {known}");
    }
    let Some((unknown, expected)) = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'))
    else {
        return message;
    };
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    match nearest(unknown, known.iter().copied(), 3) {
        Some(nearest) => format!("unknown key `{unknown}`: did you mean `{nearest}`?"),
        None => format!("unknown key `{unknown}`: known are {}", known.join(", ")),
    }
}
