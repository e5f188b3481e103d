//! Which file a path means, and who has claimed it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf, absolute},
};

/// One spelling for each file, whether it is there yet or not: links and `..` are followed in what exists.
pub(super) fn identity(path: &Path) -> PathBuf {
    let full = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut known = full.as_path();
    loop {
        if let Ok(real) = known.canonicalize() {
            return missing.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (known.parent(), known.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                known = parent;
            }
            _ => return full,
        }
    }
}

/// The files that are read and that will be written.
#[derive(Default)]
pub(super) struct Claims {
    articles: BTreeSet<PathBuf>,
    outputs: BTreeMap<PathBuf, String>,
}

/// Why a file cannot be written.
pub(super) enum Clash {
    /// It is an article of this run.
    Article,
    /// This other article writes it.
    Output(String),
}

impl Claims {
    pub(super) fn article(&mut self, path: &Path) {
        self.articles.insert(identity(path));
    }

    /// Claims an output for an article, if it is free.
    pub(super) fn output(&mut self, path: &Path, article: &str) -> Option<Clash> {
        let file = identity(path);
        if self.articles.contains(&file) {
            return Some(Clash::Article);
        }
        self.outputs.insert(file, article.to_owned()).map(Clash::Output)
    }
}
