//! The diagnostics and the account of a reading.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
    read::account::{Account, Reason},
};

/// The diagnostics and the account of a reading.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) account: Account,
}

impl Report {
    /// Warns about markup that is shown as text.
    pub(crate) fn warn(&mut self, message: impl Into<String>, help: &str, span: Span) {
        self.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help(help));
    }

    /// Warns about text that is left out, and records it in the account.
    pub(crate) fn leave_out_with_warning(&mut self, message: String, help: &str, span: Span, words: &str) {
        self.warn(message, help, span);
        self.account.leave_out_reported(Reason::Unsupported, span, words);
    }
}
