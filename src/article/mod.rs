//! The article: one abstract syntax tree (AST) that every reader produces and every renderer consumes.
//!
//! It defines the structure of a document in one place and depends on nothing else in the crate.
//! An [`Article`] has [`Meta`] (what front matter says), a `body` of [`Block`]s that hold [`Inline`]s,
//! footnotes ([`Note`]), bibliography entries ([`Reference`]) and [`Resource`]s (its pictures).
//!
//! A reader fills in what the source says and leaves the fields marked *by resolve* empty; [`crate::resolve`] fills
//! those in once, so that no renderer numbers anything.
//!
//! Start with [`Block`] and [`Inline`]: each variant says what it may contain and how it is shown.

mod block;
mod citation;
mod count;
mod formula;
mod grid;
mod id;
mod inline;
pub mod json;
mod layout;
mod meta;
mod organization;
mod ruby;
mod validate;
mod walk;
pub(crate) mod walk_mut;
mod words;

pub use block::*;
pub use citation::*;
pub(crate) use count::count_words;
pub use formula::{DisplayFormula, Formula, MathSyntax};
pub(crate) use grid::{Grid, MOST_COVERED, grid};
pub(crate) use id::github_name;
pub use id::*;
pub use inline::*;
pub use layout::Layout;
pub use meta::*;
pub use organization::{Letterhead, LogoHeight, Organization};
pub(crate) use ruby::Pairs;
pub use ruby::Ruby;
pub use validate::Violation;
pub use walk::{are_pictures, for_each_anchor, for_each_block, for_each_inline, heading_text, inlines_of, plain_text};
pub(crate) use walk_mut::for_each_inline_mut;

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the JSON form of the AST; raised when a field changes its meaning.
pub const AST_VERSION: u32 = 1;

/// An article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Article {
    /// The stage of processing; renderers only take [`Stage::Resolved`].
    #[serde(default)]
    pub stage: Stage,
    /// What the front matter (or a page's head) says about the article.
    pub meta: Meta,
    /// The lines above the body in every format. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<TitleBlock>,
    /// The body, in reading order.
    pub body: Vec<Block>,
    /// Footnotes, in order of first reference once resolved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Bibliography entries, in printed order once resolved. A reader fills this in only for an article with
    /// written-out references; resolve adds entries for keyed citations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// The lines at the end, the same in every format: publisher, identifier, rights. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub colophon: Vec<String>,
    /// The pictures that the body names, each once. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
}

/// The stage of processing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// As produced by a reader: unnumbered.
    #[default]
    Read,
    /// Numbered, linked and complete.
    Resolved,
}

/// The lines above the body, the same in every format. *Set by resolve.*
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TitleBlock {
    /// The top line: the organization and its department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The small line above the title: the article's category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The title.
    pub title: Vec<Inline>,
    /// The subtitle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Vec<Inline>,
    /// Byline, affiliations and dates, one line each: `By Ana Ruiz`, `Sleep Institute`, `Reviewed on 3 May 2026`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The description, shown as a summary under the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "words")]
    #[cfg_attr(test, schemars(with = "words::Form"))]
    pub summary: Vec<Inline>,
}

impl TitleBlock {
    /// Returns the lines that may hold citations and notes: the title, the subtitle and the summary.
    pub fn texts(&self) -> impl Iterator<Item = &Vec<Inline>> {
        [&self.title, &self.subtitle, &self.summary].into_iter()
    }

    /// Returns the same lines, mutably.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Vec<Inline>> {
        [&mut self.title, &mut self.subtitle, &mut self.summary].into_iter()
    }
}

/// A footnote. Shown at the foot of the PDF page, as a pop-up note in the EPUB, at the end of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Note {
    /// The label that references use: `why` in `[^why]`.
    pub label: String,
    /// The printed number, from 1 in order of first reference. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The anchor for links to the note. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The anchors of references to this note, for backlinks. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub referred_from: Vec<Anchor>,
    /// The content.
    pub body: Vec<Block>,
    /// The source span of the note's definition.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A picture that the article uses, listed once however often it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Resource {
    /// The path as written, relative to the article's folder, or a `data:` URI.
    pub path: String,
    /// The media type, found from the bytes: `image/png`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Article {
    /// Returns the direction of the text: as given, else that of the language.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.meta.dir.unwrap_or_else(|| self.lang().direction())
    }

    /// Returns the language of the article, by default English.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.meta.lang.clone().unwrap_or_default()
    }

    /// Returns the title as plain words.
    #[must_use]
    pub fn title_text(&self) -> String {
        plain_text(&self.meta.title)
    }

    /// Returns all rules of the AST that this article violates.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        validate::violations(self)
    }
}
