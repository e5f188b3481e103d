//! The words that handout itself puts into a document, by language: "References", "Tip", "Page 1 of 3".
//!
//! One table ([`Words`], a file for each language in `words/`) serves resolve and every renderer, so that all
//! formats say the same. A new word is a new field: the compiler then names every language that lacks it.
//!
//! *Digits.* What handout counts (headings, tips, lists, tables, figures, pages) has the digits that the language counts
//! in, and so has what points at it; digits that the author wrote stay as they are. Marks of citations and notes and the
//! labels of entries have Western digits in every language, as citation styles count.

mod digits;
mod lookup;
mod script;
mod words;
mod writing;

pub use digits::Digits;
pub use writing::Writing;

use crate::article::{CalloutKind, Lang};

/// How far a language's words may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// Read and agreed by a speaker of the language.
    Reviewed,
    /// Made by machine; a speaker should read them.
    Machine,
}

/// The words of one language. `{n}` and the like stand for values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language: its primary subtag, with the script where the language has words in two.
    pub lang: &'static str,
    /// The scripts that the words are written in (ISO 15924); a tag that names another one gets other words.
    pub scripts: &'static [&'static str],
    /// How far the words may be trusted.
    pub review: Review,
    /// Heading of the bibliography.
    pub references: &'static str,
    /// Heading of the table of contents.
    pub contents: &'static str,
    /// Heading of the notes at the end.
    pub notes: &'static str,
    /// Heading of the list of link addresses at the end of plain text.
    pub links: &'static str,
    /// Page number in the footer: `{page}` and `{pages}`.
    pub page_of: &'static str,
    /// Byline: `{authors}`.
    pub by: &'static str,
    /// What stands between authors, but for the last two.
    pub comma: &'static str,
    /// How the last author joins the others: `{others}` and `{last}`.
    pub and: &'static str,
    /// `{date}` lines of the title block.
    pub published: &'static str,
    /// Line with the date of the last change: `{date}`.
    pub updated: &'static str,
    /// Line with the date of the last review: `{date}`.
    pub reviewed: &'static str,
    /// Line with the date of the next review: `{date}`.
    pub next_review: &'static str,
    /// Line with the version: `{version}`.
    pub version: &'static str,
    /// Callout titles.
    pub note: &'static str,
    /// Callout title.
    pub tip: &'static str,
    /// Callout title.
    pub important: &'static str,
    /// Callout title.
    pub warning: &'static str,
    /// Callout title.
    pub caution: &'static str,
    /// Callout title.
    pub further_reading: &'static str,
    /// Label of a figure: `{n}`.
    pub figure: &'static str,
    /// Label of a table: `{n}`.
    pub table: &'static str,
    /// Cross-reference to a section by its number: `{n}`.
    pub section: &'static str,
    /// Cross-reference to a tip: `{n}`.
    pub tip_n: &'static str,
    /// What a picture is called in text: `Image`.
    pub image: &'static str,
    /// Said for a table that goes on from the page before.
    pub continued: &'static str,
    /// Description of a link back to the text from a note or entry.
    pub back_to_text: &'static str,
    /// The line that stands for a bibliography kept elsewhere.
    pub references_kept: &'static str,
    /// Alternative text for a picture that has none: honest about it.
    pub no_description: &'static str,
    /// The landmarks that an ebook lists for reading systems.
    pub landmarks: &'static str,
    /// Landmark: the cover.
    pub cover: &'static str,
    /// Landmark: where the text begins.
    pub start: &'static str,
    /// Name of the list of printed pages.
    pub pages: &'static str,
    /// What an ebook says of its accessibility.
    pub access: Access,
}

/// Sentences of an ebook's accessibility summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// The text reflows.
    pub reflows: &'static str,
    /// Headings, lists and links are marked up.
    pub headings: &'static str,
    /// Lists and links are marked up; there are no headings.
    pub no_headings: &'static str,
    /// There is no picture but the cover.
    pub no_pictures: &'static str,
    /// Every picture is described.
    pub described: &'static str,
    /// Some picture is not described.
    pub undescribed: &'static str,
    /// Pages of the printed edition are marked.
    pub pages: &'static str,
}

impl Words {
    /// The words of a language, in the script that the tag names or implies; English when there are none.
    #[must_use]
    pub fn of(lang: &Lang) -> &'static Self {
        lookup::of(lang)
    }

    /// Every language that has words.
    #[must_use]
    pub fn all() -> &'static [Self] {
        words::ALL
    }

    /// The title of a callout that has none of its own.
    #[must_use]
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        match kind {
            CalloutKind::Note => self.note,
            CalloutKind::Tip => self.tip,
            CalloutKind::Important => self.important,
            CalloutKind::Warning => self.warning,
            CalloutKind::Caution => self.caution,
            CalloutKind::FurtherReading => self.further_reading,
        }
    }
}

/// Fills the number into a pattern such as `Tip {n}`, for what points at a numbered place.
#[must_use]
pub fn numbered(pattern: &str, number: &str) -> String {
    fill(pattern, &[("n", number)]).trim().to_owned()
}

/// Fills `{name}` places of a pattern. What stands in a value is never taken for a place.
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

    /// The words with the places that each must fill.
    fn patterns(words: &Words) -> Vec<(&'static str, &'static str, &'static [&'static str])> {
        let w = words;
        vec![
            ("references", w.references, &[]),
            ("contents", w.contents, &[]),
            ("notes", w.notes, &[]),
            ("links", w.links, &[]),
            ("page_of", w.page_of, &["page", "pages"]),
            ("by", w.by, &["authors"]),
            ("comma", w.comma, &[]),
            ("and", w.and, &["others", "last"]),
            ("published", w.published, &["date"]),
            ("updated", w.updated, &["date"]),
            ("reviewed", w.reviewed, &["date"]),
            ("next_review", w.next_review, &["date"]),
            ("version", w.version, &["version"]),
            ("note", w.note, &[]),
            ("tip", w.tip, &[]),
            ("important", w.important, &[]),
            ("warning", w.warning, &[]),
            ("caution", w.caution, &[]),
            ("further_reading", w.further_reading, &[]),
            ("figure", w.figure, &["n"]),
            ("table", w.table, &["n"]),
            ("section", w.section, &["n"]),
            ("tip_n", w.tip_n, &["n"]),
            ("image", w.image, &[]),
            ("continued", w.continued, &[]),
            ("back_to_text", w.back_to_text, &[]),
            ("references_kept", w.references_kept, &[]),
            ("no_description", w.no_description, &[]),
            ("landmarks", w.landmarks, &[]),
            ("cover", w.cover, &[]),
            ("start", w.start, &[]),
            ("pages", w.pages, &[]),
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
    fn every_language_has_all_words_and_their_places() {
        for words in Words::all() {
            for (name, pattern, places) in patterns(words) {
                let at = format!("{} of {}", name, words.lang);
                assert!(!pattern.trim().is_empty(), "{at} is empty");
                assert!(name == "comma" || pattern.trim() == pattern, "{at} has spaces around");
                let filled: Vec<_> = places.iter().map(|place| (*place, "7")).collect();
                assert_eq!(pattern.matches('{').count(), places.len(), "{at}: {pattern}");
                assert!(!fill(pattern, &filled).contains(['{', '}']), "{at} lacks a place: {pattern}");
            }
        }
    }

    #[test]
    fn a_word_of_one_language_stays_in_its_script() {
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

    /// Readers know callouts by these words in whatever language: one word must not mean two kinds.
    #[test]
    fn no_callout_is_called_as_another_kind_is() {
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
    fn a_value_that_looks_like_a_place_stays_as_it_is() {
        let filled = fill("{others} and {last} {x}", &[("others", "{last}"), ("last", "Bo {others}")]);
        assert_eq!(filled, "{last} and Bo {others} {x}");
    }

    #[test]
    fn a_language_is_listed_once_and_english_first() {
        let langs: Vec<_> = Words::all().iter().map(|words| words.lang).collect();
        assert_eq!(langs[0], "en");
        let mut sorted = langs[1..].to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, langs[1..]);
    }
}
