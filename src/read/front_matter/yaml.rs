//! YAML front matter.

use super::tree::{Broken, Entry, Node, Value};
use crate::{
    article::Span,
    read::common::clean::trimmed,
    yaml::{self, Plain, Problem},
};
use std::collections::HashSet;

/// Parses a block that starts at byte `start` of the source.
pub(super) fn parse(text: &str, start: usize) -> Result<Node, Broken> {
    let broken = |problem: Problem| {
        let at = start + problem.at;
        Broken { message: problem.message, span: Span::new(at, at + 1) }
    };
    match yaml::parse(text).map_err(broken)? {
        Some(document) => node(document, start),
        None => Ok(Node { value: Value::Null, span: Span::new(start, start + text.len()) }),
    }
}

fn node(from: yaml::Node, start: usize) -> Result<Node, Broken> {
    let span = Span::new(start + from.range.start, start + from.range.end);
    let value = match from.value {
        yaml::Value::Plain(text) => match Plain::of(&text) {
            Plain::Null => Value::Null,
            Plain::Bool(value) => Value::Bool(value),
            Plain::Number => Value::Number(text),
            Plain::Text => Value::Text(text),
        },
        yaml::Value::Text(text) => Value::Text(text),
        yaml::Value::List(items) => {
            Value::List(items.into_iter().map(|item| node(item, start)).collect::<Result<_, _>>()?)
        }
        yaml::Value::Map(entries) => Value::Map(map(entries, start)?),
    };
    Ok(Node { value, span })
}

fn map(from: Vec<yaml::Entry>, start: usize) -> Result<Vec<Entry>, Broken> {
    let mut keys = HashSet::new();
    let mut entries = Vec::with_capacity(from.len());
    for yaml::Entry { key, range, value } in from {
        let (key, span) = (trimmed(&key), Span::new(start + range.start, start + range.end));
        if !keys.insert(key.clone()) {
            return Err(Broken { message: format!("the key `{key}` occurs twice"), span });
        }
        entries.push(Entry { key, span, node: node(value, start)? });
    }
    Ok(entries)
}
