//! Reads an article's bytes.

use super::{job::Job, request::Input};
use crate::{
    Syntax,
    diagnostic::{Code, Diagnostic, LIMIT, Source, check_size},
    env::{DiskEnv, leads_out, open_file},
    read::decode,
};
use std::{
    fs::File,
    io::{Error, ErrorKind, Read as _, Result as IoResult},
    path::Path,
};

/// Reads an article's text, and detects its syntax if none is given.
///
/// # Errors
/// A diagnostic if it cannot be read, is not text, or is larger than [`LIMIT`].
pub fn load(input: &Input, syntax: Option<Syntax>) -> Result<(Source, Syntax), Diagnostic> {
    match input {
        Input::Glob(pattern) => Err(Diagnostic::new(Code::Unreadable, format!("`{pattern}` is a pattern, not a file"))),
        Input::Bytes { name, bytes, .. } => decode(name.clone(), bytes.clone(), syntax),
        Input::Path(path) | Input::Listed(path) => decode(path.display().to_string(), read(open_file(path))?, syntax),
    }
}

/// Reads the text of a job's article. One that was found below a folder is opened relative to that folder.
pub(super) fn load_job(job: &Job, env: &DiskEnv) -> Result<(Source, Syntax), Diagnostic> {
    match (&job.found_below, job.path().and_then(|path| Some((path, path.file_name()?)))) {
        (Some(_), Some((path, name))) => {
            decode(path.display().to_string(), read(env.open_article(Path::new(name)))?, job.syntax)
        }
        _ => load(&job.input, job.syntax),
    }
}

/// Reads the text of a file that is not an article. It must be UTF-8.
///
/// # Errors
/// A diagnostic if it cannot be read, is not UTF-8, or is larger than [`LIMIT`].
pub fn load_text(path: &Path) -> Result<Source, Diagnostic> {
    Source::from_bytes(path.display().to_string(), read(open_file(path))?)
}

/// Reads the text of a file that may be in any encoding, such as a bibliography: see [`Source::lenient`].
///
/// # Errors
/// A diagnostic if it cannot be read, or is larger than [`LIMIT`].
pub fn load_lenient(path: &Path) -> Result<Source, Diagnostic> {
    let bytes = read(open_file(path))?;
    check_size(&bytes)?;
    Ok(Source::lenient(path.display().to_string(), &bytes))
}

/// Reads at most one byte more than the limit, which is enough to exceed it.
fn read(file: IoResult<File>) -> Result<Vec<u8>, Diagnostic> {
    // 32 KiB: most articles fit without a second allocation
    let mut bytes = Vec::with_capacity(1 << 15);
    file.and_then(|file| file.take(LIMIT as u64 + 1).read_to_end(&mut bytes)).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

fn unreadable(error: &Error) -> Diagnostic {
    let (why, help) = match error.kind() {
        _ if leads_out(error) => {
            ("it is outside of the folder that was searched".to_owned(), "name it as a separate article")
        }
        ErrorKind::InvalidInput => (error.to_string(), "pass its text on standard input: `handout -`"),
        ErrorKind::NotFound => ("there is no such file".to_owned(), "check the spelling and the current folder"),
        _ => (error.to_string(), "check the file's permissions"),
    };
    Diagnostic::new(Code::Unreadable, why).help(help)
}
