//! The people of RIS, PubMed and EndNote records, read as they are written: `biblib` takes editors for authors, and
//! `Centers for Disease Control and Prevention` for two people.

use super::super::record::name;
use biblib::Citation;
use hayagriva::citationberg::json::NameValue;

/// The tags of RIS that stand for authors.
const AUTHORS: [&str; 2] = ["AU  - ", "A1  - "];

/// The tags of RIS and PubMed that stand for editors.
pub(super) const EDITORS: [&str; 3] = ["A2  - ", "ED  - ", "FED - "];

/// The authors of a record. PubMed's are as `biblib` reads them: it writes full names beside short ones, and bodies.
pub(super) fn authors(work: &Citation, written: &str) -> Vec<NameValue> {
    let read = match written.starts_with("PMID") {
        true => Vec::new(),
        false => named(written, &AUTHORS, "authors"),
    };
    if !read.is_empty() {
        return read;
    }
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    let given = |given: &Option<String>, middle: &Option<String>| format!("{} {}", part(given), part(middle));
    let authors = work.authors.iter();
    authors.filter_map(|one| name(&one.name, &given(&one.given_name, &one.middle_name), "")).collect()
}

/// The editors of a record.
pub(super) fn editors(written: &str) -> Vec<NameValue> {
    named(written, &EDITORS, "secondary-authors")
}

/// Who stands behind these tags, or in this element of EndNote's.
fn named(written: &str, tags: &[&str], element: &str) -> Vec<NameValue> {
    let tagged = written.lines().filter_map(|line| tags.iter().find_map(|tag| line.strip_prefix(tag)));
    let section = written.split_once(&format!("<{element}>")).map_or("", |(_, rest)| rest);
    let section = section.split_once(&format!("</{element}>")).map_or("", |(names, _)| names);
    let in_xml = section.split("</author>").filter_map(|author| author.split_once("<author")).map(|(_, text)| {
        let text = text.split_once('>').map_or("", |(_, text)| text);
        plain(text)
    });
    tagged.map(str::to_owned).chain(in_xml).flat_map(|text| apart(&text)).filter_map(|text| person(&text)).collect()
}

/// People on one line: by semicolons, or by `and` where each has a comma.
fn apart(text: &str) -> Vec<String> {
    let split = |part: &str| -> Vec<String> {
        let people: Vec<&str> = part.split(" and ").flat_map(|part| part.split(" & ")).collect();
        match people.iter().all(|person| person.contains(',')) {
            true => people.into_iter().map(str::to_owned).collect(),
            false => vec![part.to_owned()],
        }
    };
    text.split(';').flat_map(split).collect()
}

/// `Lind, Ove`, `Lind, Ove, Jr` and `Lind O` are people; a name without a comma is else a body's, or written as it
/// is to be printed.
fn person(text: &str) -> Option<NameValue> {
    let mut parts = text.split(',').map(str::trim);
    let (first, given) = (parts.next().unwrap_or_default(), parts.next());
    match given {
        Some(given) => name(first, given, parts.next().unwrap_or_default()),
        None => match with_initials(first) {
            Some((family, initials)) => name(family, initials, ""),
            None => name(first, "", ""),
        },
    }
}

/// `Lind O` and `van Dyk JA`, but not `US FDA` nor `Tea Study Group UK`.
fn with_initials(text: &str) -> Option<(&str, &str)> {
    let (family, initials) = text.rsplit_once(' ')?;
    let short = initials.chars().count() <= 3 && initials.chars().all(char::is_uppercase);
    let capital = family.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() == 1;
    (short && capital && family.contains(char::is_lowercase)).then_some((family, initials))
}

/// XML without tags and entities.
pub(super) fn plain(xml: &str) -> String {
    let text: String = xml
        .split('<')
        .enumerate()
        .map(|(index, part)| match part.split_once('>') {
            Some((_, text)) if index > 0 => text,
            _ => part,
        })
        .collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}
