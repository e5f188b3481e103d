//! YAML front matter, by saphyr, with limits on what a block may expand to.

use super::tree::{Broken, Entry, Node, Value};
use crate::article::Span;
use saphyr::{LoadableYamlNode as _, MarkedYaml, Scalar, YamlData};

/// The most aliases (`*name`). Each is replaced by a copy: a few lines of them could fill the memory.
const MOST_ALIASES: usize = 16;
/// How deep lists and maps may nest.
const DEEPEST: usize = 64;

/// Parses a block that starts at byte `start` of the source.
pub(super) fn parse(text: &str, start: usize) -> Result<Node, Broken> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let places = Places { text, offsets, start };
    if let Some(message) = excess(text) {
        return Err(Broken { message, span: Span::new(start, start + 1) });
    }
    let documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let at = places.byte(error.marker().index());
        Broken { message: error.info().to_lowercase(), span: Span::new(start + at, start + at + 1) }
    })?;
    match documents.first() {
        Some(document) => Ok(places.node(document, 0)),
        None => Ok(Node { value: Value::Null, span: Span::new(start, start + text.len()) }),
    }
}

/// Returns what a block has too much of.
pub(super) fn excess(text: &str) -> Option<String> {
    let aliases = text.match_indices('*').filter(|(at, _)| {
        let before = text[..*at].chars().last();
        let after = text[at + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | ',' | '{'))
            && after.is_some_and(char::is_alphanumeric)
    });
    // Emphasis in a summary looks like aliases; without an anchor there are none.
    let names = text.match_indices('&').any(|(at, _)| {
        text[at + 1..].starts_with(char::is_alphanumeric) && text[..at].ends_with([' ', '\n', '[', ',', '{', '-'])
    });
    if names && aliases.count() > MOST_ALIASES {
        return Some(format!("more than {MOST_ALIASES} aliases"));
    }
    let brackets = text.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
    let dashes = text.lines().map(|line| line.matches("- ").count() + line.matches("? ").count()).max().unwrap_or(0);
    let indent = text.lines().map(|line| line.len() - line.trim_start().len()).max().unwrap_or(0);
    let deep = brackets > 16 * DEEPEST || dashes > DEEPEST || indent > 8 * DEEPEST || nested(text) > DEEPEST;
    deep.then(|| format!("lists or maps nested more than {DEEPEST} deep"))
}

fn nested(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

struct Places<'a> {
    text: &'a str,
    offsets: Vec<usize>,
    start: usize,
}

impl Places<'_> {
    fn byte(&self, character: usize) -> usize {
        self.offsets.get(character).copied().unwrap_or(self.text.len())
    }

    fn node(&self, yaml: &MarkedYaml<'_>, depth: usize) -> Node {
        let (start, end) = (self.byte(yaml.span.start.index()), self.byte(yaml.span.end.index()));
        let raw = self.text.get(start..end).unwrap_or_default().trim();
        let value = match &yaml.data {
            _ if depth > 2 * DEEPEST => Value::Null,
            YamlData::Value(Scalar::Null) => Value::Null,
            YamlData::Value(Scalar::Boolean(value)) => Value::Bool(*value),
            YamlData::Value(Scalar::Integer(_) | Scalar::FloatingPoint(_)) => Value::Number(raw.to_owned()),
            YamlData::Value(Scalar::String(text)) | YamlData::Representation(text, ..) => Value::Text(text.to_string()),
            YamlData::Sequence(items) => Value::List(items.iter().map(|item| self.node(item, depth + 1)).collect()),
            YamlData::Mapping(entries) => {
                Value::Map(entries.iter().map(|(key, value)| self.entry(key, value, depth)).collect())
            }
            YamlData::Tagged(_, inner) => return self.node(inner, depth + 1),
            YamlData::Alias(_) | YamlData::BadValue => Value::Text(raw.to_owned()),
        };
        Node { value, span: Span::new(self.start + start, self.start + end) }
    }

    fn entry(&self, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>, depth: usize) -> Entry {
        let key = self.node(key, depth + 1);
        Entry { key: key.text().unwrap_or_default(), span: key.span, node: self.node(value, depth + 1) }
    }
}
