//! Citations in the text, and the bibliography entries that they cite.

use super::{Anchor, CitationKey, Inline, Lang, Span};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A citation of one or more works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Citation {
    /// How the citation relates to its sentence.
    #[serde(default)]
    pub mode: CitationMode,
    /// The works, in the order written.
    pub items: Vec<CitationItem>,
    /// The mark as the author wrote it (`[3,4]`), for an article with written-out references; it is printed unchanged,
    /// and its numerals become links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The mark that is shown. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mark: Vec<MarkPart>,
    /// The anchor for backlinks. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// How a citation relates to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CitationMode {
    /// Outside the sentence: `[@smith2020]`.
    #[default]
    Parenthetical,
    /// Part of the sentence: `@smith2020 found that …`.
    Narrative,
}

/// One work cited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CitationItem {
    /// The key of the work.
    pub key: CitationKey,
    /// The text before the citation: `see` in `[see @smith2020]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefix: Vec<Inline>,
    /// The locator: `p. 3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<Locator>,
    /// The text after the citation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suffix: Vec<Inline>,
    /// Whether the author's name is left out: `[-@smith2020]`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suppress_author: bool,
    /// The key's place in the source.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A locator: a place in a cited work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Locator {
    /// The CSL locator term: `page`, `chapter`, `section`, `figure` …
    pub label: String,
    /// The value: `3`, `12–14`.
    pub value: String,
}

/// A part of a citation's printed mark: `[`, `3` (linked), `,`, `4` (linked), `]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MarkPart {
    /// What is shown: text and styles only.
    pub content: Vec<Inline>,
    /// The entry that the part links to; `None` for brackets and separators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Anchor>,
}

/// An entry of the bibliography.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reference {
    /// The key that citations use.
    pub key: CitationKey,
    /// The label in the margin (`1.`, `[1]`); `None` in an author–date style. For written-out references, the author's
    /// number followed by a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The entry's text, with links and styles.
    pub content: Vec<Inline>,
    /// The anchor that citations link to. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The citations that cite this entry, in order of appearance, for back-links. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cited_from: Vec<Anchor>,
    /// The language of the entry, if not the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Whether its record says that the work was retracted. *Set by resolve.*
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retracted: bool,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}
