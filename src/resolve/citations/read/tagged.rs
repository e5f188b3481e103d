//! RIS, PubMed `.nbib` and EndNote XML, by the crate `biblib`, record by record.

use super::{
    super::{
        super::slug::slug,
        record::{Fields, Record},
    },
    File,
    people::{self, plain},
};
use crate::{article::Span, diagnostic::Code};
use biblib::{Citation, CitationParser, EndNoteXmlParser, PubMedParser, RisParser};
use std::ops::Range;

pub(super) fn read_ris(file: &mut File<'_>) -> Vec<Record> {
    let pieces = from_lines(&file.source.text, |line| line.starts_with("TY  -"));
    read(file, &RisParser::new(), pieces)
}

pub(super) fn read_pubmed(file: &mut File<'_>) -> Vec<Record> {
    let pieces = from_lines(&file.source.text, |line| line.starts_with("PMID-"));
    read(file, &PubMedParser::new(), pieces)
}

pub(super) fn read_endnote(file: &mut File<'_>) -> Vec<Record> {
    let text = &file.source.text;
    let starts: Vec<usize> = text.match_indices("<record>").map(|(at, _)| at).collect();
    let end = |start: usize| text[start..].find("</record>").map_or(text.len(), |at| start + at + "</record>".len());
    let pieces = starts.into_iter().map(|start| start..end(start)).collect();
    read(file, &EndNoteXmlParser::new(), pieces)
}

/// The bytes of each record: from a line that begins one to the next.
fn from_lines(text: &str, begins: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if begins(line.trim_start_matches('\u{feff}')) {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn read(file: &mut File<'_>, parser: &dyn CitationParser, pieces: Vec<Range<usize>>) -> Vec<Record> {
    if pieces.is_empty() {
        file.report(Code::BadRecord, Span::default(), format!("`{}` has no record", file.source.name));
    }
    let mut records = Vec::new();
    for piece in pieces {
        let first = piece.start..piece.start + file.source.text[piece.clone()].lines().next().map_or(0, str::len);
        match parser.parse(&without_editors(&file.source.text[piece.clone()])) {
            Ok(works) if works.iter().all(|work| !work.title.is_empty()) && !works.is_empty() => {
                let written = file.source.text[piece].to_owned();
                records.extend(works.iter().map(|work| record(work, &written, first.clone().into(), file)));
            }
            Ok(_) => file.report(Code::BadRecord, first.into(), "a record without a title is left out"),
            Err(error) => file.report(Code::BadRecord, first.into(), format!("a record is left out: {}", error.error)),
        }
    }
    records
}

/// A record without its editors, whom `biblib` takes for authors; [`people`] reads them.
fn without_editors(written: &str) -> String {
    if let Some((before, rest)) = written.split_once("<secondary-authors>") {
        return format!("{before}{}", rest.split_once("</secondary-authors>").map_or("", |(_, after)| after));
    }
    written.split_inclusive('\n').filter(|line| !people::EDITORS.iter().any(|tag| line.starts_with(tag))).collect()
}

/// The words of an EndNote element that `biblib` passes over.
fn element(written: &str, tag: &str) -> Option<String> {
    let (_, rest) = written.split_once(&format!("<{tag}>"))?;
    let (content, _) = rest.split_once(&format!("</{tag}>"))?;
    Some(plain(content))
}

fn record(work: &Citation, written: &str, span: Span, file: &File<'_>) -> Record {
    let extra = |tag: &str| work.extra_fields.get(tag).and_then(|values| values.first());
    let kind = kind(work, written);
    let mut fields = Fields::new(kind);
    fields.set("title", &work.title);
    fields.set_names("author", people::authors(work, written));
    fields.set_names("editor", people::editors(written));
    let short = work.journal_abbr.as_ref();
    // PubMed writes `BMJ open`, and beside it `BMJ Open`, which is the same.
    let same = short.filter(|short| work.journal.as_ref().is_some_and(|long| long.eq_ignore_ascii_case(short)));
    fields.set_some("container-title", same.or(work.journal.as_ref()));
    fields.set_some("container-title-short", short);
    fields.set_some("volume", work.volume.as_ref());
    // EndNote keeps the date of access of a web page in its field for the number.
    let number = match kind {
        "report" | "article" => "number",
        "webpage" => "accessed",
        _ => "issue",
    };
    match (number, &work.issue) {
        ("accessed", Some(date)) => fields.set_written_date("accessed", date),
        (number, issue) => fields.set_some(number, issue.as_ref()),
    }
    fields.set_some("number", extra("M1").filter(|_| number == "number"));
    fields.set_some("page", work.pages.as_ref());
    fields.set_some("DOI", work.doi.as_ref());
    fields.set_some("PMID", work.pmid.as_ref().or_else(|| accession(work, written)));
    fields.set_some("PMCID", work.pmc_id.as_ref());
    fields.set_some("publisher", work.publisher.as_ref());
    // PubMed gives every journal a country.
    fields.set_some("publisher-place", extra("CY").or_else(|| extra("PL").filter(|_| kind != "article-journal")));
    fields.set_some("publisher-place", element(written, "pub-location"));
    fields.set_some("language", work.language.as_ref());
    fields.set_some("ISSN", work.issn.first());
    fields.set_some("URL", work.urls.first());
    if let Some(date) = &work.date {
        fields.set_date("issued", date.year, date.month.or_else(|| pub_month(written)), date.day);
    }
    if let Some(accessed) = written.lines().find_map(|line| line.strip_prefix("Y2  - ")) {
        fields.set_written_date("accessed", accessed);
    }
    let keys = keys(work);
    Record { item: fields.finish(&keys[0]), keys, span, source: file.source.clone() }
}

/// An accession number is a PMID where the record says that it comes from PubMed.
fn accession<'a>(work: &'a Citation, written: &str) -> Option<&'a String> {
    let from_pubmed = ["PubMed", "MEDLINE", "NLM"].iter().any(|database| written.contains(database));
    let number = work.accession_number.as_ref()?;
    (from_pubmed && number.len() <= 8 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// The month that EndNote writes apart from the year: `<pub-dates><date>Mar</date></pub-dates>`.
fn pub_month(written: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (_, dates) = written.split_once("<pub-dates>")?;
    let (dates, _) = dates.split_once("</pub-dates>")?;
    let text =
        dates.split(['<', '>', ' ', '-']).find(|part| part.len() >= 3 && part.starts_with(char::is_uppercase))?;
    let start = text.get(..3)?.to_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|index| u8::try_from(index + 1).ok())
}

/// These formats need not have keys: a record may be cited by its ID, its PMID, its DOI, or `ruiz2020`.
fn keys(work: &Citation) -> Vec<String> {
    let id = ["ID", "rec-number"].iter().find_map(|tag| work.extra_fields.get(*tag)?.first().cloned());
    let author = work.authors.first().map(|author| slug(&author.name)).unwrap_or_default();
    let year = work.date.as_ref().map(|date| date.year.to_string()).unwrap_or_default();
    let made = format!("{author}{year}");
    let keys: Vec<String> =
        [id, work.pmid.clone(), work.doi.clone()].into_iter().flatten().filter(|key| !key.is_empty()).collect();
    keys.into_iter().chain([if made.is_empty() { slug(&work.title) } else { made }]).collect()
}

/// The CSL type, from what the file calls the work.
fn kind(work: &Citation, written: &str) -> &'static str {
    let said = work.citation_type.join(" ").to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| said.contains(word));
    // PubMed says much of an article: `Case Reports`, `Research Support, Non-U.S. Gov't`, `Clinical Conference`.
    let of_journal = written.starts_with("PMID") && work.journal.is_some();
    match () {
        () if is(&["preprint", "unpublished"]) => "article",
        () if is(&["journal article"]) || of_journal => "article-journal",
        () if is(&["chap", "book section"]) => "chapter",
        () if is(&["conference", "conf", "cpaper", "proceeding"]) => "paper-conference",
        () if is(&["report", "rprt", "gov"]) => "report",
        () if is(&["thes", "dissertation"]) => "thesis",
        () if is(&["electronic article"]) => "article-journal",
        () if is(&["elec", "web", "blog", "online"]) => "webpage",
        () if is(&["newspaper", "news"]) => "article-newspaper",
        () if is(&["journal", "jour", "jfull", "ejour", "magazine"]) || work.journal.is_some() => "article-journal",
        () if is(&["book"]) => "book",
        () => "document",
    }
}
