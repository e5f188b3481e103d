//! Whether an article's outputs would be the same.

use super::{
    entry::{Entry, relative},
    recording::Recording,
    store::Cache,
};
use crate::{
    Converter, Source,
    batch::{Job, Outcome, outcome::Written},
    convert::{Facts, name_of},
    env::{DiskEnv, Env, EnvError, FontSet},
    resolve::{self, Style},
};
use blake3::{Hash, Hasher};
use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// What one run compares with.
pub(in crate::batch) struct Check<'a> {
    cache: &'a Cache,
    hashes: Hashes,
    /// A hash of the fonts that are not in the program.
    fonts: Hash,
    /// Hashes of each converter's options, by its address: without bibliographies, and with them.
    options: Mutex<HashMap<usize, (Hash, Hash)>>,
}

/// One article in a run.
pub(in crate::batch) struct Article<'a> {
    check: &'a Check<'a>,
    /// Its file, from the folder of the cache.
    pub(super) id: String,
    path: &'a Path,
    /// A hash of its text, its options and the program: without the run's bibliographies, and with them.
    keys: (Hash, Hash),
}

impl<'a> Check<'a> {
    pub(in crate::batch) fn new(cache: &'a Cache, fonts: &Arc<FontSet>) -> Self {
        Self { cache, hashes: Hashes::default(), fonts: added(fonts), options: Mutex::default() }
    }

    pub(in crate::batch) fn article(
        &'a self,
        job: &Job,
        path: &'a Path,
        source: &Source,
        converter: &Converter,
    ) -> Article<'a> {
        let mut hasher = Hasher::new();
        add(&mut hasher, self.cache.salt.as_bytes());
        add(&mut hasher, self.fonts.as_bytes());
        add(&mut hasher, name_of(&source.name).unwrap_or_default().as_bytes());
        add(&mut hasher, format!("{:?} {:?}", job.syntax, crate::env::Timestamp::from_environment()).as_bytes());
        for target in &job.targets {
            add(&mut hasher, target.format.as_bytes());
            add(&mut hasher, relative(&target.path, &self.cache.base).as_bytes());
        }
        add(&mut hasher, source.text.as_bytes());
        let (alone, with_works) = self.options(converter);
        let with = |options: Hash| hasher.clone().update(options.as_bytes()).finalize();
        Article { check: self, id: relative(path, &self.cache.base), path, keys: (with(alone), with(with_works)) }
    }

    fn options(&self, converter: &Converter) -> (Hash, Hash) {
        let mut known = self.options.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(std::ptr::from_ref(converter).addr()).or_insert_with(|| options(converter))
    }
}

impl<'a> Article<'a> {
    pub(super) fn key(&self, looked_up: bool) -> String {
        let (alone, with_works) = self.keys;
        short(if looked_up { with_works } else { alone })
    }

    /// A world for its conversion that notes what it asks for.
    pub(in crate::batch) fn recording(&'a self, env: &'a DiskEnv) -> Recording<'a> {
        Recording::new(self, env)
    }

    /// Its outcome, when all that its outputs hang on is the same and they are still there.
    pub(in crate::batch) fn holds(&self, env: &DiskEnv) -> Option<Outcome> {
        let cache = self.check.cache;
        let entry = cache.entry(&self.id)?;
        let same = entry.key == self.key(entry.looked_up)
            && entry.beside.iter().all(|(name, there)| env.has(name) == *there)
            && entry.files.iter().all(|(file, hash)| self.check.hashes.get(self.path, file, env) == *hash)
            && entry.outputs.iter().all(|made| made.holds(&cache.base));
        same.then(|| outcome(&entry, self.path, &cache.base))
    }
}

fn outcome(entry: &Entry, path: &Path, base: &Path) -> Outcome {
    let written = |made: &super::entry::Made| Written {
        format: made.format.clone(),
        path: shown(&base.join(&made.path)),
        file: made.content.clone(),
    };
    Outcome {
        source: Arc::new(Source::new(path.display().to_string(), "")),
        written: entry.outputs.iter().map(written).collect(),
        diagnostics: Vec::new(),
        facts: Facts { words: entry.words, looked_up: entry.looked_up, stages: Vec::new() },
        unchanged: Some(entry.noticed.clone()),
    }
}

/// A path as people see it: from the current folder, when it is below.
fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

/// Hashes of files that several articles may ask for: each is read once a run.
#[derive(Default)]
pub(super) struct Hashes {
    known: Mutex<HashMap<(PathBuf, String), String>>,
}

impl Hashes {
    /// What stands for a file, or for why it cannot be had.
    pub(super) fn of(read: &Result<Arc<[u8]>, EnvError>) -> String {
        read.as_ref().map_or_else(|error| format!("!{error}"), |bytes| short(blake3::hash(bytes)))
    }

    fn get(&self, article: &Path, file: &str, env: &DiskEnv) -> String {
        let key = (article.parent().unwrap_or(Path::new("")).to_owned(), file.to_owned());
        if let Some(hash) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return hash.clone();
        }
        let hash = Self::of(&env.read(file));
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, hash.clone());
        hash
    }
}

/// A hash of fonts that a caller added to those in the program.
fn added(fonts: &Arc<FontSet>) -> Hash {
    let mut hasher = Hasher::new();
    if !Arc::ptr_eq(fonts, &FontSet::bundled()) {
        for file in fonts.files() {
            add(&mut hasher, file.name().as_bytes());
            // those in the program are hashed with it
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

/// Hashes of all that a converter is told: without the run's bibliographies, and with them.
fn options(converter: &Converter) -> (Hash, Hash) {
    let resolve::Options { bibliography, csl, usual_csl, references, lang, usual_lang } = converter.resolve_options();
    let mut hasher = Hasher::new();
    add(&mut hasher, program().as_bytes());
    add(&mut hasher, format!("{:?} {}", converter.options(), converter.verifies()).as_bytes());
    add(&mut hasher, format!("{references:?} {lang:?} {usual_lang:?}").as_bytes());
    for style in [csl, usual_csl] {
        match style {
            Some(Style::Named(name)) => add(&mut hasher, name.as_bytes()),
            Some(Style::File(file)) => add(&mut hasher, file.text.as_bytes()),
            None => add(&mut hasher, b""),
        }
    }
    let alone = hasher.finalize();
    for file in bibliography {
        add(&mut hasher, file.name.as_bytes());
        add(&mut hasher, file.text.as_bytes());
    }
    (alone, hasher.finalize())
}

/// A hash of the running program, with the fonts, themes and styles that are built into it; of its version where it
/// cannot be read.
fn program() -> Hash {
    static PROGRAM: OnceLock<Hash> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let read = env::current_exe().and_then(fs::read);
        read.map_or_else(|_| blake3::hash(env!("CARGO_PKG_VERSION").as_bytes()), |bytes| blake3::hash(&bytes))
    })
}

/// Adds a part, with its length, so that no two lists of parts look the same.
fn add(hasher: &mut Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
}

/// Half of a hash, in hexadecimal: 128 bits are enough, and the cache stays small.
fn short(hash: Hash) -> String {
    hash.to_hex()[..32].to_owned()
}
