//! An environment in memory, for tests and embedding.

use super::{Env, EnvError, FontSet, Timestamp, confined};
use std::{collections::BTreeMap, sync::Arc};

/// Files by name, in memory. Start from [`MemoryEnv::new`].
#[derive(Debug, Clone)]
pub struct MemoryEnv {
    files: BTreeMap<String, Arc<[u8]>>,
    fonts: Arc<FontSet>,
    timestamp: Timestamp,
}

impl Default for MemoryEnv {
    fn default() -> Self {
        Self { files: BTreeMap::new(), fonts: FontSet::bundled(), timestamp: Timestamp::FIXED }
    }
}

impl MemoryEnv {
    /// Creates an environment without files, with the bundled fonts and a fixed time.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, by its path relative to the article.
    #[must_use]
    pub fn with_file(mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }

    /// Sets the fonts.
    #[must_use]
    pub fn with_fonts(mut self, fonts: Arc<FontSet>) -> Self {
        self.fonts = fonts;
        self
    }

    /// Sets the time that outputs are dated with.
    #[must_use]
    pub fn at(mut self, timestamp: Timestamp) -> Self {
        self.timestamp = timestamp;
        self
    }
}

impl Env for MemoryEnv {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        self.files.get(&confined(path)?).cloned().ok_or(EnvError::NotFound)
    }

    fn existing(&self, mut names: Vec<String>) -> Vec<String> {
        names.retain(|name| !name.contains('/') && self.files.contains_key(name));
        names
    }

    fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    fn timestamp(&self) -> Timestamp {
        self.timestamp
    }
}
