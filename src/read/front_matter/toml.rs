//! TOML front matter, parsed by the toml crate.

use super::tree::{Broken, Entry, Node, Value};
use crate::article::Span;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Parses a block that starts at byte `start` of the source.
pub(super) fn parse(text: &str, start: usize) -> Result<Node, Broken> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..1);
        Broken {
            message: error.message().trim().replace('\n', ", "),
            span: Span::new(start + at.start, start + at.end),
        }
    })?;
    let within = Within { text, start };
    Ok(Node { value: within.table(table.get_ref()), span: within.span(table.span()) })
}

struct Within<'a> {
    text: &'a str,
    start: usize,
}

impl Within<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.start + range.start, self.start + range.end)
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| {
                let span = self.span(key.span());
                Entry { key: key.get_ref().to_string(), span, node: self.node(value) }
            })
            .collect();
        entries.sort_by_key(|entry| entry.span);
        Value::Map(entries)
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let raw = || self.text.get(value.span()).unwrap_or_default().trim().to_owned();
        let inner = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(raw()),
            DeValue::Datetime(_) => Value::Text(raw()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => self.table(table),
        };
        Node { value: inner, span: self.span(value.span()) }
    }
}
