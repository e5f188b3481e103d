//! `handout verify`: outputs are read back and compared with their article, or with each other.

use super::{Exit, args::VerifyArgs, config::Chooser, inputs::single, say};
use handout::{
    Registry, Source,
    article::Article,
    verify::{FORMATS, agree, verify as compare},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) fn verify(args: &VerifyArgs) -> Exit {
    let names = names(&args.outputs);
    if args.article.is_some() && names.len() > 1 {
        say::usage("`--article` goes with one output: verify them one by one, or without it");
        return Exit::Usage;
    }
    let article = match &args.article {
        Some(path) => match article(path, args) {
            Ok(article) => Some(article),
            Err(exit) => return exit,
        },
        None => None,
    };
    let mut exit = Exit::Done;
    for name in &names {
        match one(name, article.as_ref()) {
            Exit::Done => {}
            failed => exit = failed,
        }
    }
    exit
}

/// Each output's name without its ending, once.
fn names(outputs: &[PathBuf]) -> Vec<PathBuf> {
    let registry = Registry::builtin();
    let ours = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        FORMATS.iter().filter_map(|format| registry.get(format)).any(|known| Some(known.extension()) == ending)
    };
    let mut names: Vec<PathBuf> = Vec::new();
    for path in outputs {
        let name = if ours(path) { path.with_extension("") } else { path.clone() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn article(path: &Path, args: &VerifyArgs) -> Result<Article, Exit> {
    let chooser = Chooser::new(args.citing.flags(), true);
    let job = single(path, args.from, &chooser).ok_or(Exit::Usage)?;
    let batch = chooser.into_batch();
    match batch.with_source(&job, |source, syntax, env| batch.converter().prepare(source, syntax, env)) {
        Ok((_, (Some(resolved), _))) => Ok(resolved.article().clone()),
        Ok((source, (None, diagnostics))) => {
            say::diagnostics(&source, &diagnostics);
            Err(Exit::Failed)
        }
        Err(diagnostic) => {
            say::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            Err(Exit::Failed)
        }
    }
}

fn one(name: &Path, article: Option<&Article>) -> Exit {
    let outputs = read(name);
    if outputs.len() < if article.is_some() { 1 } else { 2 } {
        let needed = if article.is_some() { "no output is" } else { "an EPUB with a PDF or text is not" };
        say::usage(&format!("{}: {needed} there under this name", name.display()));
        return Exit::Usage;
    }
    let pairs = outputs.iter().map(|(format, bytes)| (*format, bytes.as_slice()));
    let found = match article {
        Some(article) => compare(article, pairs),
        None => agree(pairs),
    };
    let formats: Vec<_> = outputs.iter().map(|(format, _)| *format).collect();
    match found {
        Ok(()) => {
            say::note(&format!("{}: {} say the same", name.display(), formats.join(", ")));
            Exit::Done
        }
        Err(differences) => {
            differences.iter().for_each(|difference| say::note(&format!("{}: {difference}", name.display())));
            Exit::Failed
        }
    }
}

/// The outputs of this name that are there.
fn read(name: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let registry = Registry::builtin();
    let file = |format: &&'static str| {
        let mut path = name.as_os_str().to_owned();
        path.push(".");
        path.push(registry.get(format)?.extension());
        Some((*format, fs::read(path).ok()?))
    };
    FORMATS.iter().filter_map(file).collect()
}
