//! CSL-JSON, whose fields already are CSL variables.

use super::{File, Record, names::particle, work::Work};
use crate::{
    article::Span,
    csl::{Date, Error, Item, item},
    diagnostic::Code,
};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// A file that has its items under a key.
#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(borrow, alias = "references")]
    items: Vec<&'a RawValue>,
}

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    let text = source.text.as_str();
    let list = serde_json::from_str::<Vec<&RawValue>>(text);
    let list = list.or_else(|_| serde_json::from_str::<Wrapped<'_>>(text).map(|wrapped| wrapped.items));
    match list.or_else(|_| serde_json::from_str::<&RawValue>(text).map(|item| vec![item])) {
        Ok(items) => items.into_iter().enumerate().filter_map(|(index, raw)| record(index, raw.get(), file)).collect(),
        Err(error) => {
            let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let at = start + error.column().saturating_sub(1);
            file.report(Code::BadRecord, Span::new(at, at + 1), format!("the file is not JSON: {error}"));
            Vec::new()
        }
    }
}

fn record(index: usize, raw: &str, file: &mut File<'_>) -> Option<Record> {
    let start = raw.as_ptr() as usize - file.source.text.as_ptr() as usize;
    let read = serde_json::from_str::<Value>(raw).map_err(|error| error.to_string());
    match read.and_then(|value| from_value(&value).map_err(|error| error.to_string())) {
        Ok(item) => {
            let quoted = format!("\"{}\"", item.id);
            let span = raw.find(&quoted).map_or(Span::new(start, start + 1), |at| {
                let at = start + at + 1;
                Span::new(at, at + item.id.len())
            });
            Some(file.record(vec![item.id.clone()], item, span))
        }
        Err(problem) => {
            let message = format!("item {} is left out: {problem}", index + 1);
            file.report(Code::BadRecord, Span::new(start, start + 1), message);
            None
        }
    }
}

/// Reads an item of CSL-JSON, including common deviations from the format.
pub(super) fn from_value(value: &Value) -> Result<Item, Error> {
    let mut item = item::from_value(value)?;
    for (field, variable) in [("journalAbbreviation", "container-title-short"), ("shortTitle", "title-short")] {
        if let Some(Value::String(text)) = item.other.remove(field)
            && item.get(variable).is_none()
        {
            item.set(variable, text);
        }
    }
    read_note(&mut item);
    for name in item.names.values_mut().flatten() {
        if name.non_dropping_particle.is_empty() && name.dropping_particle.is_empty() && !name.given.is_empty() {
            let (small, family) = particle(&name.family);
            (name.non_dropping_particle, name.family) = (small.to_owned(), family.to_owned());
        }
    }
    let id = item.id.clone();
    Ok(Work::of(item).finish(&id))
}

/// Reads variables from the note, where reference managers put those they have no field for, one per line: `PMID:
/// 123`.
fn read_note(item: &mut Item) {
    const VARIABLES: [&str; 16] = [
        "DOI",
        "PMID",
        "PMCID",
        "ISBN",
        "ISSN",
        "URL",
        "edition",
        "genre",
        "number",
        "status",
        "version",
        "container-title",
        "collection-title",
        "event-title",
        "original-title",
        "publisher",
    ];
    let Some(note) = item.get("note").map(str::to_owned) else { return };
    let mut kept = Vec::new();
    for line in note.lines() {
        let field = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        let known = field
            .and_then(|(name, value)| Some((VARIABLES.iter().find(|known| known.eq_ignore_ascii_case(name))?, value)));
        match (known, field) {
            (Some((variable, value)), _) => {
                if item.get(variable).is_none() {
                    item.set(variable, value);
                }
            }
            (None, Some(("original-date", value))) => {
                item.dates.entry("original-date".to_owned()).or_insert_with(|| Date::parse(value));
            }
            _ => kept.push(line),
        }
    }
    item.set("note", kept.join("\n"));
}
