//! Errors about documents that cannot be read.

use crate::diagnostic::{Code, Diagnostic};

/// Returns an error for a document that cannot be opened.
pub(super) fn broken(why: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("this is not a Word document, or it is broken: {why}"))
        .help("open it in Word or LibreOffice and save it again as .docx")
}

/// Returns an error for a document that exceeds a limit.
pub(super) fn limit(message: String) -> Diagnostic {
    Diagnostic::new(Code::Limit, message).help("open it in Word or LibreOffice and save it again, or split it")
}
