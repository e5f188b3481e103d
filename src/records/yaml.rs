//! YAML bibliographies: Hayagriva, and CSL-JSON written as YAML, alone or under `references:`.

use super::{File, Record, csl_json, hayagriva};
use crate::{
    article::Span,
    csl::{Error, Item},
    diagnostic::Code,
    yaml::{self, Plain, Problem},
};
use serde_json::{Map, Value};
use std::{collections::HashMap, ops::Range};

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    match load(&source.text) {
        Ok((Value::Array(items), repeated)) => {
            report(repeated, 0, file);
            csl_items(items, file)
        }
        Ok((Value::Object(mut map), repeated)) => match map.remove("references") {
            Some(Value::Array(items)) => {
                report(repeated, 0, file);
                csl_items(items, file)
            }
            _ => by_entries(&source.text, file),
        },
        Ok(_) => Vec::new(),
        // in a broken map of works, the readable entries are still used
        Err(_) if source.text.contains(":\n") && !source.text.trim_start().starts_with('-') => {
            by_entries(&source.text, file)
        }
        Err(problem) => {
            let message = format!("the file cannot be read: {}", problem.message);
            report(vec![Problem { message, ..problem }], 0, file);
            Vec::new()
        }
    }
}

/// Reports problems in a part of the file that starts at byte `start`.
fn report(problems: Vec<Problem>, start: usize, file: &mut File<'_>) {
    for Problem { message, at } in problems {
        file.report(Code::BadRecord, Span::new(start + at, start + at + 1), message);
    }
}

fn csl_items(items: Vec<Value>, file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    let places = places(&source.text);
    let mut records = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        let span = places.get(id).map_or(Span::default(), |&at| Span::new(at, at + id.len()));
        match from_yaml(item) {
            Ok(item) => records.push(file.record(vec![item.id.clone()], item, span)),
            Err(problem) => file.report(Code::BadRecord, span, format!("item {} is left out: {problem}", index + 1)),
        }
    }
    records
}

/// Returns the first position of each id: `- id: doe2020`.
fn places(text: &str) -> HashMap<&str, usize> {
    let mut places = HashMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let field = line.trim_start_matches([' ', '-', '\t', '{']);
        if let Some(value) = field.strip_prefix("id:") {
            let id = value.trim_matches([' ', '"', '\'', '\r', '\n', '\t']);
            let before = value.len() - value.trim_start_matches([' ', '"', '\'', '\t']).len();
            places.entry(id).or_insert(start + line.len() - value.len() + before);
        }
        start += line.len();
    }
    places
}

/// Reads an item of CSL-YAML: CSL-JSON with dates and markup in pandoc's form.
pub(crate) fn from_yaml(mut item: Value) -> Result<Item, Error> {
    plain_dates(&mut item);
    let mut item = csl_json::from_value(&item)?;
    for (variable, value) in &mut item.text {
        if variable.contains("title") || matches!(variable.as_str(), "note" | "annote" | "abstract") {
            *value = marked_up(value);
        }
    }
    Ok(item)
}

/// Converts Markdown's emphasis, superscripts, subscripts and case protection to the markup of CSL-JSON.
fn marked_up(text: &str) -> String {
    let mut text = text.to_owned();
    for (mark, tag) in [("**", "b"), ("*", "i"), ("^", "sup"), ("~", "sub")] {
        let pieces: Vec<&str> = text.split(mark).collect();
        let inside =
            |piece: &str| !piece.is_empty() && piece.trim() == piece && (mark.starts_with('*') || !piece.contains(' '));
        // delimiters come in pairs and adjoin the text between them
        if pieces.len() < 3
            || pieces.len().is_multiple_of(2)
            || !pieces.iter().skip(1).step_by(2).all(|piece| inside(piece))
        {
            continue;
        }
        let wrapped = |(index, piece): (usize, &&str)| match index % 2 {
            0 => (*piece).to_owned(),
            _ => format!("<{tag}>{piece}</{tag}>"),
        };
        text = pieces.iter().enumerate().map(wrapped).collect();
    }
    for (class, open) in
        [("nocase", "<span class=\"nocase\">"), ("smallcaps", "<span style=\"font-variant:small-caps;\">")]
    {
        text = classed(&text, &format!("]{{.{class}}}"), open);
    }
    text
}

/// Replaces bracketed text that ends with `close` by the same text between `open` and `</span>`.
fn classed(text: &str, close: &str, open: &str) -> String {
    let pieces: Vec<&str> = text.split(close).collect();
    let last = pieces.len() - 1;
    let mut out = String::with_capacity(text.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        match piece.rsplit_once('[').filter(|_| index < last) {
            Some((before, words)) => {
                out.extend([before, open, words, "</span>"]);
            }
            None => out.extend([piece, if index < last { close } else { "" }]),
        }
    }
    out
}

/// Rewrites dates from maps to the form of CSL-JSON: `issued: {year: 2020, month: 3}`, or a list of two for a range.
fn plain_dates(item: &mut Value) {
    const VARIABLES: [&str; 6] = ["issued", "accessed", "event-date", "original-date", "submitted", "available-date"];
    for variable in VARIABLES {
        let Some(date) = item.get_mut(variable) else { continue };
        let ends: Vec<&Value> = match &*date {
            Value::Array(ends) => ends.iter().collect(),
            one => vec![one],
        };
        if !ends.is_empty() && ends.iter().all(|end| end.get("year").is_some()) {
            let parts =
                |end: &&Value| ["year", "month", "day"].iter().map_while(|part| end.get(part).cloned()).collect();
            let parts: Vec<Value> = ends.iter().map(parts).collect();
            *date = serde_json::json!({ "date-parts": parts });
        }
    }
}

/// Reads Hayagriva's works one by one, so that a broken one affects only itself.
fn by_entries(text: &str, file: &mut File<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for range in entries(text) {
        match load(&text[range.clone()]) {
            Ok((Value::Object(works), repeated)) => {
                report(repeated, range.start, file);
                for (key, work) in works {
                    let span = Span::new(range.start, range.start + key.len());
                    records.extend(hayagriva::record(&key, &work, span, file));
                }
            }
            Ok(_) => {}
            Err(problem) => {
                let key = text[range.clone()].split(':').next().unwrap_or_default().trim();
                let message = format!("the record `{key}` is left out: {}", problem.message);
                report(vec![Problem { message, ..problem }], range.start, file);
            }
        }
    }
    records
}

/// Returns the byte range of each entry, from one unindented line to the next.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '#', '\n', '\r', '-', '%', '.', '}', ']']) {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Parses a document into JSON. Scalars stay strings, as written. Also returns the keys that occur again in their map.
fn load(text: &str) -> Result<(Value, Vec<Problem>), Problem> {
    let mut repeated = Vec::new();
    let value = yaml::parse(text)?.map_or(Value::Null, |node| json(node, &mut repeated));
    Ok((value, repeated))
}

fn json(node: yaml::Node, repeated: &mut Vec<Problem>) -> Value {
    match node.value {
        yaml::Value::Plain(text) => match Plain::of(&text) {
            Plain::Null => Value::Null,
            Plain::Bool(value) => Value::Bool(value),
            Plain::Number | Plain::Text => Value::String(text),
        },
        yaml::Value::Text(text) => Value::String(text),
        yaml::Value::List(items) => Value::Array(items.into_iter().map(|item| json(item, repeated)).collect()),
        yaml::Value::Map(entries) => {
            let mut map = Map::new();
            for yaml::Entry { key, range, value } in entries {
                if map.contains_key(&key) {
                    let message = format!("the field `{key}` occurs again in its record; the first value is used");
                    repeated.push(Problem { message, at: range.start });
                } else {
                    map.insert(key, json(value, repeated));
                }
            }
            Value::Object(map)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_as_written() {
        let (value, _) = load("a: {version: 1.10, id: 007, empty: , flag: true}").unwrap();
        assert_eq!(value, serde_json::json!({"a": {"version": "1.10", "id": "007", "empty": null, "flag": true}}));
    }

    #[test]
    fn the_position_of_an_id_is_found_however_it_is_quoted() {
        let text = "references:\n- id: one\n  title: A\n- type: book\n  id: \"two\"\n";
        let places = places(text);
        assert_eq!(["one", "two"].map(|id| &text[places[id]..places[id] + 3]), ["one", "two"]);
    }

    #[test]
    fn markdown_in_titles_is_markup() {
        assert_eq!(
            marked_up("[a]{.nocase} b] [c]{.nocase}]{.nocase}"),
            "<span class=\"nocase\">a</span> b] <span class=\"nocase\">c</span>]{.nocase}"
        );
        assert_eq!(marked_up("On *E. coli* and **more**, H~2~O"), "On <i>E. coli</i> and <b>more</b>, H<sub>2</sub>O");
        assert_eq!(marked_up("2 * 3 and [miR-21]{.nocase}"), "2 * 3 and <span class=\"nocase\">miR-21</span>");
    }
}
