//! Hayagriva's own YAML.

use super::{
    super::record::{Fields, Record, name},
    File,
};
use crate::{article::Span, diagnostic::Code};
use hayagriva::{
    Entry,
    citationberg::json::NameValue,
    io::from_yaml_str,
    types::{Date, EntryType, Person},
};

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for span in entries(&file.source.text) {
        let text = file.source.text[span.clone()].to_owned();
        match from_yaml_str(&text) {
            Ok(library) => records.extend(library.iter().map(|entry| record(entry, Span::from(span.clone()), file))),
            Err(error) => {
                let at = span.start + error.location().map_or(0, |place| place.index().min(text.len()));
                let key = text.split(':').next().unwrap_or_default().trim();
                file.report(Code::BadRecord, Span::new(at, at + 1), format!("the record `{key}` is left out: {error}"));
            }
        }
    }
    records
}

/// The bytes of each entry: from a line that is not indented to the next.
fn entries(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '#', '\n', '\r', '-', '%', '.']) {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn record(entry: &Entry, span: Span, file: &File<'_>) -> Record {
    let parent = entry.parents().first();
    let mut fields = Fields::new(kind(entry, parent));
    fields.set_some("title", entry.title().map(ToString::to_string));
    fields.set_some("language", entry.language().map(ToString::to_string));
    if let Some(parent) = parent {
        fields.set_some("container-title", parent.title().map(|title| title.value.to_string()));
        fields.set_some(
            "container-title-short",
            parent.title().and_then(|title| title.short.as_ref()).map(ToString::to_string),
        );
        fields.set_names("editor", people(parent.editors()));
    }
    fields.set_names("author", people(entry.authors()));
    fields.set_names("editor", people(entry.editors()));
    set_date(&mut fields, "issued", entry.date_any());
    own(&mut fields, entry);
    for level in std::iter::once(entry).chain(parent) {
        inherited(&mut fields, level);
    }
    let key = entry.key();
    let span = Span::new(span.start as usize, span.start as usize + key.len());
    Record { keys: vec![key.to_owned()], item: fields.finish(key), span, source: file.source.clone() }
}

/// What only the entry itself has.
fn own(fields: &mut Fields, entry: &Entry) {
    fields.set_some("page", entry.page_range().map(ToString::to_string));
    fields.set_some("number-of-pages", entry.page_total().map(ToString::to_string));
    fields.set_some("genre", entry.genre().map(ToString::to_string));
    fields.set_some("note", entry.note().map(ToString::to_string));
    for (variable, key) in
        [("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("number", "serial"), ("version", "version")]
    {
        fields.set_some(variable, entry.keyed_serial_number(key));
    }
}

/// What an entry may have from the work it stands in.
fn inherited(fields: &mut Fields, entry: &Entry) {
    fields.set_some("volume", entry.volume().map(ToString::to_string));
    fields.set_some("issue", entry.issue().map(ToString::to_string));
    fields.set_some("edition", entry.edition().map(ToString::to_string));
    let publisher = entry.publisher();
    fields.set_some("publisher", publisher.and_then(|publisher| publisher.name()).map(ToString::to_string));
    fields.set_some("publisher", entry.organization().map(ToString::to_string));
    let place = publisher.and_then(|publisher| publisher.location()).or_else(|| entry.location());
    fields.set_some("publisher-place", place.map(ToString::to_string));
    fields.set_some("ISBN", entry.isbn());
    fields.set_some("ISSN", entry.issn());
    fields.set_some("language", entry.language().map(ToString::to_string));
    if let Some(url) = entry.url() {
        fields.set("URL", url.value.as_str());
        set_date(fields, "accessed", url.visit_date.as_ref());
    }
}

fn set_date(fields: &mut Fields, variable: &str, date: Option<&Date>) {
    if let Some(date) = date {
        fields.set_date(variable, date.year, date.month.map(|month| month + 1), date.day.map(|day| day + 1));
    }
}

fn people(persons: Option<&[Person]>) -> Vec<NameValue> {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    let named = |person: &Person| {
        name(&format!("{} {}", part(&person.prefix), person.name), &part(&person.given_name), &part(&person.suffix))
    };
    persons.into_iter().flatten().filter_map(named).collect()
}

/// The CSL type.
fn kind(entry: &Entry, parent: Option<&Entry>) -> &'static str {
    match (entry.entry_type(), parent.map(Entry::entry_type)) {
        (EntryType::Article, Some(EntryType::Newspaper)) => "article-newspaper",
        (EntryType::Article, Some(EntryType::Proceedings | EntryType::Conference)) => "paper-conference",
        (EntryType::Article, Some(EntryType::Blog)) => "post-weblog",
        (EntryType::Article, Some(EntryType::Periodical)) => "article-journal",
        (EntryType::Article, _) => "article",
        (EntryType::Chapter | EntryType::Anthos, _) => "chapter",
        (EntryType::Entry, _) => "entry",
        (EntryType::Report, _) => "report",
        (EntryType::Thesis, _) => "thesis",
        (EntryType::Web | EntryType::Blog, _) => "webpage",
        (EntryType::Post, _) => "post",
        (EntryType::Manuscript, _) => "manuscript",
        (EntryType::Patent, _) => "patent",
        (EntryType::Case, _) => "legal_case",
        (EntryType::Legislation, _) => "legislation",
        (EntryType::Repository, _) => "software",
        (EntryType::Video, _) => "motion_picture",
        (EntryType::Audio, _) => "song",
        (EntryType::Book | EntryType::Anthology | EntryType::Proceedings | EntryType::Reference, _) => "book",
        _ => "document",
    }
}
