//! Citations that programs for references keep in fields: Zotero and Mendeley as CSL-JSON, EndNote as XML.

use crate::article::{Citation, CitationItem, CitationKey, CitationMode, Inline, Locator, Span};
use serde_json::Value;
use std::collections::BTreeMap;

/// A work that is cited, and how.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cited {
    key: String,
    prefix: String,
    suffix: String,
    locator: Option<Locator>,
    suppress_author: bool,
    narrative: bool,
}

/// What a field cites.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) cited: Vec<Cited>,
    pub(super) works: BTreeMap<String, Value>,
}

/// Returns whether a field is the list of works.
pub(super) fn is_bibliography(instruction: &str) -> bool {
    ["ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "EN.REFLIST", "Mendeley Bibliography"]
        .iter()
        .any(|name| instruction.contains(name))
}

/// Returns what the instruction of a field cites; none if it is no citation.
pub(super) fn cited(instruction: &str, _data: &str) -> Option<Result<Found, String>> {
    let name = ["CSL_CITATION"].into_iter().find(|name| instruction.contains(name))?;
    let json = &instruction[instruction.find(name)? + name.len()..];
    Some(csl(json))
}

/// Reads the CSL-JSON of a citation.
pub(super) fn csl(json: &str) -> Result<Found, String> {
    let start = json.find('{').ok_or("there is none")?;
    let mut values = serde_json::Deserializer::from_str(&json[start..]).into_iter::<Value>();
    let value = values.next().ok_or("there is none")?.map_err(|error| error.to_string())?;
    let items = value.get("citationItems").and_then(Value::as_array).ok_or("it cites nothing")?;
    let mut found = Found::default();
    for item in items {
        let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let on = |name: &str| item.get(name).and_then(Value::as_bool) == Some(true);
        let mut work = item.get("itemData").filter(|work| work.is_object()).cloned().ok_or("a work has no data")?;
        let key = key(item, &work).ok_or("a work has no name")?;
        if let Some(work) = work.as_object_mut() {
            work.insert("id".to_owned(), Value::String(key.clone()));
        }
        let label = item.get("label").and_then(Value::as_str).unwrap_or("page");
        let value = text("locator");
        let label = label.to_owned();
        found.cited.push(Cited {
            key: key.clone(),
            prefix: text("prefix"),
            suffix: text("suffix"),
            locator: (!value.is_empty()).then_some(Locator { label, value }),
            suppress_author: on("suppress-author"),
            narrative: on("author-only"),
        });
        found.works.insert(key, work);
    }
    if found.cited.is_empty() { Err("it cites nothing".to_owned()) } else { Ok(found) }
}

/// Returns the key of a work: the last step of its address in the library, else its id.
fn key(item: &Value, work: &Value) -> Option<String> {
    let uris = item.get("uris").or_else(|| item.get("uri")).and_then(Value::as_array);
    let uri = uris.and_then(|uris| uris.first()).and_then(Value::as_str).and_then(|uri| uri.rsplit(['/', '=']).next());
    let id = |value: &Value| match value.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let own = work.get("citation-key").and_then(Value::as_str).map(str::to_owned);
    let key = own.or_else(|| uri.map(str::to_owned)).or_else(|| id(work)).or_else(|| id(item))?;
    let last = key.rsplit('/').next().unwrap_or_default();
    let clean: String = last.chars().map(|c| if c.is_alphanumeric() || "-_.:".contains(c) { c } else { '-' }).collect();
    (!clean.is_empty()).then_some(clean)
}

/// Returns the citation of these works.
pub(super) fn inline(cited: Vec<Cited>, span: Span) -> Inline {
    let narrative = cited.first().is_some_and(|first| first.narrative);
    let words = |text: String| if text.is_empty() { Vec::new() } else { vec![Inline::words(text)] };
    let items = cited.into_iter().map(|work| CitationItem {
        key: CitationKey::new(work.key),
        prefix: words(work.prefix),
        locator: work.locator,
        suffix: words(work.suffix),
        suppress_author: work.suppress_author,
        span,
    });
    Inline::Citation(Box::new(Citation {
        mode: if narrative { CitationMode::Narrative } else { CitationMode::Parenthetical },
        items: items.collect(),
        written: None,
        mark: Vec::new(),
        anchor: None,
        span,
    }))
}
