//! The plan: which articles are converted, and which files that makes.

use super::{
    names::{Claims, Clash, identity},
    walk::{self, Found},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    read::Syntax,
    render::Renderer,
};
use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
};

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with every article below it.
    Path(PathBuf),
    /// Bytes in memory, such as standard input; outputs are named after `name`, pictures are read in the current folder.
    Bytes {
        /// What the article is called.
        name: String,
        /// The text.
        bytes: Vec<u8>,
    },
}

/// What is asked for.
#[derive(Debug)]
pub struct Request<'a> {
    /// The articles.
    pub inputs: Vec<Input>,
    /// The formats, in order.
    pub formats: Vec<&'a dyn Renderer>,
    /// Where outputs go; beside each article when none. A folder's tree is mirrored there.
    pub folder: Option<PathBuf>,
    /// The syntax of all articles; by the ending of each when none.
    pub syntax: Option<Syntax>,
}

impl fmt::Debug for dyn Renderer + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One article with the files that it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Where it comes from; never a folder.
    pub input: Input,
    /// Its syntax; told from the text when none.
    pub syntax: Option<Syntax>,
    /// Its outputs.
    pub targets: Vec<Target>,
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

/// Finds the articles and names their outputs. Touches no file.
///
/// An article that is not there, or a folder without any, becomes a job that is refused; the others go on.
///
/// # Errors
/// [`PlanError`] when the output folder is a file, or when two outputs would be the same file or an output would
/// replace an article.
pub fn plan(request: Request<'_>) -> Result<Plan, PlanError> {
    if let Some(folder) = &request.folder
        && folder.exists()
        && !folder.is_dir()
    {
        let message = format!("{} is not a folder: name another one with `-o`", folder.display());
        return Err(PlanError { messages: vec![message] });
    }
    let mut planner = Planner { request: &request, plan: Plan::default(), seen: BTreeSet::new() };
    for input in &request.inputs {
        planner.add(input);
    }
    let plan = planner.plan;
    let messages = clashes(&plan);
    if messages.is_empty() { Ok(plan) } else { Err(PlanError { messages }) }
}

struct Planner<'a> {
    request: &'a Request<'a>,
    plan: Plan,
    /// Articles that have a job, so that one named twice is converted once.
    seen: BTreeSet<PathBuf>,
}

impl Planner<'_> {
    fn add(&mut self, input: &Input) {
        match input {
            Input::Bytes { name, .. } => {
                let targets = self.targets(&self.request.folder.clone().unwrap_or_default(), name.as_ref());
                self.push(input.clone(), self.request.syntax, targets);
            }
            Input::Path(path) if path.is_dir() => self.add_folder(path),
            Input::Path(path) => self.add_file(path),
        }
    }

    fn add_file(&mut self, path: &Path) {
        if !path.exists() {
            let diagnostic = Diagnostic::new(Code::Unreadable, "there is no such file or folder")
                .help("check the spelling and the folder you are in");
            return self.refuse(path, diagnostic);
        }
        let Some(syntax) = self.request.syntax.or_else(|| Syntax::of_path(path)) else {
            let diagnostic =
                Diagnostic::new(Code::UnknownSyntax, "the name does not end in .md, .markdown, .txt, .html or .json")
                    .help("say what it is with `--from markdown`, `text` or `html`");
            return self.refuse(path, diagnostic);
        };
        let beside = path.parent().unwrap_or(Path::new(""));
        self.add_article(path, beside, syntax);
    }

    fn add_folder(&mut self, root: &Path) {
        let Found { articles, shadowed, unreadable } = walk::articles(root, self.request.folder.as_deref());
        let nothing = articles.is_empty() && unreadable.is_empty();
        for (path, why) in unreadable {
            self.refuse(&path, Diagnostic::new(Code::Unreadable, why).help("check who may read it"));
        }
        self.plan.skipped.extend(
            shadowed
                .iter()
                .map(|path| format!("{}: passed over, as an output of the article of the same name", path.display())),
        );
        for (path, syntax) in articles {
            let inside = path.strip_prefix(root).ok().and_then(Path::parent).unwrap_or(Path::new(""));
            let folder = self.request.folder.as_ref().map_or_else(|| root.join(inside), |out| out.join(inside));
            self.add_to(&path, &folder, self.request.syntax.unwrap_or(syntax));
        }
        if nothing {
            let diagnostic = Diagnostic::new(Code::Unreadable, "the folder has no article")
                .help("put files that end in .md, .markdown, .txt or .html there, or name another folder");
            self.refuse(root, diagnostic);
        }
    }

    fn add_article(&mut self, path: &Path, beside: &Path, syntax: Syntax) {
        let folder = self.request.folder.clone().unwrap_or_else(|| beside.to_owned());
        self.add_to(path, &folder, syntax);
    }

    fn add_to(&mut self, path: &Path, folder: &Path, syntax: Syntax) {
        if self.seen.insert(identity(path)) {
            let targets = self.targets(folder, path.file_stem().unwrap_or_default().as_ref());
            self.push(Input::Path(path.to_owned()), Some(syntax), targets);
        }
    }

    fn targets(&self, folder: &Path, stem: &Path) -> Vec<Target> {
        let target = |renderer: &&dyn Renderer| {
            let mut name = stem.as_os_str().to_owned();
            name.push(".");
            name.push(renderer.extension());
            Target { format: renderer.name(), path: folder.join(name) }
        };
        self.request.formats.iter().map(target).collect()
    }

    fn push(&mut self, input: Input, syntax: Option<Syntax>, targets: Vec<Target>) {
        self.plan.jobs.push(Job { input, syntax, targets, refused: None });
    }

    fn refuse(&mut self, path: &Path, diagnostic: Diagnostic) {
        let input = Input::Path(path.to_owned());
        self.plan.jobs.push(Job { input, syntax: None, targets: Vec::new(), refused: Some(diagnostic) });
    }
}

impl Job {
    /// What the article is called in messages.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.input {
            Input::Path(path) => path.display().to_string(),
            Input::Bytes { name, .. } => name.clone(),
        }
    }
}

/// A sentence for each output that two would write, or that would replace an article.
fn clashes(plan: &Plan) -> Vec<String> {
    let mut claims = Claims::default();
    for job in &plan.jobs {
        if let Input::Path(path) = &job.input {
            claims.article(path);
        }
    }
    let targets = plan.jobs.iter().flat_map(|job| job.targets.iter().map(move |target| (job.name(), target)));
    let clash = |(article, target): (String, &Target)| {
        let path = target.path.display();
        claims.output(&target.path, &article).map(|clash| match clash {
            Clash::Article => format!(
                "{path}: the {} of {article} would replace an article: write elsewhere with `-o DIR`, or choose \
                 formats with `--to`",
                target.format
            ),
            Clash::Output(other) => format!(
                "{path}: {other} and {article} would both write it: rename one, or convert them into different \
                 folders with `-o DIR`"
            ),
        })
    };
    targets.filter_map(clash).collect()
}
