//! The cache file: a header, then one JSON line per article. If an article has several lines, the last one counts.
//!
//! A line is appended when an article is done, so that a killed run loses nothing. Unreadable lines are skipped: their
//! articles are converted again. [`Cache::close`] rewrites the file if it has outdated lines.

use super::entry::{Entry, without_dots};
use crate::{
    batch::write::{name_of, parent, write_all},
    env::{Folder, read_file},
    hash::Digest,
};
use cap_std::fs::OpenOptions;
use std::{
    collections::HashMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf, absolute},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The first line, with the version of the file format.
const HEADER: &str = r#"{"handout-cache":1}"#;

/// The maximum size of a cache file, in bytes.
const LARGEST: u64 = 2 << 30;

/// What earlier runs made, by article.
#[derive(Debug)]
pub struct Cache {
    /// Its file; `None` if it is kept in memory only.
    file: Option<PathBuf>,
    /// The absolute folder that its paths are relative to.
    pub(super) base: PathBuf,
    pub(super) salt: Digest,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: HashMap<String, Arc<Entry>>,
    log: Option<fs::File>,
    /// Whether the file has outdated lines.
    outdated: bool,
    /// Whether handout did not write the file: it is replaced, and nothing is appended to it.
    foreign: bool,
    broken: Option<io::Error>,
}

impl Cache {
    /// Reads a cache file. A missing file is an empty cache; damaged lines are skipped.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub fn open(file: &Path) -> io::Result<Self> {
        let file = absolute(file)?;
        let bytes = match is_link(&file) {
            true => return Err(io::Error::other("it is a link, which is not followed")),
            false => read_file(&file, LARGEST),
        };
        let bytes = match bytes {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            bytes => bytes?,
        };
        let cache = Self::in_memory(file.parent().unwrap_or(Path::new("/")));
        *cache.state() = parse(&bytes);
        Ok(Self { file: Some(file), ..cache })
    }

    /// Creates a cache in memory. Its paths are relative to `base`.
    #[must_use]
    pub fn in_memory(base: &Path) -> Self {
        let base = without_dots(&absolute(base).unwrap_or_else(|_| base.to_owned()));
        Self { file: None, base, salt: Digest::of(b""), state: Mutex::default() }
    }

    /// Adds bytes that outputs also depend on, such as those of external renderers.
    #[must_use]
    pub fn salted(mut self, salt: &[u8]) -> Self {
        self.salt = Digest::of(salt);
        self
    }

    /// Returns the number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state().entries.len()
    }

    /// Returns whether there are no articles.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rewrites the file, if it has outdated lines.
    ///
    /// # Errors
    /// If it could not be written, now or before. Articles are then converted again.
    pub fn close(&self) -> io::Result<()> {
        let mut state = self.state();
        if let Some(error) = state.broken.take() {
            return Err(error);
        }
        state.log = None;
        let Some(file) = self.file.as_ref().filter(|_| state.outdated) else { return Ok(()) };
        let mut entries: Vec<_> = state.entries.values().collect();
        entries.sort_by(|a, b| a.article.cmp(&b.article));
        let lines: String = entries.iter().filter_map(|entry| line(entry).ok()).collect();
        replace(file, &format!("{HEADER}\n{lines}"))?;
        state.outdated = false;
        Ok(())
    }

    pub(super) fn entry(&self, article: &str) -> Option<Arc<Entry>> {
        self.state().entries.get(article).cloned()
    }

    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        self.state().entries.values().cloned().collect()
    }

    /// Replaces the entry of an article. Outputs that it no longer has are kept as former ones.
    pub(super) fn keep(&self, mut entry: Entry) {
        let mut state = self.state();
        if let Some(earlier) = state.entries.get(&entry.article) {
            let made = earlier.outputs.iter().chain(&earlier.former);
            let gone: Vec<_> = made.filter(|old| entry.outputs.iter().all(|new| new.path != old.path)).collect();
            entry.former = gone.into_iter().cloned().collect();
        }
        self.put(&mut state, entry);
    }

    /// Replaces the entry of an article, without keeping former outputs.
    pub(super) fn replace(&self, entry: Entry) {
        self.put(&mut self.state(), entry);
    }

    fn put(&self, state: &mut State, entry: Entry) {
        if let Err(error) = self.append(state, &entry) {
            state.broken = Some(error);
        }
        let earlier = state.entries.insert(entry.article.clone(), Arc::new(entry));
        state.outdated |= earlier.is_some();
    }

    pub(super) fn forget(&self, article: &str) {
        let mut state = self.state();
        state.outdated |= state.entries.remove(article).is_some();
    }

    fn append(&self, state: &mut State, entry: &Entry) -> io::Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        let text = line(entry)?;
        let log = match &mut state.log {
            Some(log) => log,
            None => {
                if std::mem::take(&mut state.foreign) {
                    replace(path, HEADER)?;
                }
                state.log.insert(open_log(path)?)
            }
        };
        log.write_all(text.as_bytes())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the file for appending: a new file gets a header, an old one a new line, as a killed run may have left an
/// incomplete one.
fn open_log(path: &Path) -> io::Result<fs::File> {
    fs::create_dir_all(parent(path))?;
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    let mut file = Folder::open(parent(path))?.dir().open_with(name_of(path)?, &options)?.into_std();
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let start = if file.metadata()?.len() == 0 { format!("{HEADER}\n") } else { "\n".to_owned() };
    file.write_all(start.as_bytes())?;
    Ok(file)
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    write_all(&[(path.to_owned(), text.as_bytes())]).map_err(|diagnostic| io::Error::other(diagnostic.message))
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_symlink())
}

fn line(entry: &Entry) -> io::Result<String> {
    Ok(serde_json::to_string(entry)? + "\n")
}

fn parse(bytes: &[u8]) -> State {
    let mut state = State::default();
    let mut lines = bytes.split(|&byte| byte == b'\n');
    if lines.next() != Some(HEADER.as_bytes()) {
        return State { outdated: !bytes.is_empty(), foreign: !bytes.is_empty(), ..state };
    }
    for line in lines.filter(|line| !line.is_empty()) {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => state.outdated |= state.entries.insert(entry.article.clone(), Arc::new(entry)).is_some(),
            Err(_) => state.outdated = true,
        }
    }
    state
}
