//! Notes what an article asks the world for.

use super::{
    check::{Article, Hashes},
    entry::{Entry, Made, modified, relative},
    store::Cache,
};
use crate::{
    batch::{Outcome, report::Noticed},
    convert::Facts,
    env::{DiskEnv, Env, EnvError, FontSet, Timestamp},
};
use std::{
    collections::BTreeMap,
    fs,
    sync::{Arc, Mutex, PoisonError},
};

/// A world that notes what is asked of it.
pub(in crate::batch) struct Recording<'a> {
    article: &'a Article<'a>,
    env: &'a DiskEnv,
    asked: Mutex<Asked>,
}

/// What an article asked for.
#[derive(Debug, Default)]
struct Asked {
    files: BTreeMap<String, String>,
    beside: BTreeMap<String, bool>,
}

/// What is to be kept of an article, once its outputs are written.
#[derive(Debug)]
pub(in crate::batch) struct Recorder {
    article: String,
    key: String,
    looked_up: bool,
    asked: Asked,
}

impl<'a> Recording<'a> {
    pub(super) fn new(article: &'a Article<'a>, env: &'a DiskEnv) -> Self {
        Self { article, env, asked: Mutex::default() }
    }

    /// What is to be kept of the article.
    pub(in crate::batch) fn recorder(self, facts: &Facts) -> Recorder {
        Recorder {
            article: self.article.id.clone(),
            key: self.article.key(facts.looked_up),
            looked_up: facts.looked_up,
            asked: self.asked.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn note(&self, what: impl FnOnce(&mut Asked)) {
        what(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Env for Recording<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, EnvError> {
        let read = self.env.read(path);
        // A `data:` address is part of the article.
        self.note(|asked| {
            asked.files.insert(path.to_owned(), Hashes::of(&read));
        });
        read
    }

    fn has(&self, name: &str) -> bool {
        let has = self.env.has(name);
        self.note(|asked| {
            asked.beside.insert(name.to_owned(), has);
        });
        has
    }

    fn fonts(&self) -> &FontSet {
        self.env.fonts()
    }

    fn timestamp(&self) -> Timestamp {
        self.env.timestamp()
    }
}

impl Cache {
    /// Keeps what an article became. Of one that failed, what an earlier run made stays known.
    pub(in crate::batch) fn record(&self, recorder: Recorder, outcome: &Outcome) {
        if outcome.failed() {
            return;
        }
        let made = |written: &crate::batch::Written| Made {
            format: written.format.clone(),
            path: relative(&written.path, &self.base),
            modified: fs::symlink_metadata(&written.path).ok().and_then(|data| modified(&data)).unwrap_or_default(),
            content: written.file.clone(),
        };
        let Recorder { article, key, looked_up, asked } = recorder;
        self.keep(Entry {
            article,
            key,
            files: asked.files,
            beside: asked.beside,
            looked_up,
            words: outcome.facts.words,
            outputs: outcome.written.iter().map(made).collect(),
            former: Vec::new(),
            noticed: outcome.diagnostics.iter().map(|told| Noticed::of(told, &outcome.source)).collect(),
        });
    }
}
