//! BibTeX and BibLaTeX, by the crate `biblatex`.

use super::{
    super::{
        gaps::others as others_name,
        record::{Fields, Record, name},
    },
    File,
};
use crate::{article::Span, diagnostic::Code};
use biblatex::{
    Bibliography, ChunksExt as _, DateValue, Datetime, Entry, EntryType, ParseError, ParseErrorKind, PermissiveType,
    Person, RawBibliography,
};
use hayagriva::citationberg::json::NameValue;
use std::collections::HashMap;

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let Some(bibliography) = Bibliography::parse(&file.source.text).ok().or_else(|| parsed_in_part(file)) else {
        return Vec::new();
    };
    let places = places(&file.source.text);
    // an entry that begins within a line is looked for by itself
    let place = |key: &str| places.get(key).copied().unwrap_or_else(|| file.place("{", key, ","));
    bibliography.iter().map(|entry| record(entry, place(&entry.key), file)).collect()
}

/// Parses the file without the entries that cannot be parsed: they are blanked out one by one.
fn parsed_in_part(file: &mut File<'_>) -> Option<Bibliography> {
    let mut text = file.source.text.clone();
    for entry in entries(&text) {
        if let Err(error) = RawBibliography::parse(&text[entry.clone()]) {
            report(file, &error, entry.start, &text[entry.clone()]);
            blank(&mut text, entry);
        }
    }
    let count = entries(&text).len();
    for _ in 0..=count {
        match Bibliography::parse(&text) {
            Ok(bibliography) => return Some(bibliography),
            Err(error) => {
                let at = error.span.start;
                let broken = entries(&text).into_iter().rfind(|entry| entry.start <= at)?;
                report(file, &error, at, &text[broken.clone()]);
                blank(&mut text, broken);
            }
        }
    }
    None
}

/// The bytes of each entry: from an `@` at the start of a line to the next.
fn entries(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(offset + line.len() - line.trim_start().len());
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Overwrites an entry with spaces: places of what follows stay the same.
fn blank(text: &mut String, entry: std::ops::Range<usize>) {
    let spaces: String = text[entry.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(entry, &spaces);
}

/// The place of each key where it names an entry first.
fn places(text: &str) -> HashMap<&str, Span> {
    let mut places = HashMap::new();
    for entry in entries(text) {
        let whole = &text[entry.clone()];
        let (key, brace) = (key(whole), whole.find(['{', '(']).unwrap_or_default());
        let start = entry.start + brace + whole[brace..].find(key).unwrap_or_default();
        places.entry(key).or_insert(Span::new(start, start + key.len()));
    }
    places
}

/// What an entry is cited by.
fn key(entry: &str) -> &str {
    entry.split(['{', '(']).nth(1).and_then(|rest| rest.split([',', '\n']).next()).unwrap_or_default().trim()
}

fn report(file: &mut File<'_>, error: &ParseError, at: usize, entry: &str) {
    let key = key(entry);
    let (code, message) = match &error.kind {
        ParseErrorKind::DuplicateKey(key) => {
            (Code::DuplicateRecord, format!("two records have the key `{key}`; the first is used"))
        }
        kind => (Code::BadRecord, format!("the record `{key}` is left out: {kind}")),
    };
    file.report(code, Span::new(at, at + 1), message);
}

fn record(entry: &Entry, span: Span, file: &File<'_>) -> Record {
    let text = |field: &str| entry.get(field).map(|chunks| chunks.format_verbatim());
    let kind = kind(entry);
    let mut fields = Fields::new(kind);
    fields.set_some("title", titled(entry));
    fields.set_some("language", text("langid").or_else(|| text("language")));
    for (variable, sources) in plain_fields(kind) {
        sources.iter().for_each(|field| fields.set_some(variable, text(field)));
    }
    for role in ["author", "editor", "translator"] {
        fields.set_names(role, names(entry, role));
    }
    for (variable, date) in
        [("issued", entry.date()), ("accessed", entry.url_date()), ("event-date", entry.event_date())]
    {
        if let Ok(PermissiveType::Typed(date)) = date {
            let (DateValue::At(at) | DateValue::After(at) | DateValue::Before(at) | DateValue::Between(at, _)) =
                date.value;
            let Datetime { year, month, day, .. } = at;
            fields.set_date(variable, year, month.map(|month| month + 1), day.map(|day| day + 1));
        }
    }
    Record { keys: vec![entry.key.clone()], item: fields.finish(&entry.key), span, source: file.source.clone() }
}

fn titled(entry: &Entry) -> Option<String> {
    let part = |field: &str| entry.get(field).map(|chunks| marked_up(&chunks.format_verbatim()));
    let title = part("title")?;
    Some(part("subtitle").map_or(title.clone(), |subtitle| format!("{title}: {subtitle}")))
}

/// TeX's style commands as the tags of CSL-JSON: `\textit{a}` is `<i>a</i>`.
fn marked_up(text: &str) -> String {
    const COMMANDS: [(&str, &str); 5] = [
        ("\\textit{", "i"),
        ("\\emph{", "i"),
        ("\\textbf{", "b"),
        ("\\textsuperscript{", "sup"),
        ("\\textsubscript{", "sub"),
    ];
    let mut text = text.to_owned();
    for (command, tag) in COMMANDS {
        while let Some(at) = text.find(command) {
            let inside = at + command.len();
            let Some(length) = text[inside..].find('}') else { break };
            let words = text[inside..inside + length].to_owned();
            text.replace_range(at..=inside + length, &format!("<{tag}>{words}</{tag}>"));
        }
    }
    text
}

fn names(entry: &Entry, role: &str) -> Vec<NameValue> {
    let persons = entry.get_as::<Vec<Person>>(role).unwrap_or_default();
    let family = |person: &Person| format!("{} {}", person.prefix, person.name);
    // `and others` is BibTeX's way to cut a list short.
    let others = |person: &Person| person.name == "others" && person.given_name.is_empty();
    let named = |person: &Person| match others(person) {
        true => Some(others_name()),
        false => name(&family(person), &person.given_name, &person.suffix),
    };
    persons.iter().filter_map(named).collect()
}

/// The CSL type.
fn kind(entry: &Entry) -> &'static str {
    let preprint = ["eprint", "archiveprefix", "eprinttype"].iter().any(|field| entry.get(field).is_some());
    match entry.entry_type {
        EntryType::Article | EntryType::SuppPeriodical => "article-journal",
        EntryType::Book
        | EntryType::MvBook
        | EntryType::Collection
        | EntryType::MvCollection
        | EntryType::Reference => "book",
        EntryType::InBook
        | EntryType::InCollection
        | EntryType::BookInBook
        | EntryType::SuppBook
        | EntryType::SuppCollection => "chapter",
        EntryType::InReference => "entry-encyclopedia",
        EntryType::InProceedings => "paper-conference",
        EntryType::Report | EntryType::TechReport | EntryType::Manual => "report",
        EntryType::Thesis | EntryType::PhdThesis | EntryType::MastersThesis => "thesis",
        EntryType::Online => "webpage",
        EntryType::Patent => "patent",
        EntryType::Dataset => "dataset",
        EntryType::Software => "software",
        EntryType::Unpublished if !preprint => "manuscript",
        EntryType::Booklet => "pamphlet",
        _ if preprint => "article",
        EntryType::Misc if entry.get("url").is_some() || entry.get("howpublished").is_some() => "webpage",
        _ => "document",
    }
}

type Mapping = (&'static str, &'static [&'static str]);

/// Which fields give which variable; the first that is there counts.
fn plain_fields(kind: &str) -> Vec<Mapping> {
    let mut fields: Vec<Mapping> = vec![
        ("container-title", &["journal", "journaltitle", "booktitle", "maintitle"]),
        ("container-title-short", &["shortjournal"]),
        ("publisher", &["publisher", "institution", "school", "organization"]),
        ("publisher-place", &["address", "location"]),
        ("collection-title", &["series"]),
        ("volume", &["volume"]),
        ("page", &["pages", "eid", "article-number"]),
        ("number-of-pages", &["pagetotal"]),
        ("edition", &["edition"]),
        ("DOI", &["doi"]),
        ("PMID", &["pmid"]),
        ("PMCID", &["pmcid", "pmc"]),
        ("URL", &["url", "howpublished"]),
        ("ISBN", &["isbn"]),
        ("ISSN", &["issn"]),
        ("genre", &["type"]),
        ("version", &["version"]),
        ("language", &["langid", "language"]),
        ("event-title", &["eventtitle"]),
        ("event-place", &["venue"]),
        ("abstract", &["abstract"]),
        ("note", &["note"]),
    ];
    match kind {
        "report" | "patent" | "thesis" | "document" => fields.push(("number", &["number"])),
        "article" => fields
            .extend([("number", &["number", "eprint"] as _), ("publisher", &["eprinttype", "archiveprefix"] as _)]),
        "chapter" | "book" => fields.push(("collection-number", &["number"])),
        _ => fields.push(("issue", &["number", "issue"])),
    }
    fields
}
