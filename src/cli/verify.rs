//! `handout verify`: reads outputs back and compares them with their article, or with each other.

use super::{Exit, args::VerifyArgs, inputs::single, limits::Guard, output, settings::Chooser};
use handout::{
    Format, Registry, Source,
    article::Article,
    env::read_file,
    panics,
    verify::{FORMATS, agree, verify as compare},
};
use std::path::{Path, PathBuf};

/// The maximum size of an output to read back, in bytes.
const LARGEST: u64 = 1 << 30;

pub(crate) fn verify(args: &VerifyArgs) -> Exit {
    let names = names(&args.outputs);
    let _guard = Guard::of(&args.limits, names.len(), &names[0]);
    if args.article.is_some() && names.len() > 1 {
        output::error("`--article` takes one output: verify them one by one, or leave it out");
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

/// Returns the names of the outputs without extensions, each once.
fn names(outputs: &[PathBuf]) -> Vec<PathBuf> {
    let extensions: Vec<_> = formats().map(|(_, extension)| extension).collect();
    let is_output = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.iter().any(|known| known == extension))
    };
    let mut names: Vec<PathBuf> = Vec::new();
    for path in outputs {
        let name = if is_output(path) { path.with_extension("") } else { path.clone() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Returns the formats that can be read back, with their extensions.
fn formats() -> impl Iterator<Item = (Format, String)> {
    let registry = Registry::builtin();
    FORMATS.iter().filter_map(move |name| {
        let format: Format = name.parse().ok()?;
        let extension = registry.get(&format)?.extension().to_owned();
        Some((format, extension))
    })
}

/// Resolves the article, and compares it with the words of its source. Returns an exit code after printing messages.
fn article(path: &Path, args: &VerifyArgs) -> Result<Article, Exit> {
    let chooser = Chooser::new(args.resolving.settings()).verifying(true);
    let job = single(path, args.from, &chooser).ok_or(Exit::Usage)?;
    let batch = chooser.into_batch();
    match batch.with_source(&job, |source, syntax, env| batch.converter().prepare(source, syntax, env)) {
        Ok((_, (Some(resolved), _))) => Ok(resolved.article().clone()),
        Ok((source, (None, diagnostics))) => {
            output::diagnostics(&source, &diagnostics);
            Err(Exit::Failed)
        }
        Err(diagnostic) => {
            output::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            Err(Exit::Failed)
        }
    }
}

fn one(name: &Path, article: Option<&Article>) -> Exit {
    let mut outputs = read(name);
    if outputs.is_empty() {
        // the argument may be one of the outputs, or the article
        outputs = read(&name.with_extension(""));
    }
    if outputs.len() < if article.is_some() { 1 } else { 2 } {
        let missing = if article.is_some() { "there are no outputs" } else { "an EPUB and a PDF or text are needed" };
        output::error(&format!("{}: {missing} of this name, such as leaflet.epub and leaflet.pdf", name.display()));
        return Exit::Usage;
    }
    let pairs = || outputs.iter().map(|(format, bytes)| (format.as_str(), bytes.as_slice()));
    let compared = panics::catch(|| match article {
        Some(article) => compare(article, pairs()),
        None => agree(pairs()),
    });
    match compared {
        Ok(Ok(())) => {
            let formats: Vec<_> = outputs.iter().map(|(format, _)| format.as_str()).collect();
            output::note(&format!("{}: {} agree", name.display(), formats.join(", ")));
            Exit::Done
        }
        Ok(Err(differences)) => {
            differences.iter().for_each(|difference| output::note(&format!("{}: {difference}", name.display())));
            Exit::Failed
        }
        Err(diagnostic) => {
            output::diagnostics(&Source::new(name.display().to_string(), ""), [&diagnostic]);
            Exit::Failed
        }
    }
}

/// Reads the existing outputs of this name.
fn read(name: &Path) -> Vec<(Format, Vec<u8>)> {
    let file = |(format, extension): (Format, String)| {
        let mut path = name.as_os_str().to_owned();
        path.push(".");
        path.push(extension);
        Some((format, read_file(Path::new(&path), LARGEST).ok()?))
    };
    formats().filter_map(file).collect()
}
