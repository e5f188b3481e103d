//! An environment in memory, for tests and embedding.

use super::{Env, EnvError, FontSet, OnStage, Timestamp, confined};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// Files by name, in memory. Start from [`MemoryEnv::new`].
#[derive(Clone)]
pub struct MemoryEnv {
    files: BTreeMap<String, Arc<[u8]>>,
    fonts: Arc<FontSet>,
    timestamp: Timestamp,
    on_stage: Option<OnStage>,
}

impl fmt::Debug for MemoryEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryEnv").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

impl Default for MemoryEnv {
    fn default() -> Self {
        Self { files: BTreeMap::new(), fonts: FontSet::bundled(), timestamp: Timestamp::FIXED, on_stage: None }
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

    /// Sets a callback for each stage of a conversion.
    #[must_use]
    pub fn on_stage(mut self, on_stage: Option<OnStage>) -> Self {
        self.on_stage = on_stage;
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

    fn stage(&self, stage: &str) {
        if let Some(on_stage) = &self.on_stage {
            on_stage(stage);
        }
    }
}
