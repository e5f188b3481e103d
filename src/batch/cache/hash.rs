//! Hashes of what outputs depend on.

use crate::{
    Converter,
    env::{DiskEnv, Env as _, EnvError, FontSet},
    resolve::{self, Style},
};
use blake3::{Hash, Hasher};
use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Hashes of files that several articles may use: each is read once per run.
#[derive(Default)]
pub(super) struct FileHashes {
    known: Mutex<HashMap<(PathBuf, String), String>>,
}

impl FileHashes {
    pub(super) fn get(&self, article: &Path, file: &str, env: &DiskEnv) -> String {
        let key = (article.parent().unwrap_or(Path::new("")).to_owned(), file.to_owned());
        if let Some(hash) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return hash.clone();
        }
        let hash = of_file(&env.read(file));
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, hash.clone());
        hash
    }
}

/// Returns the hash of a file, or the reason why it could not be read.
pub(super) fn of_file(read: &Result<Arc<[u8]>, EnvError>) -> String {
    read.as_ref().map_or_else(|error| format!("!{error}"), |bytes| short(blake3::hash(bytes)))
}

/// Returns a hash of the fonts that are not bundled.
pub(super) fn of_fonts(fonts: &Arc<FontSet>) -> Hash {
    let mut hasher = Hasher::new();
    if !Arc::ptr_eq(fonts, &FontSet::bundled()) {
        for file in fonts.files() {
            add(&mut hasher, file.name().as_bytes());
            // bundled ones are part of the program's hash
            if file.listing().is_none() {
                add(&mut hasher, (**file.bytes()).as_ref());
            }
        }
        for file in fonts.system_files() {
            add(&mut hasher, file.name().as_bytes());
            add(&mut hasher, &file.size().to_le_bytes());
        }
    }
    hasher.finalize()
}

/// The hash of a converter's options and of the program.
#[derive(Clone, Copy)]
pub(super) struct OptionsHash {
    pub(super) without_bibliographies: Hash,
    pub(super) with_bibliographies: Hash,
}

impl OptionsHash {
    pub(super) fn of(converter: &Converter) -> Self {
        let resolve::Options { bibliography, csl, usual_csl, references, lang, usual_lang, organization, today: _ } =
            converter.resolve_options();
        let mut hasher = Hasher::new();
        add(&mut hasher, program().as_bytes());
        let settings =
            (converter.options(), converter.verifies(), converter.checks(), references, lang, usual_lang, organization);
        add(&mut hasher, &serde_json::to_vec(&settings).expect("options are plain data"));
        for style in [csl, usual_csl] {
            match style {
                Some(Style::Named(name)) => add(&mut hasher, name.as_bytes()),
                Some(Style::File(file)) => add(&mut hasher, file.text.as_bytes()),
                None => add(&mut hasher, b""),
            }
        }
        let without_bibliographies = hasher.finalize();
        for file in bibliography {
            add(&mut hasher, file.name.as_bytes());
            add(&mut hasher, file.text.as_bytes());
        }
        Self { without_bibliographies, with_bibliographies: hasher.finalize() }
    }
}

/// Returns a hash of the running program, which includes its fonts, themes and styles; of its version if the executable
/// cannot be read.
fn program() -> Hash {
    static PROGRAM: OnceLock<Hash> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let read = env::current_exe().and_then(fs::read);
        read.map_or_else(|_| blake3::hash(env!("CARGO_PKG_VERSION").as_bytes()), |bytes| blake3::hash(&bytes))
    })
}

/// Adds a part with its length, so that no two lists of parts have the same hash.
pub(super) fn add(hasher: &mut Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
}

/// Returns the first 128 bits of a hash in hexadecimal.
pub(super) fn short(hash: Hash) -> String {
    hash.to_hex()[..32].to_owned()
}
