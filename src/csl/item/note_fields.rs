//! Variables in the note of an item, as reference managers write those that they have no field for.
//!
//! Lines at the start of the note such as `PMCID: PMC1234`, `original-date: 1898` or `reviewed-author: Hall || W. C.` set
//! variables that the item does not have. The older form `{:PMCID: PMC1234}` is read as well.

use super::{Date, Item, Name};

/// Sets the variables in the note of `item`.
pub(super) fn read(item: &mut Item) {
    let Some(note) = item.text.get("note").cloned() else { return };
    for line in note.lines() {
        let line = line.trim().trim_start_matches("{:").trim_end_matches('}');
        let Some((key, value)) = line.split_once(':') else { break };
        let (key, value) = (key.trim(), value.trim());
        if !is_variable(key) || value.is_empty() {
            break;
        }
        set(item, key, value);
    }
}

fn set(item: &mut Item, key: &str, value: &str) {
    if key == "type" {
        item.kind = value.to_string();
    } else if super::json::DATES.contains(&key) {
        item.dates.entry(key.to_string()).or_insert_with(|| Date::parse(value));
    } else if NAMES.contains(&key) {
        let name = match value.split_once("||") {
            Some((family, given)) => Name::person(family.trim(), given.trim()).split_particles(),
            None => Name::literal(value),
        };
        item.names.entry(key.to_string()).or_default().push(name);
    } else {
        item.text.entry(key.to_string()).or_insert_with(|| value.to_string());
    }
}

fn is_variable(key: &str) -> bool {
    key == "type" || super::json::DATES.contains(&key) || NAMES.contains(&key) || TEXT.contains(&key)
}

/// The name variables of CSL 1.0.2.
const NAMES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// The standard and number variables of CSL 1.0.2 that a note may set.
const TEXT: &[&str] = &[
    "DOI",
    "ISBN",
    "ISSN",
    "PMCID",
    "PMID",
    "URL",
    "annote",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "authority",
    "call-number",
    "chapter-number",
    "citation-label",
    "collection-number",
    "collection-title",
    "collection-title-short",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "edition",
    "event-place",
    "event-title",
    "genre",
    "issue",
    "jurisdiction",
    "medium",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "supplement-number",
    "title-short",
    "version",
    "volume",
    "volume-title",
];
