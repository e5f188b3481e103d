//! EndNote XML: the EndNote column of `FIELDS.md`.

use super::{
    File, Record, dates, names,
    ris::{in_year, is_pmid},
    tagged::keys,
    work::Work,
};
use crate::{article::Span, csl::Name, diagnostic::Code};
use quick_xml::{Reader, events::Event};
use std::{collections::BTreeMap, ops::Range};

/// Elements that a reference never prints, or that are read by name.
const ADMINISTRATIVE: &[&str] = &[
    "database",
    "source-app",
    "rec-number",
    "foreign-keys/key",
    "auth-address",
    "auth-affiliaton",
    "remote-database-provider",
    "research-notes",
    "reviewed-item",
    "caption",
    "modified-date",
    "urls/pdf-urls/url",
    "urls/text-urls/url",
    "urls/image-urls/url",
    "label",
    "ref-type",
    "accession-num",
    "remote-database-name",
    "dates/year",
    "dates/pub-dates/date",
    "custom2",
    "dates/copyright-dates/date",
    "electronic-resource-num",
    "isbn",
    "number",
    "custom7",
    "volume",
];

/// The CSL types of EndNote's reference types.
const KINDS: &[(&str, &str)] = &[
    ("journal article", "article-journal"),
    ("electronic article", "article-journal"),
    ("magazine article", "article-magazine"),
    ("newspaper article", "article-newspaper"),
    ("unpublished work", "article"),
    ("preprint", "article"),
    ("book section", "chapter"),
    ("electronic book section", "chapter"),
    ("conference paper", "paper-conference"),
    ("conference proceedings", "paper-conference"),
    ("government document", "report"),
    ("report", "report"),
    ("thesis", "thesis"),
    ("web page", "webpage"),
    ("blog", "post-weblog"),
    ("patent", "patent"),
    ("dataset", "dataset"),
    ("computer program", "software"),
    ("case", "legal_case"),
    ("statute", "legislation"),
    ("legal rule or regulation", "legislation"),
    ("bill", "bill"),
    ("hearing", "hearing"),
    ("encyclopedia", "entry-encyclopedia"),
    ("dictionary", "entry-dictionary"),
    ("personal communication", "personal_communication"),
    ("film or broadcast", "motion_picture"),
    ("audiovisual material", "motion_picture"),
    ("online multimedia", "motion_picture"),
    ("podcast", "broadcast"),
    ("music", "song"),
    ("map", "map"),
    ("pamphlet", "pamphlet"),
    ("standard", "standard"),
    ("manuscript", "manuscript"),
    ("artwork", "graphic"),
    ("figure", "graphic"),
];

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    let text = source.text.as_str();
    let starts: Vec<usize> = text.match_indices("<record>").map(|(at, _)| at).collect();
    if starts.is_empty() {
        file.report(Code::BadRecord, Span::default(), format!("`{}` has no record", source.name));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let ranges: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    ranges.into_iter().filter_map(|range| record(range, text, file)).collect()
}

/// The text of a record's elements by path: `titles/title`.
type Elements = BTreeMap<String, Vec<String>>;

fn record(range: Range<usize>, text: &str, file: &mut File<'_>) -> Option<Record> {
    let span = Span::new(range.start, range.start + "<record>".len());
    let elements = match elements(&text[range]) {
        Ok(elements) => elements,
        Err(problem) => {
            file.report(Code::BadRecord, span, format!("a record is left out: {problem}"));
            return None;
        }
    };
    let first =
        |path: &str| elements.get(path).and_then(|values| values.first()).map(String::as_str).unwrap_or_default();
    let kind = kind(first("ref-type"), !first("periodical/full-title").is_empty());
    let mut work = Work::new(kind);
    for (path, values) in &elements {
        let known = field(&mut work, kind, path, values) || ADMINISTRATIVE.contains(&path.as_str());
        if !known && values.iter().any(|value| !value.is_empty()) {
            file.unread(path);
        }
    }
    numbers(&mut work, kind, &first);
    dates(&mut work, &first);
    if !work.has("title") {
        file.report(Code::BadRecord, span, "a record without a title is left out");
        return None;
    }
    let author = first("contributors/authors/author");
    let family = if author.contains(',') { author.split(',').next().unwrap_or_default() } else { author };
    let item = work.finish("");
    let year = item.dates.get("issued").and_then(|date| date.parts.first()).map(|date| date.year);
    let own = [
        first("rec-number"),
        first("label"),
        item.get("PMID").unwrap_or_default(),
        item.get("DOI").unwrap_or_default(),
    ];
    let keys = keys(&own, family, year, item.get("title").unwrap_or_default());
    let mut record = file.record(keys, item, span);
    record.item.id = record.keys[0].clone();
    Some(record)
}

fn kind(name: &str, in_journal: bool) -> &'static str {
    let name = name.to_lowercase();
    let known = KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    match known {
        Some(kind) => kind,
        None if name.contains("book") => "book",
        None if in_journal => "article-journal",
        None => "document",
    }
}

/// Sets the variables of an element. Returns whether the element is known for works of this type.
fn field(work: &mut Work, kind: &str, path: &str, values: &[String]) -> bool {
    let people = |values: &[String]| -> Vec<Name> { values.iter().flat_map(|value| names::people(value)).collect() };
    let is_part = matches!(kind, "chapter" | "paper-conference" | "entry-encyclopedia" | "entry-dictionary");
    let value = values.first().map(String::as_str).unwrap_or_default();
    match path {
        "contributors/authors/author" => work.add_names("author", people(values)),
        "contributors/secondary-authors/author" => {
            work.add_names(if kind == "book" { "collection-editor" } else { "editor" }, people(values));
        }
        "contributors/tertiary-authors/author" => {
            work.add_names(if kind == "thesis" { "contributor" } else { "collection-editor" }, people(values));
        }
        "contributors/subsidiary-authors/author" => work.add_names("translator", people(values)),
        "contributors/translated-authors/author" => work.add_names("original-author", people(values)),
        "titles/secondary-title" if matches!(kind, "book" | "report") => work.set("collection-title", value),
        "titles/secondary-title" => work.set("container-title", value),
        "titles/tertiary-title" if is_part || kind == "book" => work.set("collection-title", value),
        "edition" if kind.starts_with("article-") => return value.is_empty(),
        "pages" if matches!(kind, "book" | "thesis" | "report") && !value.contains(['-', '–']) => {
            work.set("number-of-pages", value);
        }
        "keywords/keyword" => values.iter().for_each(|keyword| work.append("keyword", ", ", keyword)),
        "access-date" => work.set_date("accessed", dates::written(value)),
        "work-type" if kind == "article-journal" => {
            return value.is_empty() || value.eq_ignore_ascii_case("journal article");
        }
        _ => match variable(path) {
            Some(variable) => work.set(variable, value),
            None => return false,
        },
    }
    true
}

/// Returns the variable of an element whose meaning does not depend on the type.
fn variable(path: &str) -> Option<&'static str> {
    Some(match path {
        "titles/title" => "title",
        "titles/short-title" => "title-short",
        "titles/alt-title" | "periodical/abbr-1" | "alt-periodical/abbr-1" => "container-title-short",
        "titles/translated-title" => "original-title",
        "periodical/full-title" | "alt-periodical/full-title" => "container-title",
        "pages" => "page",
        "section" => "section",
        "num-vols" => "number-of-volumes",
        "edition" => "edition",
        "publisher" => "publisher",
        "pub-location" => "publisher-place",
        "abstract" => "abstract",
        "notes" => "note",
        "language" => "language",
        "call-num" => "call-number",
        "work-type" => "genre",
        "orig-pub" => "original-publisher",
        "urls/related-urls/url" | "urls/web-urls/url" => "URL",
        _ => return None,
    })
}

/// Sets the numbers, whose meaning depends on the type.
fn numbers<'a>(work: &mut Work, kind: &str, first: &dyn Fn(&str) -> &'a str) {
    let (number, isbn, volume) = (first("number"), first("isbn"), first("volume"));
    match kind {
        "thesis" => work.set("genre", volume),
        _ => work.set("volume", volume),
    }
    match kind {
        "patent" => work.set("number", if isbn.is_empty() { number } else { isbn }),
        "report" | "article" | "standard" => work.set("number", if number.is_empty() { isbn } else { number }),
        // EndNote stores the access date of a web page in the number field
        "webpage" | "post-weblog" => work.set_date("accessed", dates::written(number)),
        "book" | "chapter" | "paper-conference" => work.set("collection-number", number),
        "legislation" | "bill" | "legal_case" | "dataset" | "software" => work.set("number", number),
        _ => work.set("issue", number),
    }
    match kind {
        "book" | "chapter" | "paper-conference" => work.set("ISBN", isbn),
        "patent" | "report" | "standard" => {}
        _ => work.set("ISSN", isbn.split([' ', '\n', ';']).next().unwrap_or_default()),
    }
    work.set("DOI", first("electronic-resource-num"));
    work.set("page", first("custom7"));
    if is_pmid(first("accession-num"), first("remote-database-name")) {
        work.set("PMID", first("accession-num"));
    }
    if first("custom2").to_ascii_uppercase().starts_with("PMC") {
        work.set("PMCID", first("custom2"));
    }
}

/// Sets the year, with the month or day that EndNote writes separately.
fn dates<'a>(work: &mut Work, first: &dyn Fn(&str) -> &'a str) {
    let (year, day) = (first("dates/year"), first("dates/pub-dates/date"));
    let exact = dates::written(day).filter(|date| date.parts.first().is_some_and(|date| date.year.to_string() == year));
    work.set_date("issued", exact.or_else(|| in_year(day, year)).or_else(|| dates::written(year)));
}

/// Reads the elements of a record. Formatted text keeps its markup: EndNote marks italics and superscripts.
fn elements(xml: &str) -> Result<Elements, String> {
    let mut reader = Reader::from_str(xml);
    let mut elements = Elements::new();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut tag = None;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) if start.name().as_ref() == b"style" => {
                tag = face(&attribute(&start, "face"));
                text.push_str(&tag.map(|tag| format!("<{tag}>")).unwrap_or_default());
            }
            Event::End(end) if end.name().as_ref() == b"style" => {
                text.push_str(&tag.take().map(|tag| format!("</{tag}>")).unwrap_or_default());
            }
            Event::Start(start) => {
                path.push(String::from_utf8_lossy(start.name().as_ref()).into_owned());
                text.clear();
                if path.len() == 2 && path[1] == "ref-type" {
                    elements.entry("ref-type".to_owned()).or_default().push(attribute(&start, "name"));
                }
            }
            Event::Text(piece) => text.push_str(&piece.decode().map_err(|error| error.to_string())?),
            Event::CData(piece) => text.push_str(&String::from_utf8_lossy(&piece)),
            Event::GeneralRef(name) => text.push_str(&entity(&name)),
            Event::End(_) => {
                let value = std::mem::take(&mut text);
                if !value.trim().is_empty() && path.len() > 1 {
                    elements.entry(path[1..].join("/")).or_default().push(value.replace('\r', "\n").trim().to_owned());
                }
                path.pop();
                if path.is_empty() {
                    return Ok(elements);
                }
            }
            Event::Eof => return Err("it is not closed".to_owned()),
            _ => {}
        }
    }
}

fn face(name: &str) -> Option<&'static str> {
    match name {
        "italic" => Some("i"),
        "bold" => Some("b"),
        "superscript" => Some("sup"),
        "subscript" => Some("sub"),
        _ => None,
    }
}

fn attribute(start: &quick_xml::events::BytesStart<'_>, name: &str) -> String {
    let value = start.try_get_attribute(name).ok().flatten();
    value.and_then(|value| value.unescape_value().ok()).map(|value| value.into_owned()).unwrap_or_default()
}

/// Returns the character of an entity or character reference: `&amp;`, `&#13;`.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    match name.decode().unwrap_or_default().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
