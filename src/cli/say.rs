//! Writes to standard output and standard error.

use super::Exit;
use handout::{Diagnostic, Source, diagnostic::Printer};
use std::io::{self, Write as _};

/// A line on standard error.
pub(crate) fn note(line: &str) {
    // Nothing can be done when standard error is gone.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A problem with the command itself, as clap words its own.
pub(crate) fn usage(message: &str) {
    note(&format!("error: {message}"));
}

/// An article's diagnostics on standard error.
pub(crate) fn diagnostics<'a>(source: &Source, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
    let printer = Printer::new(source);
    let text: String = diagnostics.into_iter().map(|diagnostic| printer.print(diagnostic)).collect();
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Bytes on standard output, or a message why not.
pub(crate) fn printed(bytes: &[u8]) -> Exit {
    match output(bytes) {
        Ok(()) => Exit::Done,
        Err(error) => {
            usage(&format!("standard output cannot be written: {error}"));
            Exit::Failed
        }
    }
}

/// A reader that left early (`| head`) is no error.
fn output(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}
