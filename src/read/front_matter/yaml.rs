//! YAML front matter.

use super::tree::{Broken, Entry, Node, Value};
use crate::{
    article::Span,
    yaml::{self, Problem},
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
        yaml::Value::Plain(text) => plain(text),
        yaml::Value::Text(text) => Value::Text(text),
        yaml::Value::List(items) => {
            Value::List(items.into_iter().map(|item| node(item, start)).collect::<Result<_, _>>()?)
        }
        yaml::Value::Map(entries) => Value::Map(map(entries, start)?),
    };
    Ok(Node { value, span })
}

fn map(from: Vec<(yaml::Node, yaml::Node)>, start: usize) -> Result<Vec<Entry>, Broken> {
    let mut keys = HashSet::new();
    let mut entries = Vec::with_capacity(from.len());
    for (key, value) in from {
        let key = node(key, start)?;
        let name = key.text().unwrap_or_default();
        if !keys.insert(name.clone()) {
            return Err(Broken { message: format!("the key `{name}` occurs twice"), span: key.span });
        }
        entries.push(Entry { key: name, span: key.span, node: node(value, start)? });
    }
    Ok(entries)
}

/// Returns what a scalar without quotes means (YAML 1.2.2, 10.3.2).
fn plain(text: String) -> Value {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => {
            if number.parse::<f64>().is_ok() { Value::Number(text) } else { Value::Text(text) }
        }
        _ => Value::Text(text),
    }
}
