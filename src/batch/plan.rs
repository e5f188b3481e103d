//! Makes a plan: which articles are converted, and into which files.

use super::{
    claims::{Claim, Claims, Identities},
    job::{Clash, Draft, Job, Plan, PlanError, Skipped},
    kinds,
    ours::{self, is_foreign},
    output_names,
    request::{Input, Request},
    target::Target,
    walk::{self, Found},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    read::Syntax,
};
use std::{
    collections::HashSet,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

/// Finds the articles and names their outputs. Writes nothing, and reads articles only if the names of outputs depend
/// on them.
///
/// A missing article or a folder without articles becomes a refused job; the others are planned.
///
/// # Errors
/// [`PlanError`] if the output folder is a file, if the settings of a folder cannot be used, or if two outputs would be
/// the same file, or an output would overwrite an article or a file that handout did not write.
pub fn plan(request: Request<'_>) -> Result<Plan, PlanError> {
    if let Some(folder) = &request.folder
        && folder.exists()
        && !folder.is_dir()
    {
        return Err(PlanError::NotAFolder(folder.clone()));
    }
    let mut planner = Planner {
        request: &request,
        drafts: Vec::new(),
        skipped: Vec::new(),
        partial: false,
        errors: Vec::new(),
        identities: Identities::default(),
        seen: HashSet::new(),
    };
    for input in &request.inputs {
        planner.add(input);
    }
    let Planner { drafts, skipped, partial, errors, .. } = planner;
    if !errors.is_empty() {
        return Err(PlanError::Unusable(errors));
    }
    let mut plan = Plan { jobs: output_names::named(drafts), skipped, partial };
    name_files(&mut plan, &request.files)?;
    leave_articles_alone(&mut plan);
    check_clashes(&plan)?;
    if !request.force {
        check_foreign(&plan)?;
    }
    Ok(plan)
}

/// Assigns outputs that are named one by one to the only article.
fn name_files(plan: &mut Plan, files: &[Target]) -> Result<(), PlanError> {
    match (files, plan.jobs.as_mut_slice()) {
        ([], _) => {}
        (_, [job]) => {
            job.targets = files.to_vec();
            job.outputs_below = PathBuf::new();
        }
        ([file, ..], jobs) => {
            let message = format!(
                "{} is one file, and there are {} articles: name a folder, or bind them with `handout book`",
                file.path.display(),
                jobs.len()
            );
            return Err(PlanError::Unusable(vec![message]));
        }
    }
    Ok(())
}

/// Removes outputs that would replace their own article, unless it is the only one.
fn leave_articles_alone(plan: &mut Plan) {
    let identities = Identities::default();
    for job in &mut plan.jobs {
        let Some(article) = job.path().map(|path| identities.of(path)) else { continue };
        let is_itself =
            |target: &Target| target.path.extension() == article.extension() && identities.of(&target.path) == article;
        if let (2.., Some(index)) = (job.targets.len(), job.targets.iter().position(is_itself)) {
            let Target { format, path } = job.targets.remove(index);
            let reason = format!("the {format} is left out, as it would replace the article");
            plan.skipped.push(Skipped::new(&path, reason));
        }
    }
}

/// Returns an error if an output would replace a file that handout did not write.
fn check_foreign(plan: &Plan) -> Result<(), PlanError> {
    let mut foreign = plan.jobs.iter().flat_map(|job| &job.targets).filter(|target| is_foreign(&target.path));
    let files: Vec<_> = foreign.by_ref().take(MOST_CLASHES).map(|target| target.path.clone()).collect();
    if files.is_empty() { Ok(()) } else { Err(PlanError::Foreign { files, more: foreign.count() }) }
}

/// Where an article was found and where its outputs go.
struct Place {
    found_below: Option<PathBuf>,
    outputs_below: PathBuf,
    folder: PathBuf,
}

struct Planner<'a> {
    request: &'a Request<'a>,
    drafts: Vec<Draft>,
    skipped: Vec<Skipped>,
    partial: bool,
    /// Patterns and settings that cannot be used.
    errors: Vec<String>,
    identities: Identities,
    /// Articles that have a job: one named twice is converted once.
    seen: HashSet<PathBuf>,
}

impl Planner<'_> {
    fn add(&mut self, input: &Input) {
        match input {
            Input::Bytes { .. } => {
                let folder = self.request.folder.clone().unwrap_or_default();
                let place = Place { found_below: None, outputs_below: folder.clone(), folder };
                self.push(input.clone(), self.request.syntax, Path::new(""), place);
            }
            Input::Path(path) if path.is_dir() => self.add_folder(path, self.request.folder.clone()),
            Input::Listed(path) if path.is_dir() => {
                let mirrored = |out: &PathBuf| out.join(below(path));
                self.add_folder(path, self.request.folder.as_ref().map(mirrored));
            }
            Input::Path(path) => {
                let own = path.parent().unwrap_or(Path::new(""));
                let folder = self.request.folder.clone().unwrap_or_else(|| own.to_owned());
                self.add_file(path, folder.clone(), folder);
            }
            Input::Listed(path) => {
                let own = path.parent().unwrap_or(Path::new(""));
                let mirrored = |out: &PathBuf| out.join(below(own));
                let folder = self.request.folder.as_ref().map_or_else(|| own.to_owned(), mirrored);
                self.add_file(path, self.request.folder.clone().unwrap_or_else(|| own.to_owned()), folder);
            }
            Input::Glob(pattern) => self.add_matching(pattern),
        }
    }

    fn add_file(&mut self, path: &Path, outputs_below: PathBuf, folder: PathBuf) {
        if !path.exists() {
            return self.refuse(path, missing(path));
        }
        let several = self.request.inputs.len() > 1 && self.request.syntax.is_none();
        // as in the shell's expansion of `*`
        if several && ours::is_output(path) {
            return self.skipped.push(Skipped::new(path, "skipped, as handout wrote it"));
        }
        let Some(syntax) = self.request.syntax.or_else(|| Syntax::of_path(path)) else {
            if several && kinds::is_companion(path) {
                return self.skipped.push(Skipped::new(path, "skipped, as it is not an article"));
            }
            return self.refuse(path, no_article(path));
        };
        self.add_article(path, Place { found_below: None, outputs_below, folder }, syntax);
    }

    fn add_folder(&mut self, root: &Path, out: Option<PathBuf>) {
        let found = walk::articles(root, self.request.folder.as_deref());
        let nothing = found.articles.is_empty() && found.unreadable.is_empty();
        self.add_found(root, out.as_deref(), found);
        if nothing {
            let diagnostic = Diagnostic::new(Code::Unreadable, "the folder contains no articles")
                .help("articles are files that end in .md, .markdown, .txt, .html or .docx");
            self.refuse(root, diagnostic);
        }
    }

    fn add_matching(&mut self, pattern: &str) {
        let (root, found) = match walk::matching(pattern, self.request.folder.as_deref(), self.request.syntax) {
            Ok(matching) => matching,
            Err(message) => return self.errors.push(message),
        };
        let nothing = found.articles.is_empty() && found.unreadable.is_empty();
        let out = self.request.folder.clone();
        self.add_found(&root, out.as_deref(), found);
        if nothing {
            let diagnostic = Diagnostic::new(Code::Unreadable, "no article matches this pattern")
                .help("`*` matches within a folder and `**/` any folders; quote the pattern, so that the shell does not expand it");
            self.refuse(Path::new(pattern), diagnostic);
        }
    }

    /// Adds what was found below a folder. Outputs go to the same tree below `out`, or next to the articles.
    fn add_found(&mut self, root: &Path, out: Option<&Path>, found: Found) {
        for (path, why) in found.unreadable {
            let diagnostic = if path.exists() {
                Diagnostic::new(Code::Unreadable, why).help("check the permissions")
            } else {
                missing(&path)
            };
            self.refuse(&path, diagnostic);
        }
        let outside = format!("skipped, as it is a link to a file outside of {}", shown(root));
        self.skipped.extend(found.outside.iter().map(|path| Skipped::new(path, outside.clone())));
        self.skipped.extend(found.documents.iter().filter_map(|path| {
            let (what, help) = kinds::document(path)?;
            Some(Skipped::new(path, format!("skipped, as this is {what}: {help}")))
        }));
        let output = "skipped, as it is taken for an output of the article of the same name";
        self.skipped.extend(found.shadowed.iter().map(|path| Skipped::new(path, output)));
        for (path, syntax) in found.articles {
            let inside = path.strip_prefix(root).ok().and_then(Path::parent).unwrap_or(Path::new(""));
            let top = out.unwrap_or(root);
            let place = Place {
                found_below: Some(root.to_owned()),
                outputs_below: self.request.folder.as_deref().unwrap_or(top).to_owned(),
                folder: top.join(inside),
            };
            self.add_article(&path, place, self.request.syntax.unwrap_or(syntax));
        }
    }

    fn add_article(&mut self, path: &Path, place: Place, syntax: Syntax) {
        if self.seen.insert(self.identities.name_of(path)) {
            let own = path.parent().unwrap_or(Path::new("")).to_owned();
            // a text file may turn out to contain Markdown
            let syntax = self.request.syntax.or(Some(syntax).filter(|syntax| *syntax != Syntax::Pasted));
            self.push(Input::Path(path.to_owned()), syntax, &own, place);
        }
    }

    fn push(&mut self, input: Input, syntax: Option<Syntax>, own: &Path, place: Place) {
        match (self.request.choose)(own) {
            Ok(choice) => {
                let Place { found_below, outputs_below, folder } = place;
                let job = Job { found_below, outputs_below, ..Job::of(input, syntax, choice.converter) };
                self.drafts.push(Draft { job, folder, choice });
            }
            Err(message) if self.errors.contains(&message) => {}
            Err(message) => self.errors.push(message),
        }
    }

    fn refuse(&mut self, path: &Path, diagnostic: Diagnostic) {
        self.partial = true;
        let job = Job { refused: Some(diagnostic), ..Job::of(Input::Path(path.to_owned()), None, 0) };
        self.drafts.push(Draft { job, folder: PathBuf::new(), choice: Arc::default() });
    }
}

/// Returns a folder as shown in messages.
fn shown(folder: &Path) -> std::path::Display<'_> {
    if folder.as_os_str().is_empty() { Path::new(".").display() } else { folder.display() }
}

fn no_article(path: &Path) -> Diagnostic {
    match kinds::document(path) {
        Some((what, help)) => Diagnostic::new(Code::UnknownSyntax, format!("this is {what}")).help(help),
        None => {
            Diagnostic::new(Code::UnknownSyntax, "the name does not end in .md, .markdown, .txt, .html, .docx or .json")
                .help("choose the syntax with `--from markdown`, `text`, `html` or `docx`")
        }
    }
}

fn missing(path: &Path) -> Diagnostic {
    // `handout convert leaflet.md`: a word alone may be meant as a command
    let is_word = path.components().count() == 1 && path.extension().is_none();
    let help = if is_word {
        "check the spelling and the current folder; `handout leaflet.md` needs no command, and `--help` lists all"
    } else {
        "check the spelling and the current folder"
    };
    Diagnostic::new(Code::Unreadable, "there is no such file or folder").help(help)
}

/// Returns the folders of a listed article below the output folder: those of its path as written, so that they do not
/// depend on the rest of the list. The current folder is stripped from absolute paths.
fn below(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(&here).unwrap_or(folder);
    let names = folder.components().filter(|part| matches!(part, Component::Normal(_)));
    names.collect()
}

/// The maximum number of clashes to report. A template that gives all articles the same name would make thousands.
const MOST_CLASHES: usize = 20;

/// Returns an error if two outputs would be the same file, or one would overwrite an article.
fn check_clashes(plan: &Plan) -> Result<(), PlanError> {
    let mut claims = Claims::default();
    for path in plan.jobs.iter().filter_map(Job::path) {
        claims.article(path);
    }
    let (mut clashes, mut more) = (Vec::new(), 0);
    for (index, job) in plan.jobs.iter().enumerate() {
        for Target { format, path } in &job.targets {
            let Some(claim) = claims.output(path, index) else { continue };
            if clashes.len() == MOST_CLASHES {
                more += 1;
                continue;
            }
            let path = path.clone();
            clashes.push(match claim {
                Claim::Article => Clash::Article { path, format: format.clone(), article: job.name() },
                Claim::Output(other) => Clash::Output { path, articles: [plan.jobs[other].name(), job.name()] },
            });
        }
    }
    if clashes.is_empty() { Ok(()) } else { Err(PlanError::Clashes { clashes, more }) }
}
