//! Diagnostics: what went wrong or is worth knowing, where, and what to do about it.
//!
//! Every stage collects [`Diagnostic`]s rather than stopping at the first. Codes ([`Code`]) are stable:
//! scripts may rely on them. [`Printer`] shows a diagnostic as `file:line:col: warning[code]: …` with
//! the source line below.

mod code;
mod escape;
mod lenient;
mod print;
mod source;

pub use code::Code;
pub use escape::{escaped, shown_message};
pub use print::Printer;
pub use source::{LIMIT, Place, Source};
pub(crate) use source::{check_size, likely_encoding};

use crate::article::Span;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// How severe a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// No action is needed.
    Note,
    /// The output is made, but part of it may not be what the author intended.
    Warning,
    /// No output is made from this article.
    Error,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One message about an article. Displays as `warning[code]: message`; [`Printer`] adds the place and the source line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The code, which determines the severity.
    pub code: Code,
    /// What is wrong: lower case, no final period.
    pub message: String,
    /// What to do, if anything: lower case, no final period.
    pub help: Option<String>,
    /// The span in the source.
    pub span: Option<Span>,
    /// The source that `span` refers to, if it is not the article itself (such as a bibliography file).
    pub source: Option<Arc<Source>>,
    /// The character that the message is about; [`Diagnostic::narrow`] narrows the span to it.
    pub(crate) character: Option<char>,
}

impl Diagnostic {
    /// Creates a diagnostic with its message.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, span: None, source: None, character: None }
    }

    /// Sets the span in the article, unless it is unknown.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = (!span.is_unknown()).then_some(span);
        self
    }

    /// Sets the help: what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the character that the message is about.
    #[must_use]
    pub(crate) fn about(mut self, character: char) -> Self {
        self.character = Some(character);
        self
    }

    /// Narrows the span to the first occurrence of its character, in the whole source if there is no span.
    pub(crate) fn narrow(&mut self, source: &Source) {
        let Some(character) = self.character.filter(|_| self.source.is_none()) else { return };
        let text = &source.text;
        let (start, end) = self.span.map_or((0, text.len()), |span| (span.start as usize, span.end as usize));
        if let Some(at) = text.get(start..end).and_then(|passage| passage.find(character)) {
            self.span = Some(Span::new(start + at, start + at + character.len_utf8()));
        }
    }

    /// Sets the source that the span refers to, if it is not the article.
    #[must_use]
    pub fn within(mut self, source: Arc<Source>) -> Self {
        self.source = Some(source);
        self
    }

    /// Returns its severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]: {}", self.severity(), self.code, self.message)
    }
}

impl std::error::Error for Diagnostic {}

/// The maximum number of diagnostics of one kind that are kept per article. A few bytes of input can cause one each.
const MOST_OF_A_KIND: usize = 200;

/// Keeps the first diagnostics of each kind, and adds one that says how many were dropped.
pub(crate) fn limit(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= MOST_OF_A_KIND {
        return;
    }
    let mut counts: BTreeMap<&'static str, (Code, usize)> = BTreeMap::new();
    diagnostics.retain(|diagnostic| {
        let (_, count) = counts.entry(diagnostic.code.as_str()).or_insert((diagnostic.code, 0));
        *count += 1;
        *count <= MOST_OF_A_KIND
    });
    for (code, count) in counts.into_values().filter(|(_, count)| *count > MOST_OF_A_KIND) {
        let more = count - MOST_OF_A_KIND;
        diagnostics.push(Diagnostic::new(code, format!("{more} more of this kind, which are not listed")));
    }
}

/// Returns whether any of the diagnostics is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_kind_the_first_are_kept_and_the_rest_is_counted() {
        let mut found: Vec<_> = (0..1000).map(|n| Diagnostic::new(Code::NoAlt, format!("{n}"))).collect();
        found.insert(500, Diagnostic::new(Code::Loss, "once"));
        limit(&mut found);
        assert_eq!(found.len(), MOST_OF_A_KIND + 2);
        assert_eq!((found[0].message.as_str(), found[MOST_OF_A_KIND].message.as_str()), ("0", "once"));
        assert_eq!(found.last().unwrap().message, "800 more of this kind, which are not listed");
        assert_eq!(found.last().unwrap().code, Code::NoAlt);
    }
}
