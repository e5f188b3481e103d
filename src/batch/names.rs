//! Which file a path means, and who has claimed it.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
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

/// [`identity`] for many files of few folders: asks the system once a folder.
#[derive(Default)]
pub(super) struct Identities {
    folders: RefCell<HashMap<PathBuf, PathBuf>>,
}

impl Identities {
    pub(super) fn of(&self, path: &Path) -> PathBuf {
        let is_link = path.symlink_metadata().is_ok_and(|data| data.file_type().is_symlink());
        if is_link { identity(path) } else { self.name_of(path) }
    }

    /// One spelling for each name of a file: a link beside the file that it leads to is another name, and one for
    /// outputs too.
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

/// The files that are read and that will be written.
#[derive(Default)]
pub(super) struct Claims {
    identities: Identities,
    articles: HashSet<PathBuf>,
    /// Each with the number of its article.
    outputs: HashMap<PathBuf, usize>,
}

/// Why a file cannot be written.
pub(super) enum Clash {
    /// It is an article of this run.
    Article,
    /// The article of this number writes it.
    Output(usize),
}

impl Claims {
    pub(super) fn article(&mut self, path: &Path) {
        self.articles.insert(self.identities.of(path));
    }

    /// Claims an output for the article of a number, if it is free.
    pub(super) fn output(&mut self, path: &Path, article: usize) -> Option<Clash> {
        let file = self.identities.of(path);
        if self.articles.contains(&file) {
            return Some(Clash::Article);
        }
        self.outputs.insert(file, article).map(Clash::Output)
    }
}
