//! What went wrong or was noticed, where, and what to do about it.
//!
//! Every stage collects [`Diagnostic`]s rather than stopping at the first. Codes ([`Code`]) are stable:
//! scripts may rely on them. [`Printer`] shows a diagnostic as `file:line:col: warning[code]: …` with
//! the source line below.

mod code;
mod print;
mod source;

pub use code::Code;
pub use print::Printer;
pub use source::{LIMIT, Place, Source};
pub(crate) use source::{check_size, likely_encoding};

use crate::article::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// The output is made, but something in it may not be what the author meant.
    Warning,
    /// No output is made from this article.
    Error,
}

impl Severity {
    /// The word shown to people.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing to tell the author.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What kind of thing it is; decides the severity.
    pub code: Code,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to try, if there is something: lower case, no full stop.
    pub help: Option<String>,
    /// Where in the source.
    pub span: Option<Span>,
    /// The source that `span` points into, when it is not the article itself (a bibliography file).
    pub source: Option<Arc<Source>>,
    /// A character that it is about: the span is narrowed to it where source and stage that tells of it meet.
    pub(crate) character: Option<char>,
}

impl Diagnostic {
    /// A diagnostic with its message.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, span: None, source: None, character: None }
    }

    /// The same, at a place in the article. An unknown span gives no place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = (!span.is_unknown()).then_some(span);
        self
    }

    /// The same, with what to try.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, about a character.
    #[must_use]
    pub(crate) fn about(mut self, character: char) -> Self {
        self.character = Some(character);
        self
    }

    /// Narrows the span to the first of the character in it, or in the whole source where there is no span.
    pub(crate) fn narrow(&mut self, source: &Source) {
        let Some(character) = self.character.filter(|_| self.source.is_none()) else { return };
        let text = &source.text;
        let (start, end) = self.span.map_or((0, text.len()), |span| (span.start as usize, span.end as usize));
        if let Some(at) = text.get(start..end).and_then(|passage| passage.find(character)) {
            self.span = Some(Span::new(start + at, start + at + character.len_utf8()));
        }
    }

    /// The same, in another source than the article.
    #[must_use]
    pub fn within(mut self, source: Arc<Source>) -> Self {
        self.source = Some(source);
        self
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Whether any of the diagnostics is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
