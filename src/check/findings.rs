//! Collects the findings of rules.

use super::off::Off;
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic, Source},
};
use std::sync::Arc;

/// The findings of all rules.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Diagnostic>);

/// The findings of one rule.
#[derive(Debug)]
pub(super) struct Found<'a> {
    code: Code,
    list: &'a mut Vec<Diagnostic>,
}

impl Findings {
    /// Returns the collector for the rule with this code.
    pub(super) fn of(&mut self, code: Code) -> Found<'_> {
        Found { code, list: &mut self.0 }
    }

    /// Returns the findings that no comment disables, in text order.
    pub(super) fn sorted(self, off: &Off) -> Vec<Diagnostic> {
        let mut list = self.0;
        // comments apply to positions in the article itself
        let place = |finding: &Diagnostic| finding.span.filter(|_| finding.source.is_none());
        list.retain(|finding| !off.covers(finding.code.as_str(), place(finding)));
        list.sort_by_key(|finding| (finding.source.is_some(), finding.span.map(|span| span.start)));
        list
    }
}

impl Found<'_> {
    /// Adds a finding about a span of another source.
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

    /// Adds a finding about a span; an unknown span means the article as a whole.
    pub(super) fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.list.push(Diagnostic::new(self.code, message).at(span).help(help));
    }
}
