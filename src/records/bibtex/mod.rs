//! BibTeX and biblatex.
//!
//! [`parse`] reads the syntax, [`inherit`] completes entries from others, [`fields`] maps fields to variables,
//! [`tex`] decodes values.

mod dates;
mod fields;
mod inherit;
mod kinds;
mod names;
mod parse;
#[cfg(test)]
mod tests;
mod tex;

#[cfg(feature = "web")]
pub(crate) use tex::symbols::symbol;

use super::{File, Record};
use crate::{article::Span, diagnostic::Code};
use std::collections::HashSet;
use tex::Decoder;

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let (mut entries, problems) = parse::parse(&file.source.text);
    if entries.is_empty() && problems.is_empty() && !file.source.text.trim().is_empty() {
        file.report(Code::BadRecord, Span::default(), format!("`{}` has no record", file.source.name));
    }
    for problem in problems {
        file.report(Code::BadRecord, Span::new(problem.at, problem.at + 1), problem.message);
    }
    drop_duplicates(&mut entries, file);
    for (index, message) in inherit::inherit(&mut entries, file.source.text.len()) {
        file.report(Code::BadRecord, entries[index].span.clone().into(), message);
    }
    let mut decoder = Decoder::default();
    let records: Vec<Record> = entries.iter().filter_map(|entry| record(entry, &mut decoder, file)).collect();
    if !decoder.unknown.is_empty() {
        let names: Vec<String> = decoder.unknown.iter().map(|name| format!("`\\{name}`")).collect();
        let message =
            format!("`{}` has unknown TeX commands, whose text is kept: {}", file.source.name, names.join(", "));
        file.report(Code::MarkupAsText, Span::default(), message);
    }
    records
}

/// Drops entries that repeat a key, with a warning.
fn drop_duplicates(entries: &mut Vec<parse::Entry>, file: &mut File<'_>) {
    let mut seen = HashSet::new();
    entries.retain(|entry| {
        let is_new = seen.insert(entry.key.clone());
        if !is_new {
            let message = format!("two records have the key `{}`; the first is used", entry.key);
            file.report(Code::DuplicateRecord, entry.span.clone().into(), message);
        }
        is_new
    });
}

fn record(entry: &parse::Entry, decoder: &mut Decoder, file: &mut File<'_>) -> Option<Record> {
    let list = |name: &str| {
        let value = entry.fields.iter().find(|(field, _)| field == name);
        value.map(|(_, value)| inherit::split(value)).unwrap_or_default()
    };
    if entry.kind == "xdata" {
        return None;
    }
    let item = fields::item(entry, decoder, file);
    let keys = std::iter::once(entry.key.clone()).chain(list("ids")).collect();
    let mut record = file.record(keys, item, entry.span.clone().into());
    if entry.kind == "set" {
        record.members = list("entryset");
    }
    Some(record)
}
