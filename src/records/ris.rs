//! RIS, as reference managers export it: the RIS column of `FIELDS.md`.

use super::{
    File, Record, dates, names,
    tagged::{self, Tagged, keys},
    work::Work,
};
use crate::{csl::Date, diagnostic::Code};

/// Tags that do not describe the work.
const ADMINISTRATIVE: &[&str] = &[
    "TY", "ER", "ID", "AD", "DP", "L1", "L2", "L3", "L4", "LK", "LB", "RN", "RP", "U1", "U2", "U3", "U4", "U5", "AV",
    "CA", "AN", "DB", "PY", "Y1", "DA", "EP", "C2",
];

/// The CSL types of RIS reference types.
const KINDS: &[(&str, &[&str])] = &[
    ("article-journal", &["JOUR", "EJOUR", "JFULL", "ABST", "INPR"]),
    ("article-magazine", &["MGZN"]),
    ("article-newspaper", &["NEWS"]),
    ("article", &["UNPB"]),
    ("book", &["BOOK", "EBOOK", "EDBOOK", "WHOLE", "CONF", "SER", "CLSWK", "MUSIC"]),
    ("chapter", &["CHAP", "ECHAP"]),
    ("paper-conference", &["CPAPER"]),
    ("report", &["RPRT", "GOVDOC"]),
    ("thesis", &["THES"]),
    ("webpage", &["ELEC", "WEB", "ICOMM"]),
    ("post-weblog", &["BLOG"]),
    ("patent", &["PAT"]),
    ("legal_case", &["CASE"]),
    ("legislation", &["STAT", "LEGAL", "UNBILL"]),
    ("bill", &["BILL"]),
    ("hearing", &["HEAR"]),
    ("dataset", &["DATA", "AGGR", "DBASE"]),
    ("software", &["COMP"]),
    ("song", &["SOUND"]),
    ("motion_picture", &["VIDEO", "MPCT", "ADVS", "MULTI"]),
    ("map", &["MAP"]),
    ("graphic", &["ART", "FIGURE", "CHART"]),
    ("entry-encyclopedia", &["ENCYC"]),
    ("entry-dictionary", &["DICT"]),
    ("pamphlet", &["PAMP"]),
    ("personal_communication", &["PCOMM"]),
    ("manuscript", &["MANSCPT"]),
    ("speech", &["SLIDE"]),
    ("standard", &["STAND"]),
];

/// Works published on their own or in a series.
const WHOLE: &[&str] = &["book", "report", "thesis", "map", "pamphlet", "standard", "software", "dataset"];

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    let works = tagged::records(&source.text, "TY", tag);
    if works.is_empty() {
        file.report(Code::BadRecord, crate::article::Span::default(), format!("`{}` has no record", source.name));
    }
    works.iter().filter_map(|work| record(work, file)).collect()
}

/// Parses a line such as `TY  - JOUR`.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (name, rest) = (line.get(..2)?, line.get(2..)?);
    let is_name = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix('-')?;
    (is_name && rest.starts_with(' ')).then_some((name, value))
}

fn record(written: &Tagged, file: &mut File<'_>) -> Option<Record> {
    let span = written.span.clone().into();
    if written.get("TY").is_empty() {
        file.report(Code::BadRecord, span, "a record does not begin with its type, `TY`");
    }
    let kind = kind(written);
    let mut work = Work::new(kind);
    let is_edited = written.get("TY") == "EDBOOK";
    for (tag, value) in &written.fields {
        if !field(&mut work, kind, is_edited, tag, value, written) && !value.is_empty() {
            file.unread(tag);
        }
    }
    dates(&mut work, written);
    identifiers(&mut work, written);
    if !work.has("title") {
        file.report(Code::BadRecord, span, "a record without a title is left out");
        return None;
    }
    let author = written.all("AU").chain(written.all("A1")).next().unwrap_or_default();
    let family = author.split([',', ' ']).next().unwrap_or_default();
    let family = if author.contains(',') { author.split(',').next().unwrap_or_default() } else { family };
    let item = work.finish("");
    let year = item.dates.get("issued").and_then(|date| date.parts.first()).map(|date| date.year);
    let own = [written.get("ID"), item.get("PMID").unwrap_or_default(), item.get("DOI").unwrap_or_default()];
    let keys = keys(&own, family, year, item.get("title").unwrap_or_default());
    let mut record = file.record(keys, item, span);
    record.item.id = record.keys[0].clone();
    Some(record)
}

fn kind(written: &Tagged) -> &'static str {
    // a paper if the title of the proceedings is given, otherwise the proceedings
    if written.get("TY") == "CONF" && ["T2", "BT"].iter().any(|tag| !written.get(tag).is_empty()) {
        return "paper-conference";
    }
    let named = KINDS.iter().find(|(_, names)| names.contains(&written.get("TY"))).map(|(kind, _)| *kind);
    let in_journal = ["JO", "JF", "JA"].iter().any(|tag| !written.get(tag).is_empty());
    named.unwrap_or(if in_journal { "article-journal" } else { "document" })
}

/// Sets the variables of a field. Returns whether the field is known for works of this type.
fn field(work: &mut Work, kind: &str, is_edited: bool, tag: &str, value: &str, written: &Tagged) -> bool {
    let whole = WHOLE.contains(&kind);
    match tag {
        "AU" | "A1" => work.add_names(if is_edited { "editor" } else { "author" }, names::people(value)),
        // Ovid lists the authors that an article cites
        "A2" if value.matches(',').count() > 2 && !value.contains(';') => return false,
        "A2" | "ED" => work.add_names(second_role(kind, tag), names::people(value)),
        "A3" => {
            work.add_names(if kind == "thesis" { "contributor" } else { "collection-editor" }, names::people(value))
        }
        "A4" | "TA" => work.add_names("translator", names::people(value)),
        "SP" => pages(work, whole, value, written.get("EP")),
        // databases also put notes and affiliations there
        "M1" | "IS" if value.chars().count() > 24 => return false,
        "IS" | "M1" => return number(work, kind, value),
        "SN" => return serial_number(work, kind, whole, value),
        "ET" if kind.starts_with("article") => return false,
        "M3" if kind.starts_with("article-") => return false,
        "VL" if kind == "thesis" => work.set("genre", value),
        "KW" => work.append("keyword", ", ", value),
        "N1" => work.append("note", " ", value),
        "T2" | "BT" if whole => {
            work.set(if work.has("title") || tag == "T2" { "collection-title" } else { "title" }, value)
        }
        "JO" | "JA" | "J1" | "J2" => journal(work, tag, value, written),
        "C7" => work.set("page", value),
        "C1" if kind == "paper-conference" => work.set("event-place", value),
        _ => return ADMINISTRATIVE.contains(&tag) || plain(work, tag, value),
    }
    true
}

/// Sets the variable of a tag whose meaning does not depend on the type. Returns whether there is one.
fn plain(work: &mut Work, tag: &str, value: &str) -> bool {
    let variable = match tag {
        "TI" | "T1" | "CT" => "title",
        "ST" => "title-short",
        "T2" | "JF" | "BT" => "container-title",
        "T3" => "collection-title",
        "VL" => "volume",
        "ET" => "edition",
        "PB" => "publisher",
        "CY" | "PP" => "publisher-place",
        "DO" => "DOI",
        "UR" => "URL",
        "AB" | "N2" => "abstract",
        "LA" => "language",
        "M3" => "genre",
        "NV" => "number-of-volumes",
        "SE" => "section",
        "CN" => "call-number",
        "Y2" => {
            work.set_date("accessed", dates::written(value));
            return true;
        }
        _ => return false,
    };
    // the first of several addresses wins; the others lead to the same work and are not reported
    work.set(variable, value);
    true
}

fn second_role(kind: &str, tag: &str) -> &'static str {
    match kind {
        "book" if tag == "A2" => "collection-editor",
        _ => "editor",
    }
}

fn pages(work: &mut Work, whole: bool, first: &str, last: &str) {
    match (whole, last) {
        (true, "") => work.set("number-of-pages", first),
        (_, "") => work.set("page", first),
        (_, last) if first.contains('-') || first == last => work.set("page", if first == last { last } else { first }),
        (_, last) => work.set("page", &format!("{first}-{last}")),
    }
}

/// Sets the number of an issue, or of the work itself.
fn number(work: &mut Work, kind: &str, value: &str) -> bool {
    let variable = match kind {
        "report" | "article" | "patent" | "standard" | "legislation" | "bill" | "legal_case" | "thesis"
        | "software" | "dataset" | "document" | "manuscript" | "webpage" => "number",
        "book" | "chapter" | "paper-conference" => "collection-number",
        _ => "issue",
    };
    let is_free = !work.has(variable) || work.get(variable) == value;
    work.set(variable, value);
    is_free
}

fn serial_number(work: &mut Work, kind: &str, whole: bool, value: &str) -> bool {
    let variable = match kind {
        "report" | "patent" | "standard" => "number",
        "book" | "chapter" => "ISBN",
        _ if whole => "ISBN",
        _ => "ISSN",
    };
    // an ISSN is often given twice, for print and online
    work.set(variable, value);
    true
}

/// Sets a journal's name; it is an abbreviation if another field has the full name.
fn journal(work: &mut Work, tag: &str, value: &str, written: &Tagged) {
    let long = ["T2", "JF"].iter().any(|tag| !written.get(tag).is_empty());
    let is_long = !long && (tag == "JO" || written.get("JO").is_empty());
    work.set(if is_long { "container-title" } else { "container-title-short" }, value);
}

/// Sets the date: `PY` has at least the year, `DA` may have the day.
fn dates(work: &mut Work, written: &Tagged) {
    let year = ["PY", "Y1"].map(|tag| written.get(tag)).into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let issued = dates::written(year);
    let exact = dates::written(written.get("DA")).filter(|date| !date.parts.is_empty());
    let exact = exact.or_else(|| in_year(written.get("DA"), year));
    let rough = issued.as_ref().is_none_or(|date| date.parts.iter().all(|date| date.month.is_none()));
    let same_year = |date: &Date| {
        issued.as_ref().is_none_or(|issued| {
            issued.parts.first().is_some_and(|one| date.parts.first().is_some_and(|other| one.year == other.year))
        })
    };
    work.set_date("issued", exact.filter(|date| rough && same_year(date)).or(issued));
}

/// Parses a day or month of a given year: `Mar 12`.
pub(super) fn in_year(text: &str, year: &str) -> Option<Date> {
    let year = year.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let named = text.split([' ', '-', '/']).any(|word| dates::month(word).is_some());
    let date = named.then(|| dates::written(&format!("{year} {text}")).filter(|date| !date.parts.is_empty()))?;
    date.or_else(|| dates::written(&format!("{text} {year}"))).filter(|date| !date.parts.is_empty())
}

/// Sets the identifiers. An accession number is a PMID if the record comes from PubMed.
fn identifiers(work: &mut Work, written: &Tagged) {
    let number = written.get("AN");
    let database = [written.get("DB"), written.get("DP")].join(" ");
    if is_pmid(number, &database) {
        work.set("PMID", number);
    }
    if written.get("C2").to_ascii_uppercase().starts_with("PMC") {
        work.set("PMCID", written.get("C2"));
    }
}

/// Returns whether an accession number is a PubMed id.
pub(super) fn is_pmid(number: &str, database: &str) -> bool {
    let from_pubmed = ["PubMed", "MEDLINE", "Medline", "NLM"].iter().any(|name| database.contains(name));
    from_pubmed && (1..=8).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}
