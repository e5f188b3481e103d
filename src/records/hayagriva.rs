//! Hayagriva's YAML: the Hayagriva column of `FIELDS.md`.

use super::{File, Record, names, work::Work};
use crate::{
    article::Span,
    csl::{Date, Name},
    diagnostic::Code,
};
use serde_json::Value;

/// Reads an entry.
pub(super) fn record(key: &str, entry: &Value, span: Span, file: &mut File<'_>) -> Option<Record> {
    let Some(kind) = entry.get("type").and_then(Value::as_str) else {
        file.report(Code::BadRecord, span, format!("the record `{key}` is left out: it has no `type`"));
        return None;
    };
    let parent = match entry.get("parent") {
        Some(Value::Array(parents)) => parents.first(),
        other => other,
    };
    let kind = csl_kind(&kind.to_lowercase(), parent.map(|parent| text(parent, "type").to_lowercase()).as_deref());
    let mut work = Work::new(kind);
    for (name, value) in entry.as_object().into_iter().flatten() {
        if !field(&mut work, name, value) && name != "type" && name != "parent" {
            file.unread(name);
        }
    }
    for (name, value) in parent.and_then(Value::as_object).into_iter().flatten() {
        if !parent_field(&mut work, name, value) && name != "type" {
            file.unread(&format!("parent.{name}"));
        }
    }
    Some(file.record(vec![key.to_owned()], work.finish(key), span))
}

/// Sets a field that only the entry itself can have. Returns whether the field is known.
fn field(work: &mut Work, name: &str, value: &Value) -> bool {
    match name {
        "title" => {
            work.set("title", &title(value));
            work.set("title-short", &short(value));
        }
        "author" => work.add_names("author", people(value)),
        "date" => work.set_date("issued", date(value)),
        "page-range" => work.set("page", &scalar(value)),
        "page-total" => work.set("number-of-pages", &scalar(value)),
        "genre" => work.set("genre", &scalar(value)),
        "note" => work.set("note", &scalar(value)),
        "abstract" => work.set("abstract", &scalar(value)),
        "annote" => work.set("annote", &scalar(value)),
        "chapter" => work.set("chapter-number", &scalar(value)),
        "archive" => work.set("archive", &scalar(value.get("name").unwrap_or(value))),
        "archive-location" => work.set("archive-place", &scalar(value)),
        "call-number" => work.set("call-number", &scalar(value)),
        "runtime" => work.set("dimensions", &scalar(value)),
        "serial-number" => serial_numbers(work, value),
        "affiliated" => affiliated(work, value),
        _ => return shared(work, name, value),
    }
    true
}

/// Sets a field of the parent, the work that contains the entry. Returns whether the field is known.
fn parent_field(work: &mut Work, name: &str, value: &Value) -> bool {
    match name {
        "title" => {
            work.set("container-title", &title(value));
            work.set("container-title-short", &short(value));
        }
        "author" => work.add_names("container-author", people(value)),
        "date" => work.set_date("issued", date(value)),
        "serial-number" => serial_numbers(work, value),
        "affiliated" => affiliated(work, value),
        "parent" => work.set("collection-title", &title(value.get("title").unwrap_or(&Value::Null))),
        _ => return shared(work, name, value),
    }
    true
}

/// Sets a field that both the entry and its parent can have. Returns whether the field is known.
fn shared(work: &mut Work, name: &str, value: &Value) -> bool {
    match name {
        "editor" => {
            if !work.has_names("editor") {
                work.add_names("editor", people(value));
            }
        }
        "publisher" => {
            work.set("publisher", &scalar(value.get("name").unwrap_or(value)));
            work.set("publisher-place", &text(value, "location"));
        }
        "organization" => work.set("publisher", &scalar(value)),
        "location" => work.set("publisher-place", &scalar(value)),
        "url" => {
            work.set("URL", &scalar(value.get("value").unwrap_or(value)));
            work.set_date("accessed", value.get("date").and_then(date));
        }
        "volume" => work.set("volume", &scalar(value)),
        "volume-total" => work.set("number-of-volumes", &scalar(value)),
        "issue" => work.set("issue", &scalar(value)),
        "edition" => work.set("edition", &scalar(value)),
        "language" => work.set("language", &scalar(value)),
        "isbn" => work.set("ISBN", &scalar(value)),
        "issn" => work.set("ISSN", &scalar(value)),
        "doi" => work.set("DOI", &scalar(value)),
        _ => return false,
    }
    true
}

fn serial_numbers(work: &mut Work, value: &Value) {
    const VARIABLES: [(&str, &str); 7] = [
        ("doi", "DOI"),
        ("isbn", "ISBN"),
        ("issn", "ISSN"),
        ("pmid", "PMID"),
        ("pmcid", "PMCID"),
        ("version", "version"),
        ("serial", "number"),
    ];
    match value {
        Value::Object(numbers) => {
            for (variable, name) in VARIABLES.iter().map(|(name, variable)| (variable, name)) {
                work.set(variable, &numbers.get(*name).map(scalar).unwrap_or_default());
            }
            work.set("number", &numbers.get("arxiv").map(scalar).unwrap_or_default());
        }
        other => work.set("number", &scalar(other)),
    }
}

/// Adds people in other roles: `{role: translator, names: …}`.
fn affiliated(work: &mut Work, value: &Value) {
    let groups = match value {
        Value::Array(groups) => groups.iter().collect(),
        one => vec![one],
    };
    for group in groups {
        let role = match text(group, "role").as_str() {
            "translator" => "translator",
            "director" => "director",
            "illustrator" => "illustrator",
            "compiler" => "compiler",
            "composer" => "composer",
            "producer" | "executive-producer" => "producer",
            "narrator" => "narrator",
            "organizer" => "organizer",
            "writer" => "script-writer",
            "holder" => "author",
            _ => "contributor",
        };
        work.add_names(role, group.get("names").map(people).unwrap_or_default());
    }
}

fn people(value: &Value) -> Vec<Name> {
    match value {
        Value::Array(people) => people.iter().filter_map(person).collect(),
        one => person(one).into_iter().collect(),
    }
}

fn person(value: &Value) -> Option<Name> {
    if value.is_object() {
        let family = format!("{} {}", text(value, "prefix"), text(value, "name"));
        return names::person(&family, &text(value, "given-name"), &text(value, "suffix"));
    }
    let written = scalar(value);
    let mut parts = written.split(',').map(str::trim);
    let mut part = || parts.next().unwrap_or_default();
    names::person(part(), part(), part())
}

/// Returns a title, in which words in braces keep their case.
fn title(value: &Value) -> String {
    let title = scalar(value.get("value").unwrap_or(value));
    title.replace('{', "<span class=\"nocase\">").replace('}', "</span>")
}

fn short(value: &Value) -> String {
    text(value, "short")
}

/// Parses a date: `2020`, `2020-03-01`, `~1850`.
fn date(value: &Value) -> Option<Date> {
    let written = scalar(value);
    let exact = written.trim().trim_start_matches('~');
    let date = (!exact.is_empty()).then(|| Date::parse(exact))?;
    Some(Date { circa: date.circa || written.trim().starts_with('~'), ..date })
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).map(scalar).unwrap_or_default()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Returns the CSL type of an entry with a parent.
fn csl_kind(kind: &str, parent: Option<&str>) -> &'static str {
    match (kind, parent) {
        ("article", Some("newspaper")) => "article-newspaper",
        ("article", Some("proceedings" | "conference")) => "paper-conference",
        ("article", Some("blog")) => "post-weblog",
        ("article", Some("periodical")) => "article-journal",
        ("article", _) => "article",
        ("chapter" | "anthos", _) => "chapter",
        ("entry", _) => "entry",
        ("report", _) => "report",
        ("thesis", _) => "thesis",
        ("web" | "blog", _) => "webpage",
        ("post" | "thread", _) => "post",
        ("manuscript", _) => "manuscript",
        ("patent", _) => "patent",
        ("case", _) => "legal_case",
        ("legislation", _) => "legislation",
        ("repository", _) => "software",
        ("video", _) => "motion_picture",
        ("audio", _) => "song",
        ("artwork" | "exhibition", _) => "graphic",
        ("performance", _) => "performance",
        ("scene", _) => "broadcast",
        ("conference", _) => "event",
        ("book" | "anthology" | "proceedings" | "reference", _) => "book",
        _ => "document",
    }
}
