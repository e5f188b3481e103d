//! A bibliographic record in the one form that all file formats are brought to: CSL variables.
//!
//! All values are tidied here, so that the same work gives the same entry whatever file it came from.

use super::gaps::{as_written, hide_markup, is_hidden, keep_case};
use crate::{article::Span, diagnostic::Source};
use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};
use std::{collections::BTreeMap, sync::Arc};

/// The variables whose words keep their case.
const CASED: [&str; 6] =
    ["title", "container-title", "container-title-short", "collection-title", "publisher", "event-title"];

/// One work.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// The names it may be cited by; the first is its own, others help where a format has no keys.
    pub(super) keys: Vec<String>,
    /// What is known of it.
    pub(super) item: Item,
    /// Where it stands.
    pub(super) span: Span,
    /// The file.
    pub(super) source: Arc<Source>,
}

impl Record {
    /// A plain variable's value.
    pub(super) fn text(&self, variable: &str) -> Option<&str> {
        match self.item.0.get(variable) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

/// Collects the variables of a record.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<String, Value>);

impl Fields {
    /// Fields of a work of this CSL type: `article-journal`.
    pub(super) fn new(kind: &str) -> Self {
        Self(BTreeMap::from([("type".to_owned(), Value::String(kind.to_owned()))]))
    }

    /// Sets a variable, tidied; the first value stays, and an empty one is none.
    pub(super) fn set(&mut self, variable: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let value: String = value.chars().filter(|c| !c.is_control() && !is_hidden(*c)).collect();
        let value = match variable {
            "page" | "volume" | "issue" | "number" | "edition" => numeric(variable, &value),
            "DOI" => bare_doi(&value),
            "PMID" => value.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned(),
            "PMCID" => pmcid(&value),
            "title" => value.strip_suffix('.').filter(|title| !title.ends_with('.')).unwrap_or(&value).to_owned(),
            _ => value,
        };
        let value = if CASED.contains(&variable) { keep_case(&hide_markup(&value)) } else { value };
        if !value.is_empty() {
            self.0.entry(variable.to_owned()).or_insert(Value::String(value));
        }
    }

    /// Sets a variable if there is a value.
    pub(super) fn set_some(&mut self, variable: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.set(variable, value.as_ref());
        }
    }

    /// Sets the names of a role: `author`.
    pub(super) fn set_names(&mut self, role: &str, names: Vec<NameValue>) {
        if !names.is_empty() {
            self.0.entry(role.to_owned()).or_insert(Value::Names(names));
        }
    }

    /// Sets a date from year, month and day, both from 1. Nonsense is left out from there on.
    pub(super) fn set_date(&mut self, variable: &str, year: i32, month: Option<u8>, day: Option<u8>) {
        let Ok(year) = i16::try_from(year) else { return };
        let mut parts = vec![year];
        if let Some(month) = month.filter(|month| (1..=12).contains(month)) {
            parts.push(i16::from(month));
            parts.extend(day.filter(|day| (1..=31).contains(day)).map(i16::from));
        }
        let date = DateValue::DateParts {
            date_parts: VecDateRange(vec![VecDate(parts)]),
            literal: None,
            season: None,
            circa: false,
        };
        self.0.entry(variable.to_owned()).or_insert(Value::Date(date));
    }

    /// Sets a date from `2026-05-03`, `2026/05`, `2026`.
    pub(super) fn set_written_date(&mut self, variable: &str, written: &str) {
        let mut parts = written.trim().split(['-', '/', 'T', ' ']);
        let Some(year) = parts.next().and_then(|year| year.parse().ok()) else { return };
        let mut small = || parts.next().and_then(|part| part.parse::<u8>().ok());
        let (month, day) = (small(), small());
        self.set_date(variable, year, month, day);
    }

    /// The record's variables.
    pub(super) fn finish(mut self, key: &str) -> Item {
        // These two carry what tells works apart; no style prints them.
        self.0.retain(|variable, _| !["annote", "keyword"].contains(&variable.as_str()));
        self.0.insert("id".to_owned(), Value::String(key.to_owned()));
        // A URL that says the DOI once more is no news.
        if let (Some(Value::String(doi)), Some(Value::String(url))) = (self.0.get("DOI"), self.0.get("URL"))
            && url.contains("doi.org/")
            && bare_doi(url).eq_ignore_ascii_case(doi)
        {
            self.0.remove("URL");
            self.0.remove("accessed");
        }
        Item(self.0)
    }
}

/// A person's name, or a body's when nothing is given beside `family`.
pub(super) fn name(family: &str, given: &str, suffix: &str) -> Option<NameValue> {
    let tidy = |text: &str| -> String {
        let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        shown.chars().filter(|c| !c.is_control() && !is_hidden(*c)).collect()
    };
    let (family, given, suffix) = (tidy(family), tidy(given), tidy(suffix));
    if family.is_empty() && given.is_empty() {
        return None;
    }
    if given.is_empty() || family.is_empty() {
        return Some(NameValue::Literal(LiteralName { literal: format!("{family}{given}") }));
    }
    let (particle, family) = particle(&family);
    Some(NameValue::Item(NameItem {
        family,
        given: Some(given),
        non_dropping_particle: particle,
        dropping_particle: None,
        suffix: (!suffix.is_empty()).then_some(suffix),
        comma_suffix: None,
    }))
}

/// `van der Berg` is the particle `van der` and the name `Berg`; so is `Van den Berg`, and `Ortega y Gasset`, whose
/// first words hayagriva would else put last.
fn particle(family: &str) -> (Option<String>, String) {
    let words: Vec<&str> = family.split(' ').collect();
    let small = words.iter().rposition(|word| word.starts_with(char::is_lowercase)).map_or(0, |last| last + 1);
    if small == 0 || small == words.len() {
        return (None, family.to_owned());
    }
    (Some(words[..small].join(" ")), words[small..].join(" "))
}

/// Pages and numbers: plain ones are left for styles to work with, others are printed as written.
fn numeric(variable: &str, value: &str) -> String {
    let dashes = |c: char| matches!(c, '–' | '—' | '‐' | '‑' | '−');
    let mut value = value.replace("--", "-").replace(dashes, "-");
    if variable == "edition" {
        let digits = value.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            value = digits.to_owned();
        }
    }
    if variable == "page" {
        value = value.split('-').map(str::trim).collect::<Vec<_>>().join("-");
    }
    let runs = || value.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let plain = match variable {
        "page" => value.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | ' ')),
        _ => value.chars().all(|c| c.is_ascii_digit()),
    };
    // Leading zeros, letters, and numbers beyond what hayagriva counts in are kept letter by letter.
    let counts = plain && runs().all(|run| !run.starts_with('0') && run.len() < 9);
    if value.is_empty() || counts { value } else { as_written(&value) }
}

/// `https://doi.org/10.1000/x` and `doi:10.1000/x` are `10.1000/x`.
fn bare_doi(value: &str) -> String {
    value.find("10.").map_or_else(String::new, |at| value[at..].trim_end_matches('.').to_owned())
}

fn pmcid(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { String::new() } else { format!("PMC{digits}") }
}
