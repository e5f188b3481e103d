//! The words that handout adds to documents, by language: "References", "Tip", "Page 1 of 3".
//!
//! Resolving and all renderers share one table ([`Words`], one file per language in `words/`), so all formats use the same
//! words. A new word is a new field, and the compiler names every language that lacks it.
//!
//! *Digits.* Numbers that handout assigns (to headings, tips, lists, tables, figures, pages) and references to them use the
//! digits of the language; digits that the author wrote are kept. Citation marks, note marks and entry labels use Western
//! digits in every language, as citation styles do.

mod dates;
mod digits;
mod lookup;
mod script;
mod words;
mod writing;

pub use dates::{Dates, date, date_in_words};
pub use digits::Digits;
pub use writing::Writing;

use crate::article::{CalloutKind, Lang};

/// The review status of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// Reviewed by a native speaker.
    Reviewed,
    /// Machine translated; not yet reviewed by a native speaker.
    Machine,
}

/// The words of one language. Names in braces, such as `{n}`, are placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The primary language subtag, followed by the script if the language has words in two scripts.
    pub lang: &'static str,
    /// The scripts of the words (ISO 15924). A tag that names another script gets other words.
    pub scripts: &'static [&'static str],
    /// The review status.
    pub review: Review,
    /// Heading of the bibliography.
    pub references: &'static str,
    /// Heading of the table of contents.
    pub contents: &'static str,
    /// Heading of the notes at the end.
    pub notes: &'static str,
    /// Mark of a note in plain text: `{n}`.
    pub note_n: &'static str,
    /// Heading of the list of link addresses at the end.
    pub addresses: &'static str,
    /// Page number in the footer: `{page}` and `{pages}`.
    pub page_of: &'static str,
    /// Byline: `{authors}`.
    pub by: &'static str,
    /// Separates authors, except the last two.
    pub comma: &'static str,
    /// Joins the last author to the others: `{others}` and `{last}`.
    pub and: &'static str,
    /// Line with the date of publication: `{date}`.
    pub published: &'static str,
    /// Line with the date of the last change: `{date}`.
    pub updated: &'static str,
    /// Line with the date of the last review: `{date}`.
    pub reviewed: &'static str,
    /// Line with the date of the next review: `{date}`.
    pub next_review: &'static str,
    /// Line with the version: `{version}`.
    pub version: &'static str,
    /// How dates are written.
    pub dates: Dates,
    /// Title of a note.
    pub note: &'static str,
    /// Title of a tip.
    pub tip: &'static str,
    /// Title of an important callout.
    pub important: &'static str,
    /// Title of a warning.
    pub warning: &'static str,
    /// Title of a caution.
    pub caution: &'static str,
    /// Title of an emergency callout.
    pub emergency: &'static str,
    /// Title of further reading.
    pub further_reading: &'static str,
    /// Separates the kind of a callout from its title.
    pub colon: &'static str,
    /// Label of a figure: `{n}`.
    pub figure: &'static str,
    /// Label of a table: `{n}`.
    pub table: &'static str,
    /// Cross-reference to a formula by its number in brackets: `{n}`.
    pub equation: &'static str,
    /// Cross-reference to a section by its number: `{n}`.
    pub section: &'static str,
    /// Cross-reference to a tip: `{n}`.
    pub tip_n: &'static str,
    /// Label of a picture in plain text: `Image`.
    pub image: &'static str,
    /// Caption suffix of a table continued from the previous page.
    pub continued: &'static str,
    /// Line below a table that continues on the next page.
    pub goes_on: &'static str,
    /// Description of a link back to the text from a note or entry.
    pub back_to_text: &'static str,
    /// Replaces a bibliography that is available elsewhere.
    pub references_kept: &'static str,
    /// Alternative text of a picture without a description.
    pub no_description: &'static str,
    /// Landmarks of an ebook.
    pub landmarks: &'static str,
    /// Landmark: the cover.
    pub cover: &'static str,
    /// Landmark: the start of the text.
    pub start: &'static str,
    /// Heading of the list of print page numbers.
    pub pages: &'static str,
    /// Heading of the contact box.
    pub contact: &'static str,
    /// A telephone number without a label: `{phone}`.
    pub phone: &'static str,
    /// The code of a leaflet: `{code}`.
    pub code: &'static str,
    /// Heading of the box of key points.
    pub at_a_glance: &'static str,
    /// Heading of the lines for notes.
    pub your_notes: &'static str,
    /// Line above the address of the online version.
    pub read_online: &'static str,
    /// Description of a QR code.
    pub qr_code: &'static str,
    /// Title of the space for a patient label.
    pub patient_label: &'static str,
    /// The ebook's accessibility summary.
    pub access: Access,
}

/// Sentences of an ebook's accessibility summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// The text can be reflowed.
    pub reflows: &'static str,
    /// Headings, lists and links are marked up.
    pub headings: &'static str,
    /// Lists and links are marked up; there are no headings.
    pub no_headings: &'static str,
    /// The cover is the only picture.
    pub no_pictures: &'static str,
    /// All pictures have descriptions.
    pub described: &'static str,
    /// Some pictures have no description.
    pub undescribed: &'static str,
    /// Pages of the printed edition are marked.
    pub pages: &'static str,
}

impl Words {
    /// Returns the words of a language in the script that the tag names or implies, or the English words.
    #[must_use]
    pub fn of(lang: &Lang) -> &'static Self {
        lookup::of(lang)
    }

    /// Returns the words of all languages.
    #[must_use]
    pub fn all() -> &'static [Self] {
        words::ALL
    }

    /// Returns the default title of a callout.
    #[must_use]
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        match kind {
            CalloutKind::Note => self.note,
            CalloutKind::Tip => self.tip,
            CalloutKind::Important => self.important,
            CalloutKind::Warning => self.warning,
            CalloutKind::Caution => self.caution,
            CalloutKind::Emergency => self.emergency,
            CalloutKind::FurtherReading => self.further_reading,
        }
    }
}

/// Fills the number into a pattern such as `Tip {n}`, for cross-references.
#[must_use]
pub fn numbered(pattern: &str, number: &str) -> String {
    fill(pattern, &[("n", number)]).trim().to_owned()
}

/// Fills the `{name}` placeholders of a pattern. Values are not searched for placeholders.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let place = after.split_once('}').and_then(|(name, then)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, then))
        });
        let (value, then) = place.unwrap_or(("{", after));
        filled.push_str(before);
        filled.push_str(value);
        rest = then;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Returns the words with the placeholders that each must have.
    fn patterns(words: &Words) -> Vec<(&'static str, &'static str, &'static [&'static str])> {
        let w = words;
        vec![
            ("references", w.references, &[]),
            ("contents", w.contents, &[]),
            ("notes", w.notes, &[]),
            ("note_n", w.note_n, &["n"]),
            ("addresses", w.addresses, &[]),
            ("page_of", w.page_of, &["page", "pages"]),
            ("by", w.by, &["authors"]),
            ("comma", w.comma, &[]),
            ("and", w.and, &["others", "last"]),
            ("published", w.published, &["date"]),
            ("updated", w.updated, &["date"]),
            ("reviewed", w.reviewed, &["date"]),
            ("next_review", w.next_review, &["date"]),
            ("version", w.version, &["version"]),
            ("dates.day", w.dates.day, &["day", "month", "year"]),
            ("dates.month", w.dates.month, &["month", "year"]),
            ("note", w.note, &[]),
            ("tip", w.tip, &[]),
            ("important", w.important, &[]),
            ("warning", w.warning, &[]),
            ("caution", w.caution, &[]),
            ("emergency", w.emergency, &[]),
            ("further_reading", w.further_reading, &[]),
            ("colon", w.colon, &[]),
            ("figure", w.figure, &["n"]),
            ("table", w.table, &["n"]),
            ("section", w.section, &["n"]),
            ("tip_n", w.tip_n, &["n"]),
            ("image", w.image, &[]),
            ("continued", w.continued, &[]),
            ("goes_on", w.goes_on, &[]),
            ("back_to_text", w.back_to_text, &[]),
            ("references_kept", w.references_kept, &[]),
            ("no_description", w.no_description, &[]),
            ("landmarks", w.landmarks, &[]),
            ("cover", w.cover, &[]),
            ("start", w.start, &[]),
            ("pages", w.pages, &[]),
            ("contact", w.contact, &[]),
            ("phone", w.phone, &["phone"]),
            ("code", w.code, &["code"]),
            ("at_a_glance", w.at_a_glance, &[]),
            ("your_notes", w.your_notes, &[]),
            ("read_online", w.read_online, &[]),
            ("qr_code", w.qr_code, &[]),
            ("patient_label", w.patient_label, &[]),
            ("access.reflows", w.access.reflows, &[]),
            ("access.headings", w.access.headings, &[]),
            ("access.no_headings", w.access.no_headings, &[]),
            ("access.no_pictures", w.access.no_pictures, &[]),
            ("access.described", w.access.described, &[]),
            ("access.undescribed", w.access.undescribed, &[]),
            ("access.pages", w.access.pages, &[]),
        ]
    }

    #[test]
    fn every_language_has_all_words_and_placeholders() {
        for words in Words::all() {
            for (name, pattern, places) in patterns(words) {
                let at = format!("{} of {}", name, words.lang);
                assert!(!pattern.trim().is_empty(), "{at} is empty");
                assert!(["comma", "colon"].contains(&name) || pattern.trim() == pattern, "{at} has spaces around");
                let filled: Vec<_> = places.iter().map(|place| (*place, "7")).collect();
                assert_eq!(pattern.matches('{').count(), places.len(), "{at}: {pattern}");
                assert!(!fill(pattern, &filled).contains(['{', '}']), "{at} lacks a place: {pattern}");
            }
        }
    }

    #[test]
    fn words_are_written_in_the_script_of_their_language() {
        use unicode_script::{Script, UnicodeScript};
        for words in Words::all() {
            let own = |script: Script| match words.scripts[0] {
                "Jpan" => matches!(script, Script::Han | Script::Hiragana | Script::Katakana),
                "Kore" => matches!(script, Script::Hangul),
                "Hans" | "Hant" => script == Script::Han,
                name => script.short_name() == name,
            };
            for (name, pattern, places) in patterns(words) {
                let text = fill(pattern, &places.iter().map(|place| (*place, "")).collect::<Vec<_>>());
                let stray = text.chars().find(|c| {
                    let script = c.script();
                    !matches!(script, Script::Common | Script::Inherited) && !own(script)
                });
                assert_eq!(stray, None, "{name} of {}: {pattern}", words.lang);
            }
        }
    }

    /// The Markdown reader recognizes callouts by these words in all languages, so no word may name two kinds.
    #[test]
    fn callout_names_are_distinct() {
        let mut kinds: BTreeMap<String, (CalloutKind, &str)> = BTreeMap::new();
        for words in Words::all() {
            for kind in CalloutKind::ALL {
                let name = words.callout(kind).to_lowercase();
                let (first, lang) = *kinds.entry(name.clone()).or_insert((kind, words.lang));
                assert_eq!(first, kind, "`{name}` is one thing in {lang} and another in {}", words.lang);
            }
        }
    }

    #[test]
    fn values_are_not_searched_for_placeholders() {
        let filled = fill("{others} and {last} {x}", &[("others", "{last}"), ("last", "Bo {others}")]);
        assert_eq!(filled, "{last} and Bo {others} {x}");
    }

    #[test]
    fn languages_are_listed_once_with_english_first() {
        let langs: Vec<_> = Words::all().iter().map(|words| words.lang).collect();
        assert_eq!(langs[0], "en");
        let mut sorted = langs[1..].to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, langs[1..]);
    }
}
