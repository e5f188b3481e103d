//! PubMed's `.nbib`, the MEDLINE format: the PubMed column of `FIELDS.md`.

use super::{
    File, Record, dates, names,
    tagged::{self, Tagged, keys},
    work::Work,
};
use crate::{csl::Name, diagnostic::Code};

/// Tags that a reference never prints: processing history, subjects, grants, comments.
const ADMINISTRATIVE: &[&str] = &[
    "AD", "AID", "AU", "AUID", "CDAT", "CI", "CIN", "CON", "COIS", "COI", "CRDT", "CRF", "CRI", "CTDT", "DA", "DCOM",
    "DDIN", "DEP", "DRDT", "DRIN", "ECF", "ECI", "ED", "EDAT", "EFR", "EIN", "FIR", "FPS", "GN", "GR", "GS", "IR",
    "IRAD", "IROF", "IS", "ISBN", "JID", "LID", "LR", "MH", "MHDA", "MID", "NM", "OAB", "OABL", "OCI", "OID", "ORI",
    "OT", "OTO", "OWN", "PHST", "PS", "PST", "PT", "RF", "RIN", "RN", "ROF", "RPF", "RPI", "RRF", "RRI", "SB", "SFM",
    "SI", "SO", "SPIN", "STAT", "UIN", "UOF", "PL", "JT", "TA", "PMID", "DP", "TI", "BTI", "FAU", "CN", "FED", "LA",
    "ISSN",
];

pub(super) fn read(file: &mut File<'_>) -> Vec<Record> {
    let source = file.source.clone();
    // ERIC's records have no PMID
    let first = if source.text.contains("PMID-") { "PMID" } else { "OWN" };
    let works = tagged::records(&source.text, first, tag);
    if works.is_empty() {
        file.report(Code::BadRecord, crate::article::Span::default(), format!("`{}` has no record", source.name));
    }
    works.iter().filter_map(|work| record(work, file)).collect()
}

/// Parses `FAU - Lind, Ove`. Continuation lines are indented.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (name, value) = (line.get(..4)?, line.get(4..)?.strip_prefix('-')?);
    let name = name.trim_end();
    let is_name = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_name.then_some((name, value))
}

fn record(written: &Tagged, file: &mut File<'_>) -> Option<Record> {
    let kind = kind(written);
    let mut work = Work::new(kind);
    for (tag, value) in &written.fields {
        match variable(tag) {
            Some("page") => work.set("page", &whole_ranges(value)),
            Some(variable) => work.set(variable, value),
            None if ADMINISTRATIVE.contains(&tag.as_str()) || value.is_empty() => {}
            None => file.unread(tag),
        }
    }
    if written.all("PT").any(|kind| kind.eq_ignore_ascii_case("Retracted Publication"))
        || !written.get("RIN").is_empty()
    {
        work.set("status", "retracted");
    }
    titles(&mut work, written);
    work.add_names("author", authors(written));
    work.add_names("editor", people(written, "FED", "ED"));
    work.set_date("issued", dates::written(written.get("DP")));
    identifiers(&mut work, written);
    work.set("language", written.get("LA"));
    // PubMed records a country for every journal
    if matches!(kind, "book" | "chapter") {
        work.set("publisher-place", written.get("PL"));
    }
    if !work.has("title") {
        file.report(Code::BadRecord, written.span.clone().into(), "a record without a title is left out");
        return None;
    }
    let author = written.get("FAU").split(',').next().filter(|name| !name.is_empty());
    let author = author.or_else(|| written.get("AU").rsplit_once(' ').map(|(family, _)| family));
    let item = work.finish(written.get("PMID"));
    let year = item.dates.get("issued").and_then(|date| date.parts.first()).map(|date| date.year);
    let own = [written.get("PMID"), item.get("DOI").unwrap_or_default()];
    let keys = keys(&own, author.unwrap_or_default(), year, item.get("title").unwrap_or_default());
    Some(file.record(keys, item, written.span.clone().into()))
}

/// Returns the variable of a tag whose meaning does not depend on the type.
fn variable(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "AB" => "abstract",
        "CTI" => "collection-title",
        "EN" => "edition",
        "IP" => "issue",
        "PB" => "publisher",
        "PG" => "page",
        "PMC" => "PMCID",
        "TT" => "original-title",
        "VI" => "volume",
        "VTI" => "volume-title",
        _ => return None,
    })
}

fn kind(written: &Tagged) -> &'static str {
    let is = |word: &str| written.all("PT").any(|kind| kind.eq_ignore_ascii_case(word));
    match (written.get("BTI"), written.get("TI")) {
        _ if is("Preprint") => "article",
        ("", _) if !written.get("JT").is_empty() || !written.get("TA").is_empty() => "article-journal",
        ("", _) if is("Book") => "book",
        ("", _) => "article-journal",
        (book, title) if title.is_empty() || title.trim_end_matches('.') == book.trim_end_matches('.') => "book",
        _ => "chapter",
    }
}

fn titles(work: &mut Work, written: &Tagged) {
    let (title, book) = (written.get("TI"), written.get("BTI"));
    work.set("title", if title.is_empty() { book } else { title });
    if work.kind() == "chapter" {
        work.set("container-title", book.trim_end_matches('.'));
    }
    let (short, long) = (written.get("TA"), journal(written.get("JT")));
    // PubMed writes `BMJ open`, and abbreviates it as `BMJ Open`
    let same = if long.is_empty() || long.eq_ignore_ascii_case(short) { short } else { long };
    if work.kind() == "article" {
        work.set("genre", "Preprint");
        work.set("publisher", same);
        return;
    }
    work.set("container-title", same);
    work.set("container-title-short", short);
}

/// Completes abbreviated ranges: `101-9` becomes `101-109`.
fn whole_ranges(pages: &str) -> String {
    let whole = |range: &str| {
        let (first, last) = range.split_once('-')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let short = first.len() > last.len() && digits(first) && digits(last);
        short.then(|| format!("{first}-{}{last}", &first[..first.len() - last.len()]))
    };
    pages.split(", ").map(|range| whole(range).unwrap_or_else(|| range.to_owned())).collect::<Vec<_>>().join(", ")
}

/// Returns a journal's name without a catalog qualifier: `BMJ (Clinical research ed.)`.
fn journal(name: &str) -> &str {
    let name = name.split(" : ").next().unwrap_or_default().trim();
    let bare = name.strip_suffix(')').and_then(|open| open.rfind(" (")).map(|at| &name[..at]);
    bare.unwrap_or(name)
}

/// Returns the authors in order, including institutions.
fn authors(written: &Tagged) -> Vec<Name> {
    let full = if written.get("FAU").is_empty() { "AU" } else { "FAU" };
    let name = |(tag, value): &(String, String)| match tag.as_str() {
        "CN" => names::person(value, "", ""),
        tag if tag == full => names::written(value),
        _ => None,
    };
    written.fields.iter().filter_map(name).collect()
}

fn people(written: &Tagged, full: &str, short: &str) -> Vec<Name> {
    let tag = if written.get(full).is_empty() { short } else { full };
    written.all(tag).filter_map(names::written).collect()
}

fn identifiers(work: &mut Work, written: &Tagged) {
    work.set("PMID", written.get("PMID"));
    for tag in ["LID", "AID"] {
        for id in written.all(tag) {
            match id.rsplit_once(" [") {
                Some((doi, "doi]")) => work.set("DOI", doi),
                Some(_) => {}
                None if id.contains("doi.org/") => work.set("DOI", id),
                None if id.starts_with("http") => work.set("URL", id),
                None => work.set("page", id),
            }
        }
    }
    for (tag, variable) in [("IS", "ISSN"), ("ISBN", "ISBN")] {
        work.set(variable, written.get(tag).split(' ').next().unwrap_or_default());
    }
}
