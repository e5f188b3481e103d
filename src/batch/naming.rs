//! Names for outputs, by what articles say of themselves.

use super::{
    fault::guarded,
    load::load,
    planning::{Draft, Job, Target},
    pool,
    request::{Choice, Format},
    template::Field,
};
use crate::{
    Syntax,
    article::Article,
    convert::name_of,
    diagnostic::Diagnostic,
    read::read_as,
    resolve::{self, slug_of},
};
use std::path::{Path, PathBuf};

/// The jobs with their targets. Articles are read, on all cores, where a name asks for what they say.
pub(super) fn named(drafts: Vec<Draft>) -> Vec<Job> {
    if drafts.iter().all(|draft| !draft.choice.names.asks_article()) {
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
        Ok(stem) => job.targets = choice.formats.iter().map(|&format| target(&folder, &stem, format)).collect(),
        Err(diagnostic) => job.refused = Some(diagnostic),
    }
    job
}

fn target(folder: &Path, stem: &Path, format: Format) -> Target {
    // as long as it will be: a batch has hundreds of thousands of them
    let length = folder.as_os_str().len() + stem.as_os_str().len() + format.extension.len() + 2;
    let mut path = PathBuf::with_capacity(length);
    path.push(folder);
    path.push(stem);
    let mut path = path.into_os_string();
    path.push(".");
    path.push(format.extension);
    Target { format: format.name, path: path.into() }
}

/// The outputs' path below their folder, without an ending.
fn stem(job: &Job, choice: &Choice) -> Result<PathBuf, Diagnostic> {
    let file = job.name();
    let own = own_name(job);
    if choice.names == super::Template::default() {
        return Ok(own.into());
    }
    let own = own.to_string_lossy().into_owned();
    let article = if choice.names.asks_article() { Some(article(job, choice)?) } else { None };
    Ok(choice.names.fill(|field| match (&article, field) {
        (None, _) | (_, Field::Name) => own.clone(),
        (Some(article), field) => value(article, field, &file, &own),
    }))
}

/// The name of the article's file, without its ending. Of what has only a name, the last part of it.
fn own_name(job: &Job) -> std::ffi::OsString {
    let name = job.name();
    let path = job.path().unwrap_or(Path::new(&name));
    let has_ending = job.path().is_some() || Syntax::of_path(path).is_some();
    let own = if has_ending { path.file_stem() } else { path.file_name() };
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

/// The article as it is read. What is wrong with it is told when it is converted.
fn article(job: &Job, choice: &Choice) -> Result<Article, Diagnostic> {
    let (source, syntax) = load(&job.input, job.syntax)?;
    guarded(|| read_as(&source, syntax, choice.lang.as_ref(), choice.usual_lang.as_ref()).article)
}
