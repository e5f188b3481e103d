//! YAML front matter, parsed by saphyr, with limits on the expansion of aliases.

use super::tree::{Broken, Entry, Node, Value};
use crate::article::Span;
use saphyr::{LoadableYamlNode as _, MarkedYaml, Scalar, YamlData};
use saphyr_parser::{Event, Parser};
use std::collections::HashMap;

/// The maximum number of bytes that aliases (`*name`) may repeat. Each alias is replaced with a copy whose aliases
/// are replaced too: a few lines of them could fill the memory.
const REPEATED: usize = 64 << 10;
/// The maximum nesting depth of lists and maps.
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

/// Returns the limit that a block exceeds, if any.
pub(super) fn excess(text: &str) -> Option<String> {
    if text.contains('&') && text.contains('*') && repeats_too_much(text) {
        return Some("aliases repeat too much".to_owned());
    }
    let brackets = text.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
    let dashes = text.lines().map(|line| line.matches("- ").count() + line.matches("? ").count()).max().unwrap_or(0);
    let indent = text.lines().map(|line| line.len() - line.trim_start().len()).max().unwrap_or(0);
    let deep = brackets > 16 * DEEPEST || dashes > DEEPEST || indent > 8 * DEEPEST || nested(text) > DEEPEST;
    deep.then(|| format!("lists or maps nested more than {DEEPEST} deep"))
}

/// Returns whether aliases repeat too much, without expanding them. Text after a syntax error is not counted, as it
/// is not read.
fn repeats_too_much(text: &str) -> bool {
    /// The overhead of a value besides its text.
    const VALUE: usize = 16;
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    // the anchors and sizes of the open lists and maps
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut repeated = 0usize;
    for event in Parser::new_from_str(text).map_while(Result::ok) {
        let (anchor, size) = match event.0 {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, VALUE));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().unwrap_or_default(),
            Event::Scalar(text, _, anchor, _) => (anchor, VALUE + text.len()),
            Event::Alias(anchor) => {
                let size = sizes.get(&anchor).copied().unwrap_or_default();
                repeated = repeated.saturating_add(size);
                (0, size)
            }
            _ => continue,
        };
        sizes.insert(anchor, size);
        if let Some((_, outer)) = open.last_mut() {
            *outer = outer.saturating_add(size);
        }
        if repeated > REPEATED {
            return true;
        }
    }
    false
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
