//! Names the outputs of articles, by a template and the articles' metadata.

use super::{
    job::{Draft, Job},
    load::load_job,
    pool,
    request::{Choice, FileType},
    target::Target,
    template::{Field, Template},
};
use crate::{
    Syntax,
    article::Article,
    convert::name_of,
    diagnostic::Diagnostic,
    env::FontSet,
    panics,
    read::read_as,
    resolve::{self, slug_of},
};
use std::path::{Path, PathBuf};

/// Returns the jobs with their targets. If a template needs metadata, articles are read, on all cores.
pub(super) fn named(drafts: Vec<Draft>) -> Vec<Job> {
    if drafts.iter().all(|draft| !draft.choice.names.needs_article()) {
        return drafts.into_iter().map(name).collect();
    }
    let mut jobs = Vec::with_capacity(drafts.len());
    match pool::in_order(0, drafts.iter(), |draft| name(draft.clone()), |job| jobs.push(job)) {
        Ok(()) => jobs,
        Err(_) => drafts.into_iter().map(name).collect(),
    }
}

fn name(draft: Draft) -> Job {
    let Draft { mut job, folder, choice } = draft;
    if job.refused.is_some() {
        return job;
    }
    match stem(&job, &choice) {
        Ok(stem) => job.targets = choice.files.iter().map(|file| target(&folder, &stem, file)).collect(),
        Err(diagnostic) => job.refused = Some(diagnostic),
    }
    job
}

fn target(folder: &Path, stem: &Path, file: &FileType) -> Target {
    // allocated at its final length: a batch may hold hundreds of thousands of paths
    let length = folder.as_os_str().len() + stem.as_os_str().len() + file.extension.len() + 2;
    let mut path = PathBuf::with_capacity(length);
    path.push(folder);
    path.push(stem);
    let mut path = path.into_os_string();
    path.push(".");
    path.push(&file.extension);
    Target { format: file.format.clone(), path: path.into() }
}

/// Returns the path of the outputs below their folder, without an extension.
fn stem(job: &Job, choice: &Choice) -> Result<PathBuf, Diagnostic> {
    let file = job.name();
    let own = own_name(job);
    if choice.names == Template::default() {
        return Ok(own.into());
    }
    let own = own.to_string_lossy().into_owned();
    let article = if choice.names.needs_article() { Some(article(job, choice)?) } else { None };
    Ok(choice.names.fill(|field| match (&article, field) {
        (None, _) | (_, Field::Name) => own.clone(),
        (Some(article), field) => value(article, field, &file, &own),
    }))
}

/// Returns the name of the article's file without its extension.
fn own_name(job: &Job) -> std::ffi::OsString {
    let name = job.name();
    let path = job.path().unwrap_or(Path::new(&name));
    let has_extension = job.path().is_some() || Syntax::of_path(path).is_some();
    let own = if has_extension { path.file_stem() } else { path.file_name() };
    own.unwrap_or_default().to_owned()
}

fn value(article: &Article, field: Field, file: &str, own: &str) -> String {
    let meta = &article.meta;
    match field {
        Field::Name => own.to_owned(),
        Field::Slug => Some(slug_of(article, name_of(file))).filter(|slug| !slug.is_empty()).unwrap_or(own.to_owned()),
        Field::Lang => meta.lang.clone().unwrap_or_default().as_str().to_owned(),
        Field::Category => resolve::slug(meta.category.as_deref().unwrap_or_default()),
        Field::Date => meta.published.as_ref().and_then(|date| date.iso.clone()).unwrap_or_default(),
    }
}

/// Reads the article. Its diagnostics are reported when it is converted.
fn article(job: &Job, choice: &Choice) -> Result<Article, Diagnostic> {
    let (source, syntax) = load_job(job, &job.env(FontSet::bundled()))?;
    panics::catch(|| read_as(&source, syntax, choice.lang.as_ref(), choice.usual_lang.as_ref()).article)
}
