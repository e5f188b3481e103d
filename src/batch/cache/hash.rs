//! Hashes of what outputs depend on.

use crate::{
    Converter,
    env::{DiskEnv, Env as _, EnvError, FontSet},
    hash::{Digest, Hasher},
    resolve::{self, Style},
};
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
    read.as_ref().map_or_else(|error| format!("!{error}"), |bytes| short(&Digest::of(bytes)))
}

/// Returns a hash of the fonts that are not bundled.
pub(super) fn of_fonts(fonts: &Arc<FontSet>) -> Digest {
    let mut hasher = Hasher::default();
    if !Arc::ptr_eq(fonts, &FontSet::bundled()) {
        for file in fonts.files() {
            hasher.add(file.name().as_bytes());
            // bundled ones are part of the program's hash
            if file.listing().is_none() {
                hasher.add((**file.bytes()).as_ref());
            }
        }
        for file in fonts.system_files() {
            hasher.add(file.name().as_bytes());
            hasher.add(&file.size().to_le_bytes());
        }
    }
    hasher.finish()
}

/// The hash of a converter's options and of the program.
#[derive(Clone, Copy)]
pub(super) struct OptionsHash {
    pub(super) without_bibliographies: Digest,
    pub(super) with_bibliographies: Digest,
}

impl OptionsHash {
    pub(super) fn of(converter: &Converter) -> Self {
        let resolve::Options { bibliography, csl, usual_csl, references, lang, usual_lang, organization, today: _ } =
            converter.resolve_options();
        let mut hasher = Hasher::default();
        hasher.add(program().as_bytes());
        let settings =
            (converter.options(), converter.verifies(), converter.checks(), references, lang, usual_lang, organization);
        hasher.add(&serde_json::to_vec(&settings).expect("options are plain data"));
        for style in [csl, usual_csl] {
            match style {
                Some(Style::Named(name)) => hasher.add(name.as_bytes()),
                Some(Style::File(file)) => hasher.add(file.text.as_bytes()),
                None => hasher.add(b""),
            }
        }
        let without_bibliographies = hasher.finish();
        for file in bibliography {
            hasher.add(file.name.as_bytes());
            hasher.add(file.text.as_bytes());
        }
        Self { without_bibliographies, with_bibliographies: hasher.finish() }
    }
}

/// Returns a hash of the running program, which includes its fonts, themes and styles; of its version if the executable
/// cannot be read.
fn program() -> Digest {
    static PROGRAM: OnceLock<Digest> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let read = env::current_exe().and_then(fs::read);
        read.map_or_else(|_| Digest::of(env!("CARGO_PKG_VERSION").as_bytes()), |bytes| Digest::of(&bytes))
    })
}

/// Returns the first 128 bits of a hash in hexadecimal.
pub(super) fn short(hash: &Digest) -> String {
    hash.hex()[..32].to_owned()
}
