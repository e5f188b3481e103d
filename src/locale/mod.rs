//! The words that handout itself puts into a document, by language: "References", "Tip", "Page 1 of 3".
//!
//! One small table ([`Words`]) serves resolve and every renderer, so that all formats say the same.

mod table;

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
    /// The primary language subtag.
    pub lang: &'static str,
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
    /// The word between the last two authors.
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
    /// The words of a language; English when there are none for it.
    #[must_use]
    pub fn of(lang: &Lang) -> &'static Self {
        let primary = lang.primary();
        table::TABLE.iter().find(|words| words.lang == primary).unwrap_or(&table::TABLE[0])
    }

    /// Every language that has words.
    #[must_use]
    pub fn all() -> &'static [Self] {
        table::TABLE
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

/// Fills `{name}` places of a pattern.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(pattern.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
