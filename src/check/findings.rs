//! Collects what rules find.

use super::off::Off;
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic, Source},
};
use std::sync::Arc;

/// What all rules found.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Diagnostic>);

/// What one rule found.
#[derive(Debug)]
pub(super) struct Found<'a> {
    code: Code,
    list: &'a mut Vec<Diagnostic>,
}

impl Findings {
    /// Returns where the rule with this code adds its findings.
    pub(super) fn of(&mut self, code: Code) -> Found<'_> {
        Found { code, list: &mut self.0 }
    }

    /// Returns the findings that no comment turns off, in the order of the text.
    pub(super) fn sorted(self, off: &Off) -> Vec<Diagnostic> {
        let mut list = self.0;
        // comments are about places in the article itself
        let place = |finding: &Diagnostic| finding.span.filter(|_| finding.source.is_none());
        list.retain(|finding| !off.covers(finding.code.as_str(), place(finding)));
        list.sort_by_key(|finding| (finding.source.is_some(), finding.span.map(|span| span.start)));
        list
    }
}

impl Found<'_> {
    /// Adds a finding about a place in another source.
    pub(super) fn add_within(
        &mut self,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Diagnostic::new(self.code, message).at(span).help(help);
        self.list.push(finding.within(source.clone()));
    }

    /// Adds a finding about a place; an unknown span is the article as a whole.
    pub(super) fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.list.push(Diagnostic::new(self.code, message).at(span).help(help));
    }
}
