//! The parts of a plan: articles, each with its outputs.

use super::{
    request::{Choice, Input},
    target::Target,
};
use crate::{
    diagnostic::Diagnostic,
    env::{DiskEnv, FontSet},
    read::Syntax,
    render::Format,
};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// An article with its outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The article: a file, or bytes.
    pub input: Input,
    /// Its syntax; detected if `None`.
    pub syntax: Option<Syntax>,
    /// Its outputs.
    pub targets: Vec<Target>,
    /// The index of its converter in the batch.
    pub converter: usize,
    /// The folder whose walk found the article. Neither the article nor what it uses may be outside.
    pub found_below: Option<PathBuf>,
    /// The folder that contains all of its outputs. Links in it that lead out of it are not followed.
    pub outputs_below: PathBuf,
    /// The time limit for a worker on this article, in addition to the limit for all.
    pub timeout: Option<Duration>,
    /// Why it cannot be converted, if the plan already knows.
    pub refused: Option<Diagnostic>,
}

/// The articles to convert, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// The articles.
    pub jobs: Vec<Job>,
    /// Files that are not converted, or not to all formats.
    pub skipped: Vec<Skipped>,
    /// Whether an input is missing or could not be read. Articles missing from the plan may then still exist: a disk
    /// may not be mounted.
    pub partial: bool,
}

/// A file that is not converted. Displays as a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// The reason: "skipped, as it is not an article".
    pub reason: String,
}

impl Skipped {
    pub(super) fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), reason: reason.into() }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

/// An article whose outputs are not named yet.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) job: Job,
    /// Where its outputs go.
    pub(super) folder: PathBuf,
    pub(super) choice: Arc<Choice>,
}

/// Why there is no plan. Displays as one message per line, each with advice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// The output folder is a file.
    NotAFolder(PathBuf),
    /// Patterns or settings that cannot be used, one message each.
    Unusable(Vec<String>),
    /// Outputs that would overwrite an article or each other.
    Clashes {
        /// The first ones.
        clashes: Vec<Clash>,
        /// How many more there are.
        more: usize,
    },
    /// Outputs that would replace files that handout did not write.
    Foreign {
        /// The first ones.
        files: Vec<PathBuf>,
        /// How many more there are.
        more: usize,
    },
}

/// An output that would overwrite something of this run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clash {
    /// An output would overwrite an article.
    Article {
        /// The file.
        path: PathBuf,
        /// The format of the output.
        format: Format,
        /// The article that the output is made from.
        article: String,
    },
    /// Two articles would write the same file.
    Output {
        /// The file.
        path: PathBuf,
        /// The two articles.
        articles: [String; 2],
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(f, "`{}` is not a folder: choose another with `-o`", path.display()),
            Self::Unusable(messages) => f.write_str(&messages.join("\n")),
            Self::Clashes { clashes, more } => write_lines(f, clashes, *more, "outputs clash in the same way"),
            Self::Foreign { files, more } => {
                let message = |path: &PathBuf| {
                    format!(
                        "{}: this file was not written by handout, or was changed since: nothing is written; move it, \
                         write elsewhere with `-o DIR`, or replace it with `--force`",
                        path.display()
                    )
                };
                write_lines(f, &files.iter().map(message).collect::<Vec<_>>(), *more, "files are in the same case")
            }
        }
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article { path, format, article } => write!(
                f,
                "{}: the {format} of {article} would overwrite an article: write elsewhere with `-o DIR`, or choose \
                 formats with `--to`",
                path.display()
            ),
            Self::Output { path, articles: [one, other] } => write!(
                f,
                "{}: {one} and {other} would both be written to this file: rename one, choose distinct names with \
                 `--name`, or convert them into different folders with `-o DIR`",
                path.display()
            ),
        }
    }
}

/// Writes one line for each item, and one for the number of further items.
fn write_lines<T: ToString>(f: &mut fmt::Formatter<'_>, lines: &[T], more: usize, what: &str) -> fmt::Result {
    f.write_str(&lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    if more > 0 { write!(f, "\n{more} more {what}") } else { Ok(()) }
}

impl std::error::Error for PlanError {}

impl Job {
    /// Returns the article's name in messages.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.input {
            Input::Path(path) | Input::Listed(path) => path.display().to_string(),
            Input::Bytes { name, .. } | Input::Glob(name) => name.clone(),
        }
    }

    /// Returns the article's file, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.input {
            Input::Path(path) | Input::Listed(path) => Some(path),
            Input::Bytes { .. } | Input::Glob(_) => None,
        }
    }

    /// Creates a job without outputs for an article named by the caller.
    #[must_use]
    pub fn of(input: Input, syntax: Option<Syntax>, converter: usize) -> Self {
        let (found_below, outputs_below) = (None, PathBuf::new());
        let (targets, timeout, refused) = (Vec::new(), None, None);
        Self { input, syntax, targets, converter, found_below, outputs_below, timeout, refused }
    }

    /// Returns the environment of the article: the folder that it may read files from.
    pub(super) fn env(&self, fonts: Arc<FontSet>) -> DiskEnv {
        let folder = match &self.input {
            Input::Bytes { folder, .. } => folder,
            _ => self.path().and_then(Path::parent).unwrap_or(Path::new("")),
        };
        match self.found_below.as_deref().and_then(|top| Some((top, folder.strip_prefix(top).ok()?))) {
            Some((top, below)) => DiskEnv::below(top, below, fonts),
            None => DiskEnv::new(folder, fonts),
        }
    }

    /// Returns the formats of its targets.
    pub(super) fn formats(&self) -> Vec<Format> {
        self.targets.iter().map(|target| target.format.clone()).collect()
    }
}
