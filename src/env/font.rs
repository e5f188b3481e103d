//! Font files: those bundled in the binary, and those that a caller adds.

mod bundled;
mod coverage;
mod system;

pub(crate) use bundled::Listing;
pub(crate) use coverage::Coverage;
pub(crate) use system::SystemFile;
pub use system::SystemFonts;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// The bytes of a font file, shared by everything that uses it.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One font file.
#[derive(Clone)]
pub struct FontData {
    name: String,
    bytes: FontBytes,
    listing: Option<Arc<Listing>>,
}

impl FontData {
    /// Creates a font file from a TrueType or OpenType font or collection. The name is used in messages.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes: Arc::new(bytes), listing: None }
    }

    /// Returns the file's name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &FontBytes {
        &self.bytes
    }

    /// Returns what is known about the face without parsing the bytes.
    pub(crate) fn listing(&self) -> Option<&Arc<Listing>> {
        self.listing.as_ref()
    }
}

impl fmt::Debug for FontData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontData").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Font files, in order of preference.
#[derive(Debug, Clone, Default)]
pub struct FontSet {
    files: Vec<FontData>,
    system: SystemFonts,
}

impl FontSet {
    /// Returns the fonts bundled in the binary, shared by all callers.
    #[must_use]
    pub fn bundled() -> Arc<Self> {
        static SET: OnceLock<Arc<FontSet>> = OnceLock::new();
        SET.get_or_init(|| Arc::new(Self { files: bundled::files(), system: SystemFonts::Never })).clone()
    }

    /// Adds a font. It is used where a theme names its family, and for characters that earlier fonts lack.
    #[must_use]
    pub fn with(mut self, font: FontData) -> Self {
        self.files.push(font);
        self
    }

    /// Adds the fonts of a folder and its subfolders, sorted by path.
    ///
    /// # Errors
    /// If the folder, or a font file in it, cannot be read.
    pub fn with_folder(mut self, folder: &Path) -> io::Result<Self> {
        for path in font_files(folder)? {
            self.files.push(FontData::new(path.display().to_string(), read(&path)?));
        }
        Ok(self)
    }

    /// Adds the fonts of a folder, except those that are bundled. Unreadable files are skipped.
    #[must_use]
    pub fn with_own(mut self, folder: &Path) -> Self {
        let bundled = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            bundled::names().any(|known| Path::new(known).file_name() == Some(name))
        };
        for path in font_files(folder).unwrap_or_default().into_iter().filter(|path| !bundled(path)) {
            if let Ok(bytes) = read(&path) {
                self.files.push(FontData::new(path.display().to_string(), bytes));
            }
        }
        self
    }

    /// Sets when system fonts may be used.
    #[must_use]
    pub fn with_system(mut self, system: SystemFonts) -> Self {
        self.system = system;
        self
    }

    /// Returns the files in order of preference, without system fonts.
    #[must_use]
    pub fn files(&self) -> &[FontData] {
        &self.files
    }

    /// Returns when system fonts may be used.
    #[must_use]
    pub fn system(&self) -> SystemFonts {
        self.system
    }

    /// Lists the system font files that may be used.
    pub(crate) fn system_files(&self) -> Vec<SystemFile> {
        if self.system == SystemFonts::Never { Vec::new() } else { system::files() }
    }
}

/// The largest font file, in bytes.
const LARGEST: u64 = 256 << 20;

fn read(path: &Path) -> io::Result<Vec<u8>> {
    super::read_file(path, LARGEST)
}

/// Returns the font files in a folder and in the folders below it, sorted.
fn font_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        // links may form a cycle: only real folders are entered
        if path.is_dir() && !path.is_symlink() {
            files.extend(font_files(&path)?);
        } else if path.extension().is_some_and(is_font) {
            files.push(path);
        }
    }
    Ok(files)
}

fn is_font(ending: &std::ffi::OsStr) -> bool {
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}
