//! A world in memory, for tests and embedding.

use super::{Env, EnvError, FontSet, Timestamp, confined};
use std::{collections::BTreeMap, sync::Arc};

/// Files by name, in memory.
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
    /// A world without files, with the bundled fonts and a fixed clock.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same world with one more file.
    #[must_use]
    pub fn with_file(mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }

    /// The same world at another moment.
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

    fn has(&self, name: &str) -> bool {
        !name.contains('/') && self.files.contains_key(name)
    }

    fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    fn timestamp(&self) -> Timestamp {
        self.timestamp
    }
}
