//! The JSON form of lines that rarely hold more than plain text: a string, or inlines if needed.

use super::{Inline, Span};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A line in JSON.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(untagged)]
pub(super) enum Form {
    /// Plain words.
    Words(String),
    /// Words with markup.
    Line(Vec<Inline>),
}

pub(super) fn serialize<S: Serializer>(line: &Vec<Inline>, serializer: S) -> Result<S::Ok, S::Error> {
    match line.as_slice() {
        [Inline::Text(text)] if text.span == Span::default() => serializer.serialize_str(&text.text),
        _ => line.serialize(serializer),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Inline>, D::Error> {
    Ok(match Form::deserialize(deserializer)? {
        Form::Words(words) => vec![Inline::words(words)],
        Form::Line(line) => line,
    })
}
