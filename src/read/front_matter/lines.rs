//! Front matter that is not YAML: title blocks of pandoc and MultiMarkdown, and malformed YAML.

use super::{
    tree::{Broken, Entry, Node, Value},
    yaml,
};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};

/// Parses a pandoc title block that starts at byte `start` of the source: title, authors, date.
pub(super) fn percent(text: &str, start: usize) -> Node {
    let mut fields: Vec<(usize, String)> = Vec::new();
    let mut at = start;
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(field), _) => fields.push((at + 1, field.trim().to_owned())),
            (None, Some((_, field))) => {
                let authors = at > start && text[..at - start].matches('%').count() == 2;
                field.push_str(if authors { ";" } else { " " });
                field.push_str(line.trim());
            }
            (None, None) => {}
        }
        at += line.len();
    }
    let entry = |(key, (at, text)): (&str, (usize, String))| {
        let span = Span::new(at, at + text.len());
        let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
        let name = |name: &str| Node { value: Value::Text(name.to_owned()), span };
        let value = if key == "author" { Value::List(names.map(name).collect()) } else { Value::Text(text.clone()) };
        Entry { key: key.to_owned(), span, node: Node { value, span } }
    };
    let used = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let entries = ["title", "author", "date"].into_iter().zip(used).map(entry).collect();
    Node { value: Value::Map(entries), span: Span::new(start, start + text.len()) }
}

/// Parses lines of `key: value`, as in MultiMarkdown. Indented lines continue a value.
pub(super) fn plain(text: &str, start: usize) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = start;
    for line in text.split_inclusive('\n') {
        match (line.starts_with([' ', '\t']), entries.last_mut()) {
            (true, Some(Entry { node: Node { value: Value::Text(text), .. }, .. })) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            _ => entries.extend(pair(line, at)),
        }
        at += line.len();
    }
    Node { value: Value::Map(entries), span: Span::new(start, at) }
}

/// Parses a line of `key: value` that starts at byte `start` of the source.
fn pair(line: &str, start: usize) -> Option<Entry> {
    let (key, value) = line.split_once(':')?;
    let words = value.trim();
    let at = start + key.len() + 1 + (value.len() - value.trim_start().len());
    let node = Node { value: Value::Text(words.to_owned()), span: Span::new(at, at + words.len()) };
    Some(Entry { key: key.trim().to_owned(), span: Span::new(start, start + key.len()), node })
}

/// Reads YAML key by key if it cannot be parsed as a whole: a one-line value that is not valid YAML becomes text,
/// with a warning. Returns the first error if that fails.
pub(super) fn forgiving(
    text: &str,
    start: usize,
    error: Broken,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Node, Broken> {
    let mut entries = Vec::new();
    let mut reports = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let mut length = 0;
        for (nth, line) in text[at..].split_inclusive('\n').enumerate() {
            if nth > 0 && !line.starts_with([' ', '\t', '-', '#', ']', '}', '\n']) {
                break;
            }
            length += line.len();
        }
        let chunk = &text[at..at + length];
        let first = chunk.lines().next().unwrap_or_default();
        let single = chunk.trim_end().len() <= first.len();
        match yaml::parse(chunk, start + at) {
            Ok(Node { value: Value::Map(own), .. }) => entries.extend(own),
            Ok(Node { value: Value::Null, .. }) => {}
            _ => {
                let is_syntax =
                    |entry: &Entry| entry.node.text().is_some_and(|text| text.starts_with(['[', '{', '&', '"', '\'']));
                let entry = pair(first, start + at).filter(|entry| single && !is_syntax(entry));
                let Some(entry) = entry else { return Err(error) };
                let message = format!("the value of `{}` is read as text: {}", entry.key, error.message);
                let help = "put the value in quotes";
                reports.push(Diagnostic::new(Code::BadValue, message).at(entry.node.span).help(help));
                entries.push(entry);
            }
        }
        at += length;
    }
    diagnostics.append(&mut reports);
    Ok(Node { value: Value::Map(entries), span: Span::new(start, start + text.len()) })
}
