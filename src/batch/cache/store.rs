//! The cache's file: a header, then a line of JSON an article; of lines about the same article the last counts.
//!
//! A line is appended when an article is done, so that a run that is killed loses nothing. What cannot be read is
//! passed over: its article is made again. [`Cache::close`] writes the file anew when it has outdated lines.

use super::entry::{Entry, without_dots};
use crate::batch::write_all;
use std::{
    collections::HashMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf, absolute},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The first line; another number would mean other lines.
const HEADER: &str = r#"{"handout-cache":1}"#;

/// What earlier runs made.
#[derive(Debug)]
pub struct Cache {
    /// Its file; none when it is kept in memory alone.
    file: Option<PathBuf>,
    /// The folder that its paths start from, absolute.
    pub(super) base: PathBuf,
    pub(super) salt: blake3::Hash,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: HashMap<String, Arc<Entry>>,
    log: Option<fs::File>,
    /// Whether the file has lines that do not count.
    outdated: bool,
    broken: Option<io::Error>,
}

impl Cache {
    /// Reads a cache; an empty one when there is no file. What is damaged counts as not there.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn open(file: &Path) -> io::Result<Self> {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let file = absolute(file)?;
        let cache = Self::in_memory(file.parent().unwrap_or(Path::new("/")));
        *cache.state() = parse(&bytes);
        Ok(Self { file: Some(file), ..cache })
    }

    /// A cache for as long as the process lives. Its paths start from `base`.
    #[must_use]
    pub fn in_memory(base: &Path) -> Self {
        let base = without_dots(&absolute(base).unwrap_or_else(|_| base.to_owned()));
        Self { file: None, base, salt: blake3::hash(b""), state: Mutex::default() }
    }

    /// The same, for outputs that hang on these bytes too: programs that make formats, say.
    #[must_use]
    pub fn salted(mut self, salt: &[u8]) -> Self {
        self.salt = blake3::hash(salt);
        self
    }

    /// How many articles it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state().entries.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes its file anew, if it has lines that do not count any more.
    ///
    /// # Errors
    /// When it could not be written, then or before. Nothing is lost but time: articles are made again.
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
        write_all(&[(file.clone(), format!("{HEADER}\n{lines}").as_bytes())])
            .map_err(|told| io::Error::other(told.message))?;
        state.outdated = false;
        Ok(())
    }

    pub(super) fn entry(&self, article: &str) -> Option<Arc<Entry>> {
        self.state().entries.get(article).cloned()
    }

    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        self.state().entries.values().cloned().collect()
    }

    /// Keeps what is known of an article, in its file too; and of its earlier outputs, those that it has no more.
    pub(super) fn keep(&self, mut entry: Entry) {
        let mut state = self.state();
        if let Some(earlier) = state.entries.get(&entry.article) {
            let made = earlier.outputs.iter().chain(&earlier.former);
            let gone: Vec<_> = made.filter(|old| entry.outputs.iter().all(|new| new.path != old.path)).collect();
            entry.former = gone.into_iter().cloned().collect();
        }
        self.put(&mut state, entry);
    }

    /// Keeps an entry as it is.
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
            None => state.log.insert(started(path)?),
        };
        log.write_all(text.as_bytes())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file, ready for lines: begun, or on a line of its own after one that a killed run left torn.
fn started(path: &Path) -> io::Result<fs::File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().append(true).create(true).open(path)?;
    let start = if file.metadata()?.len() == 0 { format!("{HEADER}\n") } else { "\n".to_owned() };
    file.write_all(start.as_bytes())?;
    Ok(file)
}

fn line(entry: &Entry) -> io::Result<String> {
    Ok(serde_json::to_string(entry)? + "\n")
}

fn parse(bytes: &[u8]) -> State {
    let mut state = State::default();
    let mut lines = bytes.split(|&byte| byte == b'\n');
    if lines.next() != Some(HEADER.as_bytes()) {
        return State { outdated: !bytes.is_empty(), ..state };
    }
    for line in lines.filter(|line| !line.is_empty()) {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => state.outdated |= state.entries.insert(entry.article.clone(), Arc::new(entry)).is_some(),
            Err(_) => state.outdated = true,
        }
    }
    state
}
