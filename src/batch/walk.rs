//! The articles below a folder.

use super::names::identity;
use crate::read::Syntax;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What a folder holds.
#[derive(Default)]
pub(super) struct Found {
    /// Articles by path, sorted, with their syntax.
    pub(super) articles: Vec<(PathBuf, Syntax)>,
    /// Text and HTML files that stand beside a Markdown article of the same name, and text files beside a page's: an
    /// earlier run's output.
    pub(super) shadowed: Vec<PathBuf>,
    /// Folders that could not be read, with the system's words.
    pub(super) unreadable: Vec<(PathBuf, String)>,
}

/// Every `.md`, `.markdown`, `.txt`, `.html` and `.htm` file below `root`, folder by folder, sorted by name. Hidden files and folders
/// are passed over, as are links to folders (they may lead in circles) and the output folder.
pub(super) fn articles(root: &Path, output: Option<&Path>) -> Found {
    let output = output.map(identity);
    let mut found = Found::default();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        match read(&folder, output.as_deref()) {
            Ok((files, below)) => {
                found.take(files);
                folders.extend(below.into_iter().rev());
            }
            Err(error) => found.unreadable.push((folder, error.to_string())),
        }
    }
    found
}

impl Found {
    fn take(&mut self, files: Vec<PathBuf>) {
        let is = |path: &Path, wanted| Syntax::of_path(path) == Some(wanted);
        for path in &files {
            let named = |other: &Path| other.file_stem() == path.file_stem();
            let twin = |wanted| files.iter().any(|other| is(other, wanted) && named(other));
            match Syntax::of_path(path) {
                Some(Syntax::Pasted) if twin(Syntax::Markdown) || twin(Syntax::Html) => {
                    self.shadowed.push(path.clone())
                }
                Some(Syntax::Html) if twin(Syntax::Markdown) => self.shadowed.push(path.clone()),
                Some(syntax @ (Syntax::Markdown | Syntax::Pasted | Syntax::Html)) => {
                    self.articles.push((path.clone(), syntax));
                }
                Some(Syntax::Json) | None => {}
            }
        }
    }
}

/// The article-like files and the folders in a folder, each sorted.
fn read(folder: &Path, output: Option<&Path>) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if output.is_none_or(|output| identity(&path) != output) {
                folders.push(path);
            }
        } else if Syntax::of_path(&path).is_some() && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    folders.retain(|folder| !belongs_to_page(folder, &files));
    Ok((files, folders))
}

/// Whether a folder is what a browser saved beside a page: `tea_files`, with `tea.html`.
fn belongs_to_page(folder: &Path, files: &[PathBuf]) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let Some(page) = name.strip_suffix("_files") else { return false };
    let is_page = |file: &&PathBuf| Syntax::of_path(file) == Some(Syntax::Html);
    files.iter().filter(is_page).any(|file| file.file_stem().is_some_and(|stem| stem.to_string_lossy() == page))
}
