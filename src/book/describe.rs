//! What a book is made of: given by a caller, or read from a `book.toml`.
//!
//! ```toml
//! title = "Sleeping well"          # any key of front matter
//! references-in = "article"        # or "book", the default: one merged bibliography
//! articles = ["preface.md"]        # without parts, or before them
//! [[parts]]
//! title = "Habits"
//! articles = ["tea.md", "light.md"]
//! ```

use super::{Binder, namespace::OTHER_ARTICLE};
use crate::{
    article::{Anchor, Meta},
    batch::{Batch, Input, Job},
    diagnostic::{Code, Diagnostic, Source, any_error},
    env::{DiskEnv, EnvError, confined},
    read::{Syntax, read_toml_meta},
    resolve::Resolved,
    value::{ValueError, by_name},
};
use percent_encoding::percent_decode_str;
use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

/// The description of a book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Book {
    /// The metadata of the book.
    pub meta: Meta,
    /// Where bibliographies are printed.
    pub references_in: ReferencesIn,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// The folder that the path of the cover is relative to.
    pub folder: PathBuf,
}

/// Where bibliographies are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferencesIn {
    /// One at the end of the book, with all works that any article cites.
    #[default]
    Book,
    /// One at the end of each article.
    Article,
}

impl std::str::FromStr for ReferencesIn {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        by_name(text, "a place for references", &[("book", Self::Book), ("article", Self::Article)])
    }
}

/// A part of a book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Its title; `None` for articles outside of parts.
    pub title: Option<String>,
    /// Its articles, in order.
    pub articles: Vec<Member>,
}

/// An article of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its file.
    pub path: PathBuf,
    /// Its syntax.
    pub syntax: Syntax,
    /// The folder that it must be in or below: that of the `book.toml` that names it.
    pub below: Option<PathBuf>,
}

impl Book {
    /// Reads a `book.toml`. Paths are relative to its folder.
    ///
    /// # Errors
    /// Diagnostics, at least one of them an error.
    pub fn read(source: &Source) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (mut meta, mut diagnostics) = read_toml_meta(source);
        let folder = Path::new(&source.name).parent().unwrap_or(Path::new("")).to_owned();
        let mut bad = |message: String| diagnostics.push(Diagnostic::new(Code::BadFrontMatter, message));
        let mut parts = vec![Part { title: None, articles: Vec::new() }];
        let loose = meta.other.remove("articles");
        parts[0].articles = members(loose.as_ref(), &folder, &mut bad);
        for part in meta.other.remove("parts").iter().filter_map(|parts| parts.as_array()).flatten() {
            let title = part.get("title").and_then(|title| title.as_str()).map(str::to_owned);
            parts.push(Part { title, articles: members(part.get("articles"), &folder, &mut bad) });
        }
        let references_in = match meta.other.remove("references-in").as_ref().and_then(|value| value.as_str()) {
            None => ReferencesIn::default(),
            Some(text) => text.parse().unwrap_or_else(|error: ValueError| {
                bad(error.to_string());
                ReferencesIn::default()
            }),
        };
        parts.retain(|part| !part.articles.is_empty());
        if parts.is_empty() {
            bad("the book has no article: write `articles = [\"tea.md\"]`".to_owned());
        }
        let book = Self { meta, references_in, parts, folder };
        if any_error(&diagnostics) { Err(diagnostics) } else { Ok((book, diagnostics)) }
    }

    /// Returns the articles, in order.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.parts.iter().flat_map(|part| &part.articles)
    }

    /// Reads, resolves and joins all articles. Returns `None` if one cannot be used. `report` receives the diagnostics
    /// of each article and of the book, with the source that they refer to.
    pub fn bind(&self, batch: &Batch, report: &mut dyn FnMut(&Source, &[Diagnostic])) -> Option<Resolved> {
        let numbers: HashMap<PathBuf, usize> =
            self.members().zip(1..).map(|(member, number)| (tidy(&member.path), number)).collect();
        let mut binder = Binder::new(self.meta.clone(), self.references_in);
        let mut sound = true;
        for part in &self.parts {
            part.title.iter().for_each(|title| binder.part(title));
            for member in &part.articles {
                match prepared(member, batch, &numbers, report) {
                    Some(resolved) => binder.add(resolved),
                    None => sound = false,
                }
            }
        }
        let mut diagnostics = Vec::new();
        let env = DiskEnv::new(or_here(&self.folder), crate::env::FontSet::bundled());
        let book = sound.then(|| binder.finish(&env, &mut diagnostics));
        report(&Source::new("book", ""), &diagnostics);
        book.filter(|_| !any_error(&diagnostics))
    }
}

fn prepared(
    member: &Member,
    batch: &Batch,
    numbers: &HashMap<PathBuf, usize>,
    report: &mut dyn FnMut(&Source, &[Diagnostic]),
) -> Option<Resolved> {
    let folder = member.path.parent().unwrap_or(Path::new(""));
    let other_article = |url: &str| {
        let (path, place) = url.split_once('#').unwrap_or((url, ""));
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let number = numbers.get(&tidy(&folder.join(decoded(path))))?;
        Some(Anchor::new(format!("{OTHER_ARTICLE}{number}#{}", decoded(place))))
    };
    let input = Input::Path(member.path.clone());
    let job = Job { found_below: member.below.clone(), ..Job::of(input, Some(member.syntax), 0) };
    let done = batch
        .with_source(&job, |source, syntax, env| batch.converter().prepare_among(source, syntax, env, &other_article));
    match done {
        Ok((source, (resolved, diagnostics))) => {
            report(&source, &diagnostics);
            resolved
        }
        Err(diagnostic) => {
            report(&Source::new(job.name(), ""), &[diagnostic]);
            None
        }
    }
}

fn members(list: Option<&serde_json::Value>, folder: &Path, bad: &mut dyn FnMut(String)) -> Vec<Member> {
    let names = list.and_then(|list| list.as_array()).into_iter().flatten();
    let mut members = Vec::new();
    for name in names {
        if name.as_str().is_some_and(|name| matches!(confined(name), Err(EnvError::Outside))) {
            bad(format!("{name} is outside of the book's folder: move the article below it"));
            continue;
        }
        match name.as_str().map(|name| folder.join(name)).map(|path| (Syntax::of_path(&path), path)) {
            Some((Some(syntax), path)) => members.push(Member { path, syntax, below: Some(folder.to_owned()) }),
            Some((None, path)) => {
                bad(format!("{}: the extension is not one of .md, .txt, .html, .docx and .json", path.display()))
            }
            None => bad(format!("`{name}` is not the path of an article")),
        }
    }
    members
}

/// Removes `.` and `..` from a path as far as possible without reading folders.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
