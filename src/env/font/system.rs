//! System fonts, searched for when an article first needs one.

use super::{FontBytes, FontData, font_files, read};
use std::{
    fs,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// When system fonts may be used. With any of them, outputs depend on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SystemFonts {
    /// Never: the same article gives the same bytes on every machine.
    #[default]
    Never,
    /// For scripts that no other font has.
    MissingScripts,
    /// For all characters that no other font has.
    MissingCharacters,
}

impl SystemFonts {
    /// Returns the folders that are searched for fonts.
    #[must_use]
    pub fn folders(self) -> Vec<PathBuf> {
        if self == Self::Never { Vec::new() } else { folders() }
    }
}

/// A system font file.
pub(crate) struct SystemFile(PathBuf);

impl SystemFile {
    /// Reads the file; `None` if it cannot be read.
    pub(crate) fn read(&self) -> Option<FontData> {
        Some(FontData::new(self.name(), read(&self.0).ok()?))
    }

    /// Returns bytes that are read on first use.
    pub(crate) fn lazily(&self) -> FontBytes {
        Arc::new(LazyFile { path: self.0.clone(), bytes: OnceLock::new() })
    }

    /// Returns the file's path, for messages.
    pub(crate) fn name(&self) -> String {
        self.0.display().to_string()
    }

    /// Returns the file's size in bytes.
    pub(crate) fn size(&self) -> u64 {
        fs::metadata(&self.0).map_or(0, |data| data.len())
    }
}

struct LazyFile {
    path: PathBuf,
    bytes: OnceLock<Vec<u8>>,
}

impl AsRef<[u8]> for LazyFile {
    /// Returns the bytes; a file that has since been removed is empty, and therefore not a font.
    fn as_ref(&self) -> &[u8] {
        self.bytes.get_or_init(|| read(&self.path).unwrap_or_default())
    }
}

/// Lists the system font files. Unreadable folders are skipped.
pub(super) fn files() -> Vec<SystemFile> {
    folders().iter().flat_map(|folder| font_files(folder).unwrap_or_default()).map(SystemFile).collect()
}

/// Lists the folders in which systems keep their fonts.
fn folders() -> Vec<PathBuf> {
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
