//! Citations that reference managers store in fields: Zotero and Mendeley as CSL-JSON, EndNote as XML.

use super::xml::{Space, Tree};
use crate::{
    article::{Citation, CitationItem, CitationKey, CitationMode, Inline, Locator, Span},
    csl::item::to_value,
    diagnostic::Source,
    records,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// A cited work and how it is cited.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cited {
    key: String,
    prefix: String,
    suffix: String,
    locator: Option<Locator>,
    suppress_author: bool,
    narrative: bool,
}

/// The works that a field cites.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) cited: Vec<Cited>,
    pub(super) works: BTreeMap<String, Value>,
}

/// Returns whether a field is the generated list of works.
pub(super) fn is_bibliography(instruction: &str) -> bool {
    ["ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "EN.REFLIST", "Mendeley Bibliography"]
        .iter()
        .any(|name| instruction.contains(name))
}

/// Returns the works cited by the instruction of a field, or by the data stored with it, or `None` if it is not a
/// citation.
pub(super) fn cited(instruction: &str, data: &str) -> Option<Result<Found, String>> {
    if let Some((_, json)) = instruction.split_once("CSL_CITATION") {
        return Some(csl(json));
    }
    let (_, rest) = instruction.split_once("EN.CITE")?;
    if let Some(at) = rest.find("<EndNote>") {
        return Some(endnote(&rest[at..]));
    }
    let packed: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(packed).ok().filter(|bytes| !bytes.is_empty())?;
    Some(endnote(String::from_utf8_lossy(&bytes).trim_end_matches('\0')))
}

/// Returns the works cited by the tag of a content control, where Mendeley Cite stores its data.
pub(super) fn tagged(tag: &str) -> Option<Result<Found, String>> {
    let (_, packed) = tag.strip_prefix("MENDELEY_CITATION")?.rsplit_once('_')?;
    let bytes = STANDARD.decode(packed).map_err(|error| error.to_string());
    Some(bytes.and_then(|bytes| csl(&String::from_utf8_lossy(&bytes))))
}

/// Parses the XML of an EndNote citation.
fn endnote(xml: &str) -> Result<Found, String> {
    let tree = Tree::parse(xml, &mut String::new()).map_err(|diagnostic| diagnostic.message)?;
    let mut found = Found::default();
    for cite in tree.below(0).filter(|&id| tree.name(id) == "Cite") {
        let text = |name: &str| {
            let child = tree.children(cite).find(|&id| tree.name(id) == name);
            child.map(|id| tree.text(id).trim().to_owned()).unwrap_or_default()
        };
        let on = |name: &str| tree.attribute(cite, Space::None, name) == Some("1");
        let record = tree.children(cite).find(|&id| tree.name(id) == "record").ok_or("a work has no data")?;
        let key = format!("endnote-{}", text("RecNum"));
        found.works.insert(key.clone(), work(&key, tree.source(record)).ok_or("a work cannot be read")?);
        let pages = text("Pages");
        found.cited.push(Cited {
            key,
            prefix: text("Prefix"),
            suffix: text("Suffix"),
            locator: (!pages.is_empty()).then(|| Locator { label: "page".to_owned(), value: pages }),
            suppress_author: on("ExcludeAuth"),
            narrative: on("AuthorYear"),
        });
    }
    if found.cited.is_empty() { Err("it cites nothing".to_owned()) } else { Ok(found) }
}

/// Converts an EndNote record to CSL-JSON.
fn work(key: &str, record: &str) -> Option<Value> {
    let source = Arc::new(Source::new("endnote.xml", record));
    let mut item = records::read(&source, &mut Vec::new()).into_iter().next()?.item;
    item.id = key.to_owned();
    Some(to_value(&item))
}

/// Parses the CSL-JSON of a citation.
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

/// Returns the key of a work: the last segment of its library address, or else its id.
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
