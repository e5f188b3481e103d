//! The plan: which articles are converted, and which files that makes.

use super::{
    names::{Claims, Clash, Identities},
    naming,
    request::{Choice, Input, Request},
    walk::{self, Found},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    read::Syntax,
};
use std::{
    collections::HashSet,
    fmt,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

/// One article with the files that it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Where it comes from: a file or bytes.
    pub input: Input,
    /// Its syntax; told from the text when none.
    pub syntax: Option<Syntax>,
    /// Its outputs.
    pub targets: Vec<Target>,
    /// Which of the batch's converters makes them, from 0.
    pub converter: usize,
    /// Why it cannot even be tried.
    pub refused: Option<Diagnostic>,
}

/// One file to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The renderer's name.
    pub format: &'static str,
    /// Where the file goes.
    pub path: PathBuf,
}

/// What will be done, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// The articles.
    pub jobs: Vec<Job>,
    /// Files that were passed over, each with the reason.
    pub skipped: Vec<String>,
    /// Whether something that was named is not there or could not be looked into. Articles that the plan lacks may be
    /// there then: a disk may not be mounted.
    pub partial: bool,
}

/// Why nothing can be done: lower-case sentences, each with what to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanError {
    /// What is in the way.
    pub messages: Vec<String>,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join("\n"))
    }
}

impl std::error::Error for PlanError {}

/// Finds the articles and names their outputs. Writes nothing; reads articles only where names of outputs need it.
///
/// An article that is not there, or a folder without any, becomes a job that is refused; the others go on.
///
/// # Errors
/// [`PlanError`] when the output folder is a file, when it cannot be told what holds for a folder, or when two
/// outputs would be the same file or an output would replace an article.
pub fn plan(request: Request<'_>) -> Result<Plan, PlanError> {
    if let Some(folder) = &request.folder
        && folder.exists()
        && !folder.is_dir()
    {
        let message = format!("{} is not a folder: name another one with `-o`", folder.display());
        return Err(PlanError { messages: vec![message] });
    }
    let mut planner = Planner {
        request: &request,
        drafts: Vec::new(),
        skipped: Vec::new(),
        partial: false,
        wrong: Vec::new(),
        identities: Identities::default(),
        seen: HashSet::new(),
    };
    for input in &request.inputs {
        planner.add(input);
    }
    let Planner { drafts, skipped, partial, wrong, .. } = planner;
    if !wrong.is_empty() {
        return Err(PlanError { messages: wrong });
    }
    let plan = Plan { jobs: naming::named(drafts), skipped, partial };
    let messages = clashes(&plan);
    if messages.is_empty() { Ok(plan) } else { Err(PlanError { messages }) }
}

/// An article whose outputs have no names yet.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) job: Job,
    /// Where its outputs go.
    pub(super) folder: PathBuf,
    pub(super) choice: Arc<Choice>,
}

struct Planner<'a> {
    request: &'a Request<'a>,
    drafts: Vec<Draft>,
    skipped: Vec<String>,
    partial: bool,
    /// Why there can be no plan.
    wrong: Vec<String>,
    identities: Identities,
    /// Articles that have a job, so that one named twice is converted once.
    seen: HashSet<PathBuf>,
}

impl Planner<'_> {
    fn add(&mut self, input: &Input) {
        match input {
            Input::Bytes { .. } => {
                let folder = self.request.folder.clone().unwrap_or_default();
                self.push(input.clone(), self.request.syntax, Path::new(""), folder);
            }
            Input::Path(path) if path.is_dir() => self.add_folder(path, self.request.folder.clone()),
            Input::Listed(path) if path.is_dir() => {
                let mirrored = |out: &PathBuf| out.join(below(path));
                self.add_folder(path, self.request.folder.as_ref().map(mirrored));
            }
            Input::Path(path) => {
                let beside = path.parent().unwrap_or(Path::new(""));
                self.add_file(path, self.request.folder.clone().unwrap_or_else(|| beside.to_owned()));
            }
            Input::Listed(path) => {
                let beside = path.parent().unwrap_or(Path::new(""));
                let mirrored = |out: &PathBuf| out.join(below(beside));
                self.add_file(path, self.request.folder.as_ref().map_or_else(|| beside.to_owned(), mirrored));
            }
            Input::Glob(pattern) => self.add_fitting(pattern),
        }
    }

    fn add_file(&mut self, path: &Path, folder: PathBuf) {
        if !path.exists() {
            return self.refuse(path, not_there());
        }
        let Some(syntax) = self.request.syntax.or_else(|| Syntax::of_path(path)) else {
            let diagnostic =
                Diagnostic::new(Code::UnknownSyntax, "the name does not end in .md, .markdown, .txt, .html or .json")
                    .help("say what it is with `--from markdown`, `text` or `html`");
            return self.refuse(path, diagnostic);
        };
        self.add_article(path, folder, syntax);
    }

    fn add_folder(&mut self, root: &Path, out: Option<PathBuf>) {
        let found = walk::articles(root, self.request.folder.as_deref());
        let nothing = found.articles.is_empty() && found.unreadable.is_empty();
        self.add_found(root, out.as_deref(), found);
        if nothing {
            let diagnostic = Diagnostic::new(Code::Unreadable, "the folder has no article")
                .help("put files that end in .md, .markdown, .txt or .html there, or name another folder");
            self.refuse(root, diagnostic);
        }
    }

    fn add_fitting(&mut self, pattern: &str) {
        let (root, found) = match walk::fitting(pattern, self.request.folder.as_deref(), self.request.syntax) {
            Ok(fitting) => fitting,
            Err(message) => return self.wrong.push(message),
        };
        let nothing = found.articles.is_empty() && found.unreadable.is_empty();
        let out = self.request.folder.clone();
        self.add_found(&root, out.as_deref(), found);
        if nothing {
            let diagnostic = Diagnostic::new(Code::Unreadable, "no article fits this pattern")
                .help("`*` stays in its folder and `**/` goes below; quote it, so that the shell leaves it alone");
            self.refuse(Path::new(pattern), diagnostic);
        }
    }

    /// Adds what was found below a folder, whose tree is mirrored below `out`, or else stays.
    fn add_found(&mut self, root: &Path, out: Option<&Path>, found: Found) {
        for (path, why) in found.unreadable {
            let diagnostic = if path.exists() {
                Diagnostic::new(Code::Unreadable, why).help("check who may read it")
            } else {
                not_there()
            };
            self.refuse(&path, diagnostic);
        }
        self.skipped.extend(
            found
                .shadowed
                .iter()
                .map(|path| format!("{}: passed over, as an output of the article of the same name", path.display())),
        );
        for (path, syntax) in found.articles {
            let inside = path.strip_prefix(root).ok().and_then(Path::parent).unwrap_or(Path::new(""));
            let folder = out.unwrap_or(root).join(inside);
            self.add_article(&path, folder, self.request.syntax.unwrap_or(syntax));
        }
    }

    fn add_article(&mut self, path: &Path, folder: PathBuf, syntax: Syntax) {
        if self.seen.insert(self.identities.name_of(path)) {
            let beside = path.parent().unwrap_or(Path::new("")).to_owned();
            // a text file may turn out to hold Markdown
            let syntax = self.request.syntax.or(Some(syntax).filter(|syntax| *syntax != Syntax::Pasted));
            self.push(Input::Path(path.to_owned()), syntax, &beside, folder);
        }
    }

    fn push(&mut self, input: Input, syntax: Option<Syntax>, beside: &Path, folder: PathBuf) {
        match (self.request.choose)(beside) {
            Ok(choice) => {
                let converter = choice.converter;
                let job = Job { input, syntax, targets: Vec::new(), converter, refused: None };
                self.drafts.push(Draft { job, folder, choice });
            }
            Err(message) if self.wrong.contains(&message) => {}
            Err(message) => self.wrong.push(message),
        }
    }

    fn refuse(&mut self, path: &Path, diagnostic: Diagnostic) {
        self.partial = true;
        let input = Input::Path(path.to_owned());
        let job = Job { input, syntax: None, targets: Vec::new(), converter: 0, refused: Some(diagnostic) };
        self.drafts.push(Draft { job, folder: PathBuf::new(), choice: Arc::default() });
    }
}

fn not_there() -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "there is no such file or folder")
        .help("check the spelling and the folder you are in")
}

/// The folders of a listed article below the output folder: those of its path as it is written, so that they do not
/// change with what else is on the list. A path from the root goes by its folders too, or by those below the current
/// folder when it is there.
fn below(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(&here).unwrap_or(folder);
    let names = folder.components().filter(|part| matches!(part, Component::Normal(_)));
    names.collect()
}

impl Job {
    /// What the article is called in messages.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.input {
            Input::Path(path) | Input::Listed(path) => path.display().to_string(),
            Input::Bytes { name, .. } | Input::Glob(name) => name.clone(),
        }
    }

    /// Its file, if it has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.input {
            Input::Path(path) | Input::Listed(path) => Some(path),
            Input::Bytes { .. } | Input::Glob(_) => None,
        }
    }
}

/// So many clashes are told. Names that fit all articles alike would make thousands.
const TOLD: usize = 20;

/// A sentence for each output that two would write, or that would replace an article; of very many, for the first.
fn clashes(plan: &Plan) -> Vec<String> {
    let mut claims = Claims::default();
    for path in plan.jobs.iter().filter_map(Job::path) {
        claims.article(path);
    }
    let jobs = plan.jobs.iter().enumerate();
    let targets = jobs.flat_map(|(number, job)| job.targets.iter().map(move |target| (number, target)));
    let name = |number: usize| plan.jobs[number].name();
    let clash = |(number, target): (usize, &Target)| {
        let path = target.path.display();
        claims.output(&target.path, number).map(|clash| match clash {
            Clash::Article => format!(
                "{path}: the {} of {} would replace an article: write elsewhere with `-o DIR`, or choose formats with \
                 `--to`",
                target.format,
                name(number)
            ),
            Clash::Output(other) => format!(
                "{path}: {} and {} would both write it: rename one, tell them apart with `--name`, or convert them into \
                 different folders with `-o DIR`",
                name(other),
                name(number)
            ),
        })
    };
    let mut clashes: Vec<_> = targets.filter_map(clash).collect();
    if clashes.len() > TOLD {
        let more = clashes.split_off(TOLD).len();
        clashes.push(format!("{more} more outputs clash alike"));
    }
    clashes
}
