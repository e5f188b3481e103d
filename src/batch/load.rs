//! Reads an article's bytes.

use super::request::Input;
use crate::diagnostic::{Code, Diagnostic, LIMIT, Source};
use std::{fs::File, io::Read as _, path::Path};

/// Reads an article's text.
///
/// # Errors
/// A diagnostic when it cannot be read, is not UTF-8, or is larger than [`LIMIT`].
pub fn load(input: &Input) -> Result<Source, Diagnostic> {
    match input {
        Input::Glob(pattern) => Err(Diagnostic::new(Code::Unreadable, format!("`{pattern}` is a pattern, not a file"))),
        Input::Bytes { name, bytes } => Source::from_bytes(name.clone(), bytes.clone()),
        Input::Path(path) | Input::Listed(path) => Source::from_bytes(path.display().to_string(), read(path)?),
    }
}

/// At most one byte more than the limit: enough to tell.
fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| Diagnostic::new(Code::Unreadable, error.to_string()).help("check who may read it"))?;
    Ok(bytes)
}
