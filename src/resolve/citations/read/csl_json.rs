//! CSL-JSON: a list of items.

use super::{
    super::record::{Fields, Record, name},
    File,
};
use crate::{article::Span, diagnostic::Code};
use hayagriva::citationberg::json::NameValue;
use serde_json::{Map, Value};

/// The variables that hold names.
const NAMES: [&str; 12] = [
    "author",
    "editor",
    "translator",
    "collection-editor",
    "composer",
    "container-author",
    "director",
    "editorial-director",
    "illustrator",
    "interviewer",
    "recipient",
    "reviewed-author",
];

/// The variables that hold dates.
const DATES: [&str; 6] = ["issued", "accessed", "event-date", "original-date", "submitted", "available-date"];

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let items = match serde_json::from_str::<Value>(&file.source.text) {
        Ok(Value::Array(items)) => items,
        Ok(Value::Object(mut object)) => match object.remove("items") {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(object)],
        },
        Ok(_) => Vec::new(),
        Err(error) => {
            let start: usize =
                file.source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = start + error.column().saturating_sub(1);
            file.report(Code::BadRecord, Span::new(at, at + 1), format!("the file is not JSON: {error}"));
            return Vec::new();
        }
    };
    items.into_iter().enumerate().filter_map(|(index, item)| record(index, item, file)).collect()
}

fn record(index: usize, item: Value, file: &mut File<'_>) -> Option<Record> {
    let object = item.as_object().cloned().unwrap_or_default();
    let Some(key) =
        object.get("id").or_else(|| object.get("citation-key")).and_then(plain).filter(|key| !key.is_empty())
    else {
        file.report(Code::BadRecord, Span::default(), format!("item {} is left out: it has no `id`", index + 1));
        return None;
    };
    let span = file.place("\"", &key, "\"");
    let Some(kind) = object.get("type").and_then(plain) else {
        file.report(Code::BadRecord, span, format!("the record `{key}` is left out: it has no `type`"));
        return None;
    };
    let mut fields = Fields::new(&kind);
    for (variable, value) in object.iter().filter(|(variable, _)| !matches!(variable.as_str(), "id" | "type")) {
        match variable.as_str() {
            names if NAMES.contains(&names) => fields.set_names(names, people(value)),
            date if DATES.contains(&date) => set_date(&mut fields, date, value),
            "journalAbbreviation" => fields.set_some("container-title-short", plain(value)),
            "shortTitle" => fields.set_some("title-short", plain(value)),
            variable => fields.set_some(variable, plain(value)),
        }
    }
    Some(Record { keys: vec![key.clone()], item: fields.finish(&key), span, source: file.source.clone() })
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn people(value: &Value) -> Vec<NameValue> {
    value.as_array().into_iter().flatten().filter_map(|person| person.as_object().and_then(person_of)).collect()
}

fn person_of(person: &Map<String, Value>) -> Option<NameValue> {
    let part = |key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default();
    if !part("literal").is_empty() {
        return name(part("literal"), "", "");
    }
    let particles = format!("{} {}", part("dropping-particle"), part("non-dropping-particle"));
    name(&format!("{particles} {}", part("family")), part("given"), part("suffix"))
}

fn set_date(fields: &mut Fields, variable: &str, date: &Value) {
    let parts = date.get("date-parts").and_then(|ranges| ranges.get(0)).and_then(Value::as_array);
    let Some(parts) = parts else {
        let raw = date.get("raw").or_else(|| date.get("literal")).or(Some(date)).and_then(Value::as_str);
        raw.into_iter().for_each(|raw| fields.set_written_date(variable, raw));
        return;
    };
    let part = |index: usize| parts.get(index).and_then(plain).and_then(|part| part.parse::<i32>().ok());
    let small = |index: usize| part(index).and_then(|part| u8::try_from(part).ok());
    if let Some(year) = part(0) {
        fields.set_date(variable, year, small(1), small(2));
    }
}
