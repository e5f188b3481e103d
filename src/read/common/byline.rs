//! Lines that name authors and dates: `Last updated 6 months ago by Ana Ruiz`, `Written by …`, `Published on 3 May
//! 2026 | Medically reviewed by …`, `Version 3`.
//!
//! A line is a byline only if every part of it is understood: a sentence that starts with "By" is not one.

use super::{clean::trimmed, dates};
use crate::article::{Author, Meta, WrittenDate};

/// The kind of a part of a byline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// A name, with the role of anyone but the author.
    Person(Option<&'static str>),
    Published,
    Updated,
    Reviewed,
    NextReview,
    Version,
}

use Field::{NextReview, Person, Published, Reviewed, Updated, Version};

/// Phrases that open a part of a byline; a longer phrase precedes the shorter ones that it contains.
const OPENINGS: &[(&str, Field)] = &[
    ("medically reviewed by", Person(Some("reviewer"))),
    ("clinically reviewed by", Person(Some("reviewer"))),
    ("peer reviewed by", Person(Some("reviewer"))),
    ("reviewed by", Person(Some("reviewer"))),
    ("fact checked by", Person(Some("fact checker"))),
    ("fact-checked by", Person(Some("fact checker"))),
    ("translated by", Person(Some("translator"))),
    ("illustrated by", Person(Some("illustrator"))),
    ("edited by", Person(Some("editor"))),
    ("written by", Person(None)),
    ("words by", Person(None)),
    ("posted by", Person(None)),
    ("updated by", Person(None)),
    ("authors", Person(None)),
    ("author", Person(None)),
    ("by", Person(None)),
    ("geschrieben von", Person(None)),
    ("von", Person(None)),
    ("escrito por", Person(None)),
    ("por", Person(None)),
    ("par", Person(None)),
    ("next review due", NextReview),
    ("next review date", NextReview),
    ("next review", NextReview),
    ("due for review", NextReview),
    ("review due", NextReview),
    ("review date", NextReview),
    ("date of last review", Reviewed),
    ("last medically reviewed", Reviewed),
    ("last reviewed", Reviewed),
    ("last review", Reviewed),
    ("reviewed", Reviewed),
    ("date updated", Updated),
    ("last updated", Updated),
    ("last modified", Updated),
    ("last revised", Updated),
    ("last edited", Updated),
    ("updated", Updated),
    ("revised", Updated),
    ("modified", Updated),
    ("nächste prüfung", NextReview),
    ("geprüft", Reviewed),
    ("zuletzt aktualisiert", Updated),
    ("aktualisiert", Updated),
    ("actualizado", Updated),
    ("mis à jour", Updated),
    ("date of publication", Published),
    ("publication date", Published),
    ("date published", Published),
    ("first published", Published),
    ("published", Published),
    ("posted", Published),
    ("date of issue", Published),
    ("issued", Published),
    ("date", Published),
    ("veröffentlicht", Published),
    ("publicado", Published),
    ("publié", Published),
    ("leaflet version", Version),
    ("version", Version),
];

/// The information in a byline.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct Byline {
    authors: Vec<Author>,
    published: Option<WrittenDate>,
    updated: Option<WrittenDate>,
    reviewed: Option<WrittenDate>,
    next_review: Option<WrittenDate>,
    version: Option<String>,
}

/// Parses a line as a byline. Returns `None` unless every part is understood.
pub(in crate::read) fn byline(line: &str) -> Option<Byline> {
    if line.split_whitespace().count() > 30 || line.ends_with(['?', '!', ':']) {
        return None;
    }
    let mut found = Byline::default();
    for segment in line.split(['|', '·', '•']).map(str::trim).filter(|segment| !segment.is_empty()) {
        found.segment(segment)?;
    }
    (found != Byline::default()).then_some(found)
}

/// Parses a line of names as a byline. The caller decides from the context that it is one.
pub(in crate::read) fn names(line: &str) -> Option<Byline> {
    let mut found = Byline::default();
    found.people(None, line)?;
    (found.published.is_none()).then_some(found)
}

/// Returns whether a line of names shows that it is one, by a title before it or credentials after it.
pub(in crate::read) fn is_titled(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    let last = line.rsplit(", ").next().unwrap_or_default();
    let titled = ["Dr", "Prof", "Professor", "Mr", "Mrs", "Ms", "Nurse"].contains(&first);
    titled || (last != line && is_credential(last))
}

impl Byline {
    /// Adds the information to the article's metadata; existing values are kept.
    pub(in crate::read) fn add_to(self, meta: &mut Meta, line: &str) {
        let new = self.authors.into_iter().filter(|author| !meta.authors.contains(author)).collect::<Vec<_>>();
        meta.authors.extend(new);
        meta.published = meta.published.take().or(self.published);
        meta.updated = meta.updated.take().or(self.updated);
        meta.reviewed = meta.reviewed.take().or(self.reviewed);
        meta.next_review = meta.next_review.take().or(self.next_review);
        meta.version = meta.version.take().or(self.version);
        meta.byline = Some(match meta.byline.take() {
            Some(before) => format!("{before} · {line}"),
            None => line.to_owned(),
        });
    }

    /// Parses a segment between vertical bars: a date, a reading time, or opening phrases each with a value.
    fn segment(&mut self, segment: &str) -> Option<()> {
        if dates::is_date(segment) && segment.contains(char::is_alphabetic) {
            return self.put(Published, segment);
        }
        if is_reading_time(segment) {
            return Some(());
        }
        let openings = openings(segment);
        if openings.first()?.start != 0 {
            let first = segment[..openings.first()?.start].trim_end_matches(is_separator);
            self.put(Published, first)?;
        }
        for (at, opening) in openings.iter().enumerate() {
            let end = openings.get(at + 1).map_or(segment.len(), |next| next.start);
            self.put(opening.field, value(&segment[opening.end..end]))?;
        }
        Some(())
    }

    fn put(&mut self, field: Field, value: &str) -> Option<()> {
        match field {
            Person(role) => return self.people(role, value),
            Version => {
                let sound = value.starts_with(|c: char| c.is_ascii_digit()) && value.split_whitespace().count() <= 2;
                self.version = sound.then(|| value.to_owned());
                return sound.then_some(());
            }
            Published | Updated | Reviewed | NextReview if !dates::is_date(value) => return None,
            Published => self.published = date(value),
            Updated => self.updated = date(value),
            Reviewed => self.reviewed = date(value),
            NextReview => self.next_review = date(value),
        }
        Some(())
    }

    /// Parses names separated by commas and "and"; a date may end the list.
    fn people(&mut self, role: Option<&'static str>, value: &str) -> Option<()> {
        let mut rest = value;
        let mut any = false;
        while !rest.is_empty() {
            if any && dates::is_date(rest) {
                self.published = date(rest);
                return Some(());
            }
            let (part, after) = split_name(rest);
            rest = after;
            let part = value_of_name(part);
            match self.authors.last_mut() {
                Some(last) if any && is_credential(part) => last.name = format!("{}, {part}", last.name),
                _ if is_name(part) => {
                    let role = role.map(str::to_owned);
                    self.authors.push(Author { name: trimmed(part), role, ..Author::default() });
                }
                Some(last) if any && part.split_whitespace().count() <= 8 => last.affiliation = Some(trimmed(part)),
                _ => return None,
            }
            any = true;
        }
        any.then_some(())
    }
}

fn date(text: &str) -> Option<WrittenDate> {
    Some(WrittenDate { text: trimmed(text), iso: dates::iso(text) })
}

/// A known opening phrase and its position in the segment.
struct Opening {
    start: usize,
    end: usize,
    field: Field,
}

fn openings(segment: &str) -> Vec<Opening> {
    let mut found: Vec<Opening> = Vec::new();
    let mut boundary = true;
    let mut skip_to = 0;
    for (at, c) in segment.char_indices() {
        if boundary && at >= skip_to {
            let known = OPENINGS.iter().find(|(phrase, _)| opens(&segment[at..], phrase));
            if let Some((phrase, field)) = known {
                skip_to = at + phrase.len();
                found.push(Opening { start: at, end: skip_to, field: *field });
            }
        }
        boundary = !c.is_alphanumeric();
    }
    found
}

fn opens(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len()).is_some_and(|start| start.to_lowercase() == phrase)
        && !text[phrase.len()..].starts_with(char::is_alphanumeric)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | ',' | ';' | '-' | '–' | '—' | '(' | ')' | '/')
}

/// Removes the words and punctuation before a value: `: on 3 May 2026,`.
fn value(text: &str) -> &str {
    let text = text.trim_matches(is_separator);
    let text = text.strip_suffix(" and").unwrap_or(text);
    ["on ", "in ", "am ", "el ", "le "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
        .trim_matches(is_separator)
}

fn value_of_name(text: &str) -> &str {
    text.trim_matches(is_separator)
}

fn split_name(text: &str) -> (&str, &str) {
    let breaks = [", and ", ", ", " and ", " & ", "; ", " und ", " y ", " et "];
    let first = breaks
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, mark.len())))
        .min_by_key(|&(at, length)| (at, usize::MAX - length));
    first.map_or((text, ""), |(at, length)| (&text[..at], &text[at + length..]))
}

fn is_name(text: &str) -> bool {
    let small =
        ["van", "von", "de", "der", "den", "del", "la", "le", "of", "the", "di", "da", "bin", "al", "and", "for"];
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=7).contains(&words.len())
        && words[0].chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && words.iter().all(|word| {
            small.contains(word) || word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
        })
        && !text.chars().any(|c| c.is_ascii_digit())
        && (!text.ends_with('.') || words.last().is_some_and(|word| word.chars().count() <= 4))
}

/// Returns whether a text is a credential: `MD`, `PhD`, `FRCP`, `R.N.`
fn is_credential(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=6).contains(&letters) && capitals * 2 >= letters && !text.contains(' ')
}

/// Returns whether a text is a reading time: `5 min read`.
fn is_reading_time(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with(|c: char| c.is_ascii_digit()) && text.contains("min") && text.ends_with("read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        byline(line).map(|found| found.authors.into_iter().map(|author| author.name).collect()).unwrap_or_default()
    }

    #[test]
    fn a_relative_date_and_its_author_are_understood() {
        let found = byline("Last updated 6 months ago by Ana Ruiz").unwrap();
        assert_eq!(found.updated, Some(WrittenDate { text: "6 months ago".into(), iso: None }));
        assert_eq!(found.authors[0].name, "Ana Ruiz");
    }

    #[test]
    fn phrasings_of_authors_and_dates_are_understood() {
        assert_eq!(names("By Ana Ruiz and Tom van Dyk"), ["Ana Ruiz", "Tom van Dyk"]);
        assert_eq!(names("Written by: Dr Ana Ruiz, MD, PhD"), ["Dr Ana Ruiz, MD, PhD"]);
        assert_eq!(names("BY ANA RUIZ"), ["ANA RUIZ"]);
        let found = byline("Published on May 3, 2026 | Medically reviewed by Ana Ruiz, RN | 5 min read").unwrap();
        assert_eq!(found.published.unwrap().iso.as_deref(), Some("2026-05-03"));
        assert_eq!(found.authors[0].role.as_deref(), Some("reviewer"));
        let found = byline("Version 2 – last reviewed March 2025 – next review due March 2028").unwrap();
        assert_eq!(found.version.as_deref(), Some("2"));
        assert_eq!(found.reviewed.unwrap().iso.as_deref(), Some("2025-03"));
        assert_eq!(found.next_review.unwrap().iso.as_deref(), Some("2028-03"));
        assert_eq!(byline("By Ana Ruiz, May 3, 2026").unwrap().published.unwrap().iso.as_deref(), Some("2026-05-03"));
    }

    #[test]
    fn a_sentence_that_starts_like_a_byline_is_not_one() {
        for line in ["By then the tea was cold.", "By 1990 most clinics had one.", "Updated rules apply here", "Tea"] {
            assert_eq!(byline(line), None, "{line}");
        }
    }
}
