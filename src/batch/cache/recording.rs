//! Records which files an article uses.

use super::{
    check::Article,
    entry::{Entry, Made, mark, relative},
    hash::of_file,
    store::Cache,
};
use crate::{
    batch::{
        outcome::{Outcome, Written},
        record::DiagnosticRecord,
    },
    convert::Facts,
    env::{DiskEnv, Env, EnvError, FontSet, Timestamp},
};
use std::{
    collections::BTreeMap,
    fs,
    sync::{Arc, Mutex, PoisonError},
};

/// An [`Env`] that records all requests.
pub(in crate::batch) struct Recording<'a> {
    article: &'a Article<'a>,
    env: &'a DiskEnv,
    used: Mutex<Used>,
}

/// The files that an article used.
#[derive(Debug, Default)]
struct Used {
    files: BTreeMap<String, String>,
    siblings: BTreeMap<String, bool>,
}

/// What the cache will keep about an article once its outputs are written.
#[derive(Debug)]
pub(in crate::batch) struct Recorded {
    article: String,
    key: String,
    looked_up: bool,
    used: Used,
}

impl<'a> Recording<'a> {
    pub(in crate::batch) fn new(article: &'a Article<'a>, env: &'a DiskEnv) -> Self {
        Self { article, env, used: Mutex::default() }
    }

    pub(in crate::batch) fn finish(self, facts: &Facts) -> Recorded {
        Recorded {
            article: self.article.id.clone(),
            key: self.article.key(facts.looked_up),
            looked_up: facts.looked_up,
            used: self.used.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn record(&self, record: impl FnOnce(&mut Used)) {
        record(&mut self.used.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Env for Recording<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        let read = self.env.read(path);
        self.record(|used| {
            used.files.insert(path.to_owned(), of_file(&read));
        });
        read
    }

    fn existing(&self, names: Vec<String>) -> Vec<String> {
        let existing = self.env.existing(names.clone());
        self.record(|used| {
            used.siblings.extend(names.into_iter().map(|name| (name.clone(), existing.contains(&name))));
        });
        existing
    }

    fn fonts(&self) -> &FontSet {
        self.env.fonts()
    }

    fn timestamp(&self) -> Timestamp {
        self.env.timestamp()
    }

    fn stage(&self, stage: &str) {
        self.env.stage(stage);
    }
}

impl Cache {
    /// Records the outcome of an article. After a failure, the entry of the earlier run is kept.
    pub(in crate::batch) fn record(&self, recorded: Recorded, outcome: &Outcome) {
        if outcome.failed() {
            return;
        }
        let made = |written: &Written| Made {
            format: written.format.clone(),
            path: relative(&written.path, &self.base),
            mark: fs::symlink_metadata(&written.path).map(|data| mark(&data)).unwrap_or_default(),
            content: written.file.clone(),
        };
        let Recorded { article, key, looked_up, used } = recorded;
        self.keep(Entry {
            article,
            key,
            files: used.files,
            siblings: used.siblings,
            looked_up,
            words: outcome.facts.words,
            outputs: outcome.written.iter().map(made).collect(),
            former: Vec::new(),
            noticed: outcome.diagnostics.iter().map(|found| DiagnosticRecord::of(found, &outcome.source)).collect(),
        });
    }
}
