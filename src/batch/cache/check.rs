//! Decides whether an article's outputs are up to date.

use super::{
    entry::{Entry, Made, relative},
    hash::{FileHashes, OptionsHash, of_fonts, short},
    store::Cache,
};
use crate::{
    Converter, Source,
    batch::{job::Job, outcome::Outcome, outcome::Written},
    convert::{Facts, name_of},
    env::{DiskEnv, Env as _, FontSet, Timestamp},
    hash::{Digest, Hasher},
};
use std::{
    collections::HashMap,
    env,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Compares the articles of one run with a cache.
pub(in crate::batch) struct Check<'a> {
    cache: &'a Cache,
    files: FileHashes,
    fonts: Digest,
    /// Hashes of options by the index of the converter.
    options: Mutex<HashMap<usize, OptionsHash>>,
}

/// One article of a run.
pub(in crate::batch) struct Article<'a> {
    check: &'a Check<'a>,
    /// Its file, relative to the cache folder.
    pub(super) id: String,
    path: &'a Path,
    /// Hashes of its text, its options and the program.
    keys: OptionsHash,
}

impl<'a> Check<'a> {
    pub(in crate::batch) fn new(cache: &'a Cache, fonts: &Arc<FontSet>) -> Self {
        Self { cache, files: FileHashes::default(), fonts: of_fonts(fonts), options: Mutex::default() }
    }

    pub(in crate::batch) fn article(
        &'a self,
        job: &Job,
        path: &'a Path,
        source: &Source,
        converter: &Converter,
    ) -> Article<'a> {
        let mut hasher = Hasher::default();
        hasher.add(self.cache.salt.as_bytes());
        hasher.add(self.fonts.as_bytes());
        hasher.add(name_of(&source.name).unwrap_or_default().as_bytes());
        hasher.add(job.syntax.map_or("", |syntax| syntax.name()).as_bytes());
        hasher.add(&Timestamp::from_environment().0.to_le_bytes());
        for target in &job.targets {
            hasher.add(target.format.as_str().as_bytes());
            hasher.add(relative(&target.path, &self.cache.base).as_bytes());
        }
        hasher.add(source.text.as_bytes());
        hasher.add(source.bytes());
        let options = self.options(job.converter, converter);
        let with = |options: Digest| {
            let mut hasher = hasher.clone();
            hasher.add(options.as_bytes());
            hasher.finish()
        };
        let keys = OptionsHash {
            without_bibliographies: with(options.without_bibliographies),
            with_bibliographies: with(options.with_bibliographies),
        };
        Article { check: self, id: relative(path, &self.cache.base), path, keys }
    }

    fn options(&self, index: usize, converter: &Converter) -> OptionsHash {
        let mut known = self.options.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(index).or_insert_with(|| OptionsHash::of(converter))
    }
}

impl Article<'_> {
    /// Returns its key in the cache. The bibliographies of the run only matter to articles that look up works.
    pub(super) fn key(&self, looked_up: bool) -> String {
        short(if looked_up { &self.keys.with_bibliographies } else { &self.keys.without_bibliographies })
    }

    /// Returns its outcome if everything that its outputs depend on is unchanged and they still exist.
    pub(in crate::batch) fn up_to_date(&self, env: &DiskEnv) -> Option<Outcome> {
        let cache = self.check.cache;
        let entry = cache.entry(&self.id)?;
        let expected = || entry.siblings.iter().filter(|(_, exists)| **exists).map(|(name, _)| name);
        let same = entry.key == self.key(entry.looked_up)
            && env.existing(entry.siblings.keys().cloned().collect()).iter().eq(expected())
            && entry.files.iter().all(|(file, hash)| self.check.files.get(self.path, file, env) == *hash)
            && entry.outputs.iter().all(|made| made.is_unchanged(&cache.base));
        same.then(|| outcome(&entry, self.path, &cache.base))
    }
}

fn outcome(entry: &Entry, path: &Path, base: &Path) -> Outcome {
    let written = |made: &Made| Written {
        format: made.format.clone(),
        path: shown(&base.join(&made.path)),
        file: made.content.clone(),
    };
    Outcome {
        source: Arc::new(Source::new(path.display().to_string(), "")),
        written: entry.outputs.iter().map(written).collect(),
        diagnostics: Vec::new(),
        facts: Facts { words: entry.words, looked_up: entry.looked_up, ..Facts::default() },
        unchanged: Some(entry.noticed.clone()),
    }
}

/// Returns a path relative to the current folder, if it is below it.
fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
