//! JSON front matter. As JSON is also YAML, the YAML parser supplies the positions of values.

use super::{
    tree::{Broken, Entry, Node, Value},
    yaml,
};
use crate::article::Span;
use serde_json::Value as Json;

/// Parses a block that starts at byte `start` of the source.
pub(super) fn parse(text: &str, start: usize) -> Result<Node, Broken> {
    let value: Json = serde_json::from_str(text).map_err(|error| {
        let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = start + line_start + error.column().saturating_sub(1);
        let message = error.to_string();
        let message = message.split(" at line").next().unwrap_or_default().to_owned();
        Broken { message, span: Span::new(at, at + 1) }
    })?;
    let whole = Span::new(start, start + text.len());
    // Escaped surrogates are valid in JSON but not in YAML; every value then gets the position of the whole block.
    Ok(yaml::parse(text, start).unwrap_or_else(|_| node(&value, whole)))
}

fn node(value: &Json, span: Span) -> Node {
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(|item| node(item, span)).collect()),
        Json::Object(map) => Value::Map(
            map.iter().map(|(key, value)| Entry { key: key.clone(), span, node: node(value, span) }).collect(),
        ),
    };
    Node { value, span }
}
