//! Inlines: the parts of a line of text.

use super::{Anchor, Citation, Direction, Formula, Lang, Ruby, Span};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Inline {
    /// Plain words. No markup, no line breaks, no control characters.
    Text(Text),
    /// Words set in a [`Style`]: `*so*`, `**so**`. May hold any inline.
    Styled(Styled),
    /// Inline code: `` `x = 1` ``. Holds bare text, shown in a monospaced face, between backquotes in plain text.
    Code(InlineCode),
    /// A link to a web address or to an anchor. Holds any inline but another link. Active in PDF and EPUB; plain text
    /// shows the address as its option says.
    Link(Box<Link>),
    /// An inline picture, such as an icon. Plain text shows `[Image: alt]`.
    Image(InlineImage),
    /// A citation: `[@smith2020, p. 3]`, `[3,4]`. Shown as its resolved mark, linked to the entries.
    Citation(Box<Citation>),
    /// A reference to a footnote: `[^why]`. Shown as a raised number; `[^1]` in text.
    NoteRef(Box<NoteRef>),
    /// A cross-reference to a heading, figure, table or tip: `@sec:dose`. Shown as its resolved words.
    CrossRef(CrossRef),
    /// A forced line break.
    Break(LineBreak),
    /// A run with its own language, direction, class or expansion: `<span lang="fr">`. Holds any inline.
    Scope(Box<Scope>),
    /// Words with their reading: `<ruby>漢字<rt>かんじ</rt></ruby>`. Holds bare text. EPUB and HTML show the reading above
    /// the words, PDF and text in brackets after them.
    Ruby(Ruby),
    /// An inline formula: `$x^2$`. Shown as MathML, or as its linear text.
    Formula(Box<Formula>),
}

/// Plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The words, in NFC, with single spaces.
    pub text: String,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// How styled words differ from those around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Stress, usually italics.
    Emphasis,
    /// Importance, usually bold.
    Strong,
    /// Struck out: no longer right.
    Strike,
    /// Subscript: H₂O.
    Sub,
    /// Superscript: 10³.
    Sup,
    /// Small capitals, as citation styles ask for.
    SmallCaps,
    /// A key to press, as `<kbd>`.
    Keyboard,
}

/// Words in a [`Style`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Styled {
    /// The style.
    pub style: Style,
    /// The words.
    pub content: Vec<Inline>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// Inline code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InlineCode {
    /// The code, as written.
    pub text: String,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// The destination of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// An address outside the article. Only `http`, `https`, `mailto` and `tel` become active links.
    Url(String),
    /// A place inside the article.
    Anchor(Anchor),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The destination.
    pub target: Target,
    /// The text.
    pub content: Vec<Inline>,
    /// The author's description of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// An inline picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InlineImage {
    /// The path as written, relative to the article's folder; the key of a [`super::Resource`].
    pub path: String,
    /// What the picture shows, in words. Empty when the author gave none.
    pub alt: String,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A reference to a footnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoteRef {
    /// The label of the [`super::Note`].
    pub label: String,
    /// The note's number. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The anchor for the note's backlink. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A cross-reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrossRef {
    /// The anchor referred to.
    pub target: Anchor,
    /// The text, such as `Table 2`. Given by the author, else *by resolve*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Inline>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A forced line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineBreak {
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

/// A run with its own language, direction, class or expansion.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The language of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The direction of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Class names, for themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The expansion of an abbreviation, as in `<abbr title>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expansion: Option<String>,
    /// The run.
    pub content: Vec<Inline>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Inline {
    /// Creates text with its source span.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::Text(Text { text: text.into(), span })
    }

    /// Creates text that is not from the source.
    pub fn words(text: impl Into<String>) -> Self {
        Self::text(text, Span::default())
    }

    /// Creates styled text.
    #[must_use]
    pub fn styled(style: Style, content: Vec<Inline>, span: Span) -> Self {
        Self::Styled(Styled { style, content, span })
    }

    /// Returns the inline's source span.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Text(x) => x.span,
            Self::Styled(x) => x.span,
            Self::Code(x) => x.span,
            Self::Link(x) => x.span,
            Self::Image(x) => x.span,
            Self::Citation(x) => x.span,
            Self::NoteRef(x) => x.span,
            Self::CrossRef(x) => x.span,
            Self::Break(x) => x.span,
            Self::Scope(x) => x.span,
            Self::Ruby(x) => x.span,
            Self::Formula(x) => x.span,
        }
    }
}
