//! An environment on disk: the files below an article's folder.

use super::{
    Env, EnvError, FontSet, Timestamp, confined,
    files::{Folder, contents, leads_out},
};
use std::{
    fmt,
    fs::{self, File},
    io,
    path::{self, Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// The largest file that an article may use, in bytes.
const LIMIT: u64 = 64 << 20;

/// A callback for each stage of a conversion.
pub type OnStage = Arc<dyn Fn(&str) + Send + Sync>;

/// The environment of an article on disk: its folder, and nothing above it.
#[derive(Clone)]
pub struct DiskEnv {
    /// A folder that the caller trusts, and the article's folder below it.
    trusted: PathBuf,
    below: PathBuf,
    /// The article's folder, opened on first use.
    folder: Arc<OnceLock<Folder>>,
    /// The folder of the site that the article belongs to.
    site: Option<PathBuf>,
    fonts: Arc<FontSet>,
    timestamp: Timestamp,
    on_stage: Option<OnStage>,
}

impl fmt::Debug for DiskEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiskEnv").field("trusted", &self.trusted).field("below", &self.below).finish_non_exhaustive()
    }
}

impl DiskEnv {
    /// Creates the environment of an article in `root`, with these fonts.
    pub fn new(root: impl Into<PathBuf>, fonts: Arc<FontSet>) -> Self {
        Self::below(root, "", fonts)
    }

    /// Creates the environment of an article in the folder `below` the folder `trusted`. Symbolic links in `below` may
    /// not lead out of `trusted`.
    pub fn below(trusted: impl Into<PathBuf>, below: impl Into<PathBuf>, fonts: Arc<FontSet>) -> Self {
        let (trusted, below, timestamp) = (trusted.into(), below.into(), Timestamp::from_environment());
        Self { trusted, below, folder: Arc::default(), site: None, fonts, timestamp, on_stage: None }
    }

    /// Sets a callback for each stage of a conversion.
    #[must_use]
    pub fn on_stage(mut self, on_stage: Option<OnStage>) -> Self {
        self.on_stage = on_stage;
        self
    }

    /// Sets the folder of the site that the article belongs to: `/assets/a.png` is read from it, and so is `../a.png`
    /// if that is below it.
    #[must_use]
    pub fn site_root(mut self, root: Option<PathBuf>) -> Self {
        self.site = root;
        self
    }

    /// Returns the path within the site's folder of a path that leads out of the article's folder.
    fn path_in_site(&self, site: &Path, path: &str) -> Result<String, EnvError> {
        if let Some(rooted) = path.strip_prefix('/') {
            return confined(rooted);
        }
        let absolute = |path: &Path| path::absolute(path).map_err(|_| EnvError::Outside);
        let (folder, site) = (absolute(&self.trusted.join(&self.below))?, absolute(site)?);
        let below = folder.strip_prefix(site).ok().and_then(Path::to_str).ok_or(EnvError::Outside)?;
        confined(&format!("{below}/{path}"))
    }

    fn folder(&self) -> io::Result<&Folder> {
        if let Some(known) = self.folder.get() {
            return Ok(known);
        }
        let folder = Folder::open(&self.trusted)?.below(&self.below)?;
        Ok(self.folder.get_or_init(|| folder))
    }

    /// Opens the article itself, by its name in its folder. It may be a symbolic link to any file below the trusted
    /// folder.
    pub(crate) fn open_article(&self, name: &Path) -> io::Result<File> {
        Folder::open(&self.trusted)?.file(&self.below.join(name))
    }
}

impl Env for DiskEnv {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        let file = match (confined(path), &self.site) {
            (Err(EnvError::Outside), Some(site)) => {
                let path = self.path_in_site(site, path)?;
                Folder::open(site).and_then(|folder| folder.file(Path::new(&path)))
            }
            (path, _) => {
                let path = path?;
                self.folder().and_then(|folder| folder.file(Path::new(&path)))
            }
        };
        let file = file.map_err(|error| describe(&error))?;
        contents(file, LIMIT).map(Arc::from).map_err(|error| describe(&error))
    }

    fn existing(&self, mut names: Vec<String>) -> Vec<String> {
        let folder = self.trusted.join(&self.below);
        // does not follow links; checks each file rather than listing the folder
        let is_file = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok_and(|data| data.is_file());
        names.retain(|name| confined(name).is_ok() && is_file(name));
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

fn describe(error: &io::Error) -> EnvError {
    match error.kind() {
        _ if leads_out(error) => EnvError::Outside,
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => EnvError::NotFound,
        io::ErrorKind::FileTooLarge => EnvError::TooLarge(LIMIT),
        _ => EnvError::Unreadable(error.to_string()),
    }
}
