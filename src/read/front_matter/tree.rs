//! The tree that all formats are parsed into: values with their positions in the source.

use crate::{article::Span, read::common::clean::trimmed};

/// A syntax error and its position.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) message: String,
    pub(super) span: Span,
}

/// A value and its position.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// A value. Numbers and dates keep their text, so that version `1.10` is unchanged.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) span: Span,
    pub(super) node: Node,
}

impl Node {
    /// Returns a scalar as clean text, or `None` for lists, maps and null.
    pub(super) fn text(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(trimmed(text)).filter(|text| !text.is_empty()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the items of a list, or the value itself.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Map(_) => std::slice::from_ref(self),
        }
    }

    /// Returns the value of a key of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| normal(&entry.key) == key).map(|entry| &entry.node)
    }

    /// Returns the value as JSON, for keys that are kept unchanged.
    pub(super) fn json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone())),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Self::json).collect()),
            Value::Map(entries) => {
                Json::Object(entries.iter().map(|entry| (entry.key.clone(), entry.node.json())).collect())
            }
        }
    }

    /// Returns the value as JSON with numbers as text, so that a volume `007` or a version `1.10` is unchanged.
    pub(super) fn json_as_written(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Number(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Self::json_as_written).collect()),
            Value::Map(entries) => {
                Json::Object(entries.iter().map(|entry| (entry.key.clone(), entry.node.json_as_written())).collect())
            }
            Value::Null | Value::Bool(_) | Value::Text(_) => self.json(),
        }
    }
}

/// Returns a key in the normalized form used for comparison.
pub(super) fn normal(key: &str) -> String {
    key.trim().to_lowercase().replace(['_', ' '], "-")
}
