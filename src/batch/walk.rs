//! Finds the articles below a folder.

use super::{claims::identity, kinds};
use crate::read::Syntax;
use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};
use std::{
    collections::{BTreeMap, HashSet},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// The name of ignore files, in the syntax of gitignore.
const IGNORE_FILE: &str = ".handoutignore";

/// The maximum size of an ignore file, in bytes. Nobody writes larger ones.
const LARGEST_RULES: u64 = 1 << 20;

/// What a folder contains.
#[derive(Default)]
pub(super) struct Found {
    /// Articles by path, sorted, with their syntax.
    pub(super) articles: Vec<(PathBuf, Syntax)>,
    /// Text and HTML files with the name of a Markdown article, and text files with the name of a web page: outputs of
    /// an earlier run.
    pub(super) shadowed: Vec<PathBuf>,
    /// Documents of other programs that people might take for articles.
    pub(super) documents: Vec<PathBuf>,
    /// Links to files outside of the folder.
    pub(super) outside: Vec<PathBuf>,
    /// Folders that could not be read, with the system's error.
    pub(super) unreadable: Vec<(PathBuf, String)>,
}

/// Returns every `.md`, `.markdown`, `.txt`, `.html`, `.htm` and `.docx` file below `root`, folder by folder, sorted by name.
///
/// Skips hidden files and folders, the folders that browsers save with a page, links to folders (they may form
/// cycles), the output folder, and what `.handoutignore` and `.gitignore` exclude there and above. A user's global
/// ignore rules have no effect.
pub(super) fn articles(root: &Path, output: Option<&Path>) -> Found {
    let mut found = Found::default();
    for (_, files) in files(root, output, &mut found.unreadable) {
        found.add(&files, None);
    }
    found.leave_out_links(root);
    found
}

/// Returns the articles that match a pattern, and the folder that it starts from.
///
/// # Errors
/// A message if the pattern is invalid.
pub(super) fn matching(pattern: &str, output: Option<&Path>, all: Option<Syntax>) -> Result<(PathBuf, Found), String> {
    let (root, rest) = split(pattern);
    let matcher = matcher(&rest).map_err(|error| format!("`{pattern}` is not a pattern: {}", error.kind()))?;
    let mut found = Found::default();
    let json = pattern.to_ascii_lowercase().ends_with(".json");
    for (_, mut files) in files(&root, output, &mut found.unreadable) {
        files.retain(|file| file.strip_prefix(&root).is_ok_and(|path| matcher.is_match(path)));
        files.retain(|file| json || all.is_some() || Syntax::of_path(file) != Some(Syntax::Json));
        found.add(&files, all.or(json.then_some(Syntax::Json)));
    }
    found.leave_out_links(&root);
    Ok((root, found))
}

/// Returns whether a name contains wildcards.
#[must_use]
pub fn is_glob(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

/// Splits a pattern into the folder before its first wildcard, and the rest.
fn split(pattern: &str) -> (PathBuf, String) {
    let parts: Vec<_> = Path::new(pattern).components().collect();
    let wild = |part: &Component<'_>| is_glob(&part.as_os_str().to_string_lossy());
    let at = parts.iter().position(wild).unwrap_or(parts.len().saturating_sub(1));
    let root: PathBuf = parts[..at].iter().collect();
    let rest: PathBuf = parts[at..].iter().collect();
    (if at == 0 { PathBuf::from(".") } else { root }, rest.to_string_lossy().into_owned())
}

fn matcher(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    Ok(GlobBuilder::new(pattern).literal_separator(true).build()?.compile_matcher())
}

impl Found {
    /// Removes links to files outside of the walked folder.
    fn leave_out_links(&mut self, root: &Path) {
        let top = identity(root);
        let leads_out = |path: &Path| {
            let link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
            link && path.canonicalize().is_ok_and(|real| !real.starts_with(&top))
        };
        let (outside, inside): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.articles).into_iter().partition(|(path, _)| leads_out(path));
        self.articles = inside;
        self.outside = outside.into_iter().map(|(path, _)| path).collect();
    }

    /// Adds the articles of one folder; with a given syntax, every file is one.
    fn add(&mut self, files: &[PathBuf], all: Option<Syntax>) {
        let of = |wanted| files.iter().filter(move |path| Syntax::of_path(path) == Some(wanted));
        let stems = |wanted| of(wanted).map(|path| path.file_stem()).collect::<HashSet<_>>();
        let (markdown, word, html) = (stems(Syntax::Markdown), stems(Syntax::Docx), stems(Syntax::Html));
        // Word's lock file of an open document
        let is_lock = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"));
        for path in files.iter().filter(|path| !is_lock(path)) {
            let stem = path.file_stem();
            match Syntax::of_path(path) {
                Some(Syntax::Pasted) if [&markdown, &word, &html].iter().any(|stems| stems.contains(&stem)) => {
                    self.shadowed.push(path.clone());
                }
                Some(Syntax::Html) if markdown.contains(&stem) || word.contains(&stem) => {
                    self.shadowed.push(path.clone());
                }
                Some(Syntax::Docx) if markdown.contains(&stem) => self.shadowed.push(path.clone()),
                Some(syntax @ (Syntax::Markdown | Syntax::Pasted | Syntax::Html | Syntax::Docx)) => {
                    self.articles.push((path.clone(), syntax));
                }
                None if all.is_none() && kinds::is_source(path) => self.documents.push(path.clone()),
                Some(Syntax::Json) | None => self.articles.extend(all.map(|syntax| (path.clone(), syntax))),
            }
        }
    }
}

/// Returns the files below a folder, by folder, sorted.
fn files(
    root: &Path,
    output: Option<&Path>,
    unreadable: &mut Vec<(PathBuf, String)>,
) -> BTreeMap<PathBuf, Vec<PathBuf>> {
    let outputs = output.map(identity);
    let top = identity(root);
    if let Some(bad) = top.ancestors().find_map(unusable_rules) {
        unreadable.push(bad);
        return BTreeMap::new();
    }
    let refused = Arc::new(Mutex::new(Vec::new()));
    let refusals = Arc::clone(&refused);
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).hidden(true).parents(true).git_ignore(true).require_git(false);
    builder.add_custom_ignore_filename(IGNORE_FILE).sort_by_file_name(Ord::cmp);
    builder.filter_entry(move |entry| {
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir()) && entry.depth() > 0;
        // the root itself may be the output folder, if outputs are next to the articles
        let output = |output: &PathBuf| *output != top && identity(entry.path()) == *output;
        let enters = folder && !(belongs_to_page(entry.path()) || outputs.as_ref().is_some_and(output));
        let bad = if enters { unusable_rules(entry.path()) } else { None };
        let usable = bad.is_none();
        refusals.lock().unwrap_or_else(PoisonError::into_inner).extend(bad);
        !folder || (enters && usable)
    });
    let mut files: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) if is_file(&entry) => {
                let path = entry.into_path();
                files.entry(path.parent().unwrap_or(Path::new("")).to_owned()).or_default().push(path);
            }
            Ok(_) => {}
            Err(error) => unreadable.push(path_and_reason(root, error)),
        }
    }
    unreadable.append(&mut refused.lock().unwrap_or_else(PoisonError::into_inner));
    files
}

/// Returns a folder's ignore file if it must not be opened, and why: it is a pipe, a device, or too large.
fn unusable_rules(folder: &Path) -> Option<(PathBuf, String)> {
    [IGNORE_FILE, ".gitignore"].into_iter().find_map(|name| {
        let path = folder.join(name);
        let data = path.metadata().ok()?;
        let why = if !data.is_file() && !data.is_dir() {
            "it is a pipe, a device or a socket, not a file"
        } else if data.len() > LARGEST_RULES {
            "it is larger than 1 MiB"
        } else {
            return None;
        };
        Some((path, why.to_owned()))
    })
}

/// Returns whether a browser saved the folder with a page: `tea_files`, with `tea.html`.
fn belongs_to_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let Some(page) = name.strip_suffix("_files") else { return false };
    ["html", "htm"].iter().any(|ending| folder.with_file_name(format!("{page}.{ending}")).is_file())
}

/// Returns whether an entry is a file. Dangling links count: they are reported when they are read.
fn is_file(entry: &DirEntry) -> bool {
    let leads = |path: &Path| path.is_file() || !path.exists();
    entry.file_type().is_some_and(|kind| kind.is_file() || (kind.is_symlink() && leads(entry.path())))
}

/// Returns the path of an error, and the system's reason.
fn path_and_reason(root: &Path, error: ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path, path_and_reason(root, *err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_and_reason(root, *err),
        other => {
            let reason = other.io_error().map_or_else(|| other.to_string(), ToString::to_string);
            (root.to_owned(), reason)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_starts_from_the_folder_before_its_first_wildcard() {
        assert_eq!(split("a/b/**/*.md"), (PathBuf::from("a/b"), "**/*.md".to_owned()));
        assert_eq!(split("*.md"), (PathBuf::from("."), "*.md".to_owned()));
        assert_eq!(split("/srv/{a,b}/*.md"), (PathBuf::from("/srv"), "{a,b}/*.md".to_owned()));
    }

    #[test]
    fn one_star_matches_within_a_folder_and_two_match_any_folders() {
        assert!(matcher("*.md").unwrap().is_match("tea.md"));
        assert!(!matcher("*.md").unwrap().is_match("a/tea.md"));
        assert!(matcher("**/*.md").unwrap().is_match("a/b/tea.md"));
        assert!(matcher("**/*.md").unwrap().is_match("tea.md"));
    }
}
