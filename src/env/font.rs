//! Font files: those bundled in the binary, and those that a caller adds.

mod bundled;

pub(crate) use bundled::Listing;

use crate::locale::Writing;
use skrifa::{FontRef, MetadataProvider as _};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use usvg::fontdb::Database;

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
    /// A font file: TrueType, OpenType, or a collection of them. Its name is for messages.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes: Arc::new(bytes), listing: None }
    }

    /// The file's name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &FontBytes {
        &self.bytes
    }

    /// What is known of its face without a look at the bytes.
    pub(crate) fn listing(&self) -> Option<&Arc<Listing>> {
        self.listing.as_ref()
    }

    /// Whether a face of the file has all letters of a script.
    fn serves(&self, writing: &Writing) -> bool {
        match &self.listing {
            Some(listing) => writing.letters.chars().all(|letter| listing.has(letter)),
            None => FontRef::fonts((*self.bytes).as_ref())
                .flatten()
                .any(|font| writing.letters.chars().all(|letter| font.charmap().map(letter).is_some())),
        }
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
    /// The faces as drawings take them, parsed when the first drawing has words.
    database: OnceLock<Arc<Database>>,
}

impl FontSet {
    /// The fonts in the binary, shared by all callers.
    #[must_use]
    pub fn bundled() -> Arc<Self> {
        static SET: OnceLock<Arc<FontSet>> = OnceLock::new();
        SET.get_or_init(|| Arc::new(Self { files: bundled::files(), database: OnceLock::new() })).clone()
    }

    /// The same fonts with one more, preferred over those before it only by its family name.
    #[must_use]
    pub fn with(mut self, font: FontData) -> Self {
        self.database = OnceLock::new();
        self.files.push(font);
        self
    }

    /// The same fonts with those of a folder and of the folders in it, by path. Families are chosen by name, and
    /// serve where the fonts before them lack a character.
    ///
    /// # Errors
    /// When the folder, or a font file in it, cannot be read.
    pub fn with_folder(mut self, folder: &Path) -> io::Result<Self> {
        self.database = OnceLock::new();
        for path in font_files(folder)? {
            self.files.push(FontData::new(path.display().to_string(), fs::read(&path)?));
        }
        Ok(self)
    }

    /// The same fonts with those in a folder that are not bundled anyway. What cannot be read is passed over.
    #[must_use]
    pub fn with_own(mut self, folder: &Path) -> Self {
        let bundled = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            bundled::names().any(|known| Path::new(known).file_name() == Some(name))
        };
        for path in font_files(folder).unwrap_or_default().into_iter().filter(|path| !bundled(path)) {
            if let Ok(bytes) = fs::read(&path) {
                self.database = OnceLock::new();
                self.files.push(FontData::new(path.display().to_string(), bytes));
            }
        }
        self
    }

    /// The same fonts with those of the system that serve a script which no font before them has. What cannot be
    /// read is passed over.
    #[must_use]
    pub fn with_system(mut self) -> Self {
        self.database = OnceLock::new();
        let mut wanted: Vec<Writing> = Writing::all().collect();
        wanted.retain(|writing| !self.files.iter().any(|file| file.serves(writing)));
        for path in system_folders().iter().flat_map(|folder| font_files(folder).unwrap_or_default()) {
            let Ok(bytes) = fs::read(&path) else { continue };
            let file = FontData::new(path.display().to_string(), bytes);
            if wanted.iter().any(|writing| file.serves(writing)) {
                self.files.push(file);
            }
        }
        self
    }

    /// The files, in order of preference.
    #[must_use]
    pub fn files(&self) -> &[FontData] {
        &self.files
    }

    /// The faces as drawings take them; `parse` makes them of the files once.
    pub(crate) fn database(&self, parse: impl FnOnce(&[FontData]) -> Database) -> Arc<Database> {
        self.database.get_or_init(|| Arc::new(parse(&self.files))).clone()
    }
}

/// The font files in a folder and in the folders below it, sorted.
fn font_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        // A link may lead in a circle: only real folders are entered.
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

/// Where systems keep their fonts.
fn system_folders() -> Vec<PathBuf> {
    let home = std::env::var_os(if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" }).map(PathBuf::from);
    let below_home = |path: &str| home.iter().map(|home| home.join(path)).collect::<Vec<_>>();
    let fixed = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
    if cfg!(windows) {
        let windows = std::env::var_os("WINDIR").map(|folder| PathBuf::from(folder).join("Fonts"));
        windows.into_iter().chain(below_home("Microsoft/Windows/Fonts")).collect()
    } else if cfg!(target_os = "macos") {
        [fixed(&["/System/Library/Fonts", "/Library/Fonts"]), below_home("Library/Fonts")].concat()
    } else {
        [fixed(&["/usr/local/share/fonts", "/usr/share/fonts"]), below_home(".local/share/fonts"), below_home(".fonts")]
            .concat()
    }
}
