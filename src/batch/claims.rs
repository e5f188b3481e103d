//! Which file a path refers to, and which article writes it.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    path::{Path, PathBuf, absolute},
};

/// Returns one spelling for each file, whether it exists or not: links and `..` are resolved as far as the path exists.
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

/// [`identity`] for many files in few folders: accesses the file system once per folder.
#[derive(Default)]
pub(super) struct Identities {
    folders: RefCell<HashMap<PathBuf, PathBuf>>,
}

impl Identities {
    pub(super) fn of(&self, path: &Path) -> PathBuf {
        let is_link = path.symlink_metadata().is_ok_and(|data| data.file_type().is_symlink());
        if is_link { identity(path) } else { self.name_of(path) }
    }

    /// Returns one spelling for each name of a file. A link and its target are two names, with separate outputs.
    pub(super) fn name_of(&self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return identity(path) };
        self.real(folder).join(name)
    }

    fn real(&self, folder: &Path) -> PathBuf {
        if let Some(real) = self.folders.borrow().get(folder) {
            return real.clone();
        }
        let real = identity(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        self.folders.borrow_mut().insert(folder.to_owned(), real.clone());
        real
    }
}

/// The files that are read and those that will be written.
#[derive(Default)]
pub(super) struct Claims {
    identities: Identities,
    articles: HashSet<PathBuf>,
    /// Outputs, each with the index of its article.
    outputs: HashMap<PathBuf, usize>,
}

/// An existing claim on a file.
pub(super) enum Claim {
    /// The file is an article of this run.
    Article,
    /// The file is an output of the article with this index.
    Output(usize),
}

impl Claims {
    pub(super) fn article(&mut self, path: &Path) {
        self.articles.insert(self.identities.of(path));
    }

    /// Claims an output for the article with an index. Returns an earlier claim, if any.
    pub(super) fn output(&mut self, path: &Path, article: usize) -> Option<Claim> {
        let file = self.identities.of(path);
        if self.articles.contains(&file) {
            return Some(Claim::Article);
        }
        self.outputs.insert(file, article).map(Claim::Output)
    }
}
