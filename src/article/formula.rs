//! Formulas, inline and displayed.

use super::{Anchor, Span};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the source of a formula is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MathSyntax {
    /// TeX, as between dollar signs: `\frac{1}{2}`.
    Tex,
    /// A `<math>` element of MathML.
    Mathml,
}

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Formula {
    /// How its source is written.
    pub syntax: MathSyntax,
    /// Its source, without delimiters, label and number.
    pub source: String,
    /// The formula as unambiguous linear text: `(a + b)/2`. Lines of a display are separated by `\n`. The source, if
    /// that cannot be parsed. *Set by resolve.*
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The formula as it is read aloud, in the surrounding language. *Set by resolve.*
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spoken: String,
    /// The span of its source; if that is not known exactly, of the whole formula.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Formula {
    /// Creates a formula as read from the source.
    #[must_use]
    pub fn new(syntax: MathSyntax, source: impl Into<String>, span: Span) -> Self {
        Self { syntax, source: source.into(), text: String::new(), spoken: String::new(), span }
    }

    /// Returns its linear text on one line; before resolution, its source.
    #[must_use]
    pub fn in_line(&self) -> String {
        let text = if self.text.is_empty() { &self.source } else { &self.text };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the lines of its linear text; before resolution, the lines of its source.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let text = if self.text.is_empty() { &self.source } else { &self.text };
        text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// A display formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DisplayFormula {
    /// The formula.
    pub formula: Formula,
    /// The formula's label, if given: the anchor for links. A formula with a label is numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The number that the author gave, without parentheses: `\tag{3a}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The number as printed, with parentheses: `(1)`. *Set by resolve.*
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}
