//! Reads an article's bytes.

use super::request::Input;
use crate::{
    Syntax,
    diagnostic::{Code, Diagnostic, LIMIT, Source},
    read::decode,
};
use std::{
    fs::File,
    io::{Error, ErrorKind, Read as _},
    path::Path,
};

/// Reads an article's text, and detects its syntax where none is given.
///
/// # Errors
/// A diagnostic when it cannot be read, is not text, or is larger than [`LIMIT`].
pub fn load(input: &Input, syntax: Option<Syntax>) -> Result<(Source, Syntax), Diagnostic> {
    match input {
        Input::Glob(pattern) => Err(Diagnostic::new(Code::Unreadable, format!("`{pattern}` is a pattern, not a file"))),
        Input::Bytes { name, bytes } => decode(name.clone(), bytes.clone(), syntax),
        Input::Path(path) | Input::Listed(path) => decode(path.display().to_string(), read(path)?, syntax),
    }
}

/// Reads the text of a file that is not an article. It must be UTF-8.
///
/// # Errors
/// A diagnostic when it cannot be read, is not UTF-8, or is larger than [`LIMIT`].
pub fn load_text(path: &Path) -> Result<Source, Diagnostic> {
    Source::from_bytes(path.display().to_string(), read(path)?)
}

/// Reads at most one byte more than the limit, which is enough to exceed it.
fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    // 32 KiB: most articles fit without a second allocation
    let mut bytes = Vec::with_capacity(1 << 15);
    File::open(path)
        .and_then(|file| file.take(LIMIT as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

fn unreadable(error: &Error) -> Diagnostic {
    let (why, help) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file".to_owned(), "check the spelling and the current folder"),
        _ => (error.to_string(), "check the file's permissions"),
    };
    Diagnostic::new(Code::Unreadable, why).help(help)
}
