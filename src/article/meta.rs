//! Article metadata, as in front matter.

use super::{CitationKey, Direction, Inline, Lang, Organization, PageCount, Span, plain_text, words};
use crate::value::{ValueError, by_name};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The article's metadata. All fields but the title are optional; resolve may take the title from the first heading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Meta {
    /// The title.
    pub title: Vec<Inline>,
    /// The subtitle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Vec<Inline>,
    /// The authors, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// A line of the source that names authors or dates, kept as written: `Last updated 6 months ago by Wade Paul`.
    /// It replaces the lines made from `authors`, `published` and `updated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The kind of article, shown above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// A sentence or two on what the article is about: words, and citations in the source.
    #[serde(skip_serializing_if = "Vec::is_empty", with = "words")]
    #[cfg_attr(test, schemars(with = "words::Form"))]
    pub description: Vec<Inline>,
    /// Subject words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The language (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The direction of the text; by default that of the language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<WrittenDate>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<WrittenDate>,
    /// When an expert last reviewed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<WrittenDate>,
    /// When the next review is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review: Option<WrittenDate>,
    /// The version of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// A permanent identifier: a DOI, an ISBN, a UUID, a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The license or copyright line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// The origin of the article: a title, an address, an identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The accessibility standard that the author claims the ebook conforms to: `EPUB Accessibility 1.1 - WCAG 2.2
    /// Level AA`. It is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conforms_to: Option<String>,
    /// Who certified the conformance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certified_by: Option<String>,
    /// The publisher, such as a clinic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The organization that hands it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
    /// Whether to add a contact box at the end of the body. Resolve adds it, and clears this.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contact: bool,
    /// Whether spaces to fill in become form fields in the PDF; `None` if settings decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fillable: Option<bool>,
    /// The address of its online version. Resolve adds a QR code of it at the end of the body of an organization's handout,
    /// and clears this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SpannedPath>,
    /// The article's code in the organization's list: `FC-12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The series it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// The path of a cover picture, relative to the article's folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// The source span of the cover's path.
    #[serde(skip_serializing_if = "Span::is_unknown")]
    pub cover_span: Span,
    /// Paths of bibliography files, relative to the article's folder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bibliography: Vec<SpannedPath>,
    /// The citation style: a bundled name or the path of a `.csl` file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csl: Option<SpannedPath>,
    /// The works in the front matter, as CSL-JSON items; they may be cited like those of bibliography files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<serde_json::Value>,
    /// The keys of works to list without citing them; `*` stands for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nocite: Vec<CitationKey>,
    /// How the bibliography appears.
    #[serde(skip_serializing_if = "ReferencesMode::is_printed")]
    pub references: ReferencesMode,
    /// Whether the pages start with a table of contents.
    #[serde(skip_serializing_if = "TocMode::is_auto")]
    pub toc: TocMode,
    /// Whether headings are numbered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub number_headings: bool,
    /// The number of pages that the PDF should fit on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<PageCount>,
    /// Unknown keys and their values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, serde_json::Value>,
}

impl Meta {
    /// Returns the description as plain words, if it has any.
    #[must_use]
    pub fn description_text(&self) -> Option<String> {
        Some(plain_text(&self.description).trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// A person or organization that wrote the article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Author {
    /// The name as printed.
    pub name: String,
    /// The name as it is sorted in lists: `Ruiz, Ana`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_as: Option<String>,
    /// What they did: `author`, `reviewer`, `translator`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Their affiliation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Their ORCID iD, sixteen digits in four groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orcid: Option<String>,
}

/// A date as the author wrote it. A relative date (`6 months ago`) is kept verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WrittenDate {
    /// The date as written, which is printed.
    pub text: String,
    /// The date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, if the words are unambiguous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

/// A series of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Series {
    /// The series' name.
    pub name: String,
    /// The article's position in it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
}

/// A path that the source names, with its place for diagnostics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SpannedPath {
    /// The path, relative to the article's folder.
    pub path: String,
    /// The source span of the path.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// How the bibliography appears in a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReferencesMode {
    /// Printed in full at the end.
    #[default]
    Printed,
    /// Replaced by a line that says where the list is available.
    Linked,
    /// Left out.
    Omitted,
}

impl std::str::FromStr for ReferencesMode {
    type Err = ValueError;

    fn from_str(name: &str) -> Result<Self, ValueError> {
        let all = [("printed", Self::Printed), ("linked", Self::Linked), ("omitted", Self::Omitted)];
        by_name(name, "a way to show references", &all)
    }
}

impl ReferencesMode {
    fn is_printed(&self) -> bool {
        *self == Self::Printed
    }
}

/// Whether printed pages start with a table of contents. An EPUB always has one in its navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TocMode {
    /// If the article has at least eight pages and four headings.
    #[default]
    Auto,
    /// Always, if there is a heading.
    Yes,
    /// Never.
    No,
}

impl TocMode {
    fn is_auto(&self) -> bool {
        *self == Self::Auto
    }
}
