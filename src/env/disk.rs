//! An environment on disk: the files below an article's folder.

use super::{Env, EnvError, FontSet, Timestamp, confined};
use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// The largest file that an article may use, in bytes.
const LIMIT: u64 = 64 << 20;

/// The environment of an article on disk: its folder, and nothing above it.
#[derive(Debug, Clone)]
pub struct DiskEnv {
    root: PathBuf,
    /// The folder with links followed, once it is needed.
    real_root: OnceLock<PathBuf>,
    fonts: Arc<FontSet>,
    timestamp: Timestamp,
}

impl DiskEnv {
    /// Creates the environment of an article in `root`, with these fonts.
    pub fn new(root: impl Into<PathBuf>, fonts: Arc<FontSet>) -> Self {
        Self { root: root.into(), real_root: OnceLock::new(), fonts, timestamp: Timestamp::from_environment() }
    }

    /// Returns the file behind a path, with links followed, if that is below the folder.
    fn locate(&self, path: &str) -> Result<PathBuf, EnvError> {
        let inside = self.root.join(confined(path)?);
        let real = fs::canonicalize(&inside).map_err(|error| describe(&error))?;
        if real.starts_with(self.real_root()?) { Ok(real) } else { Err(EnvError::Outside) }
    }

    fn real_root(&self) -> Result<&PathBuf, EnvError> {
        if let Some(known) = self.real_root.get() {
            return Ok(known);
        }
        let root = fs::canonicalize(&self.root).map_err(|error| describe(&error))?;
        Ok(self.real_root.get_or_init(|| root))
    }
}

impl Env for DiskEnv {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        let file = self.locate(path)?;
        let size = fs::metadata(&file).map_err(|error| describe(&error))?.len();
        if size > LIMIT {
            return Err(EnvError::TooLarge(LIMIT));
        }
        fs::read(&file).map(Arc::from).map_err(|error| describe(&error))
    }

    fn has(&self, name: &str) -> bool {
        // without following links: one look at the file, not at the folder
        confined(name).is_ok() && fs::symlink_metadata(self.root.join(name)).is_ok_and(|data| data.is_file())
    }

    fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    fn timestamp(&self) -> Timestamp {
        self.timestamp
    }
}

fn describe(error: &io::Error) -> EnvError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => EnvError::NotFound,
        _ => EnvError::Unreadable(error.to_string()),
    }
}
