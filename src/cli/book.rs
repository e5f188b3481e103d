//! `handout book`: combines several articles into one book.

use super::{Exit, args::BookArgs, limits::Guard, output};
use handout::{
    Diagnostic, Format, Registry, Source, Syntax,
    article::{Author, Inline},
    batch::{Batch, Input, PlanError, Request, is_foreign, is_glob, load_text, plan, write_all},
    book::{Book, Member, Part},
    convert::Output,
    diagnostic::Severity,
    panics,
};
use serde_json::json;
use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::Arc,
};

pub(crate) fn book(args: &BookArgs) -> Exit {
    output::set_format(args.log_format);
    let Some(chooser) = args.settings.chooser() else { return Exit::Usage };
    let batch = match chooser.verifying(args.verify).batch_for(Path::new("")) {
        Ok((_, batch)) => batch,
        Err(message) => {
            output::error(&message);
            return Exit::Usage;
        }
    };
    let Some(formats) = formats(&args.output, batch.converter().registry()) else { return Exit::Usage };
    if let Some(path) = args.output.iter().find(|path| !args.force && is_foreign(path)) {
        output::error(&PlanError::Foreign { files: vec![path.clone()], more: 0 }.to_string());
        return Exit::Usage;
    }
    let Some(mut book) = described(args) else { return Exit::Usage };
    override_with_flags(&mut book, args);
    let articles = book.parts.iter().map(|part| part.articles.len()).sum();
    let guard = Guard::of(&args.limits, articles, Path::new("book"));
    let batch = batch.on_stage(guard.on_stage());

    let least = if args.quiet { Severity::Error } else { Severity::Note };
    let warnings = Cell::new(0);
    let mut report = |source: &Source, diagnostics: &[Diagnostic]| {
        let new = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Warning).count();
        warnings.set(warnings.get() + new);
        output::diagnostics(source, output::at_least(least, diagnostics));
    };
    let made = make(&book, &batch, &formats, &mut report).and_then(|outputs| {
        let pairs = args.output.iter().cloned().zip(outputs.iter().map(|output| output.bytes.as_slice()));
        write_all(&pairs.collect::<Vec<_>>()).map_err(Some)
    });
    match made {
        Ok(()) => {
            if !args.quiet {
                let files: Vec<_> = args.output.iter().map(|path| path.display().to_string()).collect();
                let line = format!("{} written", files.join(", "));
                let data = json!({ "severity": "note", "message": line, "outputs": files, "warnings": warnings.get() });
                output::event(&line, &data);
            }
            if args.strict && warnings.get() > 0 { Exit::Warned } else { Exit::Done }
        }
        Err(diagnostic) => {
            report(&Source::new("book", ""), diagnostic.as_slice());
            Exit::Failed
        }
    }
}

/// Combines the articles and renders the book.
///
/// # Errors
/// A diagnostic, or `None` if all errors have been reported.
fn make(
    book: &Book,
    batch: &Batch,
    formats: &[Format],
    report: &mut dyn FnMut(&Source, &[Diagnostic]),
) -> Result<Vec<Output>, Option<Diagnostic>> {
    let bound = panics::catch(|| book.bind(batch, report)).map_err(Some)?.ok_or(None)?;
    let conversion = batch.render(&bound, formats).map_err(Some)?;
    report(&Source::new("book", ""), &conversion.diagnostics);
    if conversion.outputs.len() == formats.len() { Ok(conversion.outputs) } else { Err(None) }
}

/// Returns the format of each output, by its extension. `None` after an error message.
fn formats(outputs: &[PathBuf], registry: &Registry) -> Option<Vec<Format>> {
    let mut formats = Vec::new();
    for path in outputs {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let Some(renderer) = registry.iter().find(|known| known.extension() == extension) else {
            let known: Vec<_> = registry.iter().map(|renderer| renderer.extension()).collect();
            let known = known.join(", .");
            output::error(&format!("{}: unknown extension: choose from .{known}", path.display()));
            return None;
        };
        if formats.contains(&renderer.format()) {
            output::error(&format!("{}: two outputs have the same format", path.display()));
            return None;
        }
        formats.push(renderer.format());
    }
    Some(formats)
}

/// Returns the book of a `book.toml`, or of the articles. `None` after an error message.
fn described(args: &BookArgs) -> Option<Book> {
    if let [path] = args.articles.as_slice()
        && path.extension().is_some_and(|extension| extension == "toml")
    {
        return from_file(path);
    }
    let mut articles = Vec::new();
    for path in &articles_of(&args.articles)? {
        if args.output.contains(path) {
            output::error(&format!("{}: the book would overwrite an article", path.display()));
            return None;
        }
        let Some(syntax) = Syntax::of_path(path) else {
            output::error(&format!(
                "{}: the name does not end in .md, .markdown, .txt, .html, .htm or .json",
                path.display()
            ));
            return None;
        };
        articles.push(Member { path: path.clone(), syntax, below: None });
    }
    Some(Book { parts: vec![Part { title: None, articles }], ..Book::default() })
}

/// Returns the articles that arguments name: files, the articles in folders, and those that patterns match, each sorted
/// by name. `None` after an error message.
fn articles_of(arguments: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let mut articles = Vec::new();
    for argument in arguments {
        let pattern = argument.to_str().filter(|text| is_glob(text) && !argument.exists());
        let input = match pattern {
            Some(pattern) => Input::Glob(pattern.to_owned()),
            None if argument.is_dir() => Input::Path(argument.clone()),
            None => {
                articles.push(argument.clone());
                continue;
            }
        };
        let request = Request {
            inputs: vec![input],
            folder: None,
            files: Vec::new(),
            syntax: None,
            force: true,
            choose: &|_| Ok(Arc::default()),
        };
        let plan = plan(request).map_err(|error| output::error(&error.to_string())).ok()?;
        for job in &plan.jobs {
            if let Some(refused) = &job.refused {
                output::error(&format!("{}: {}", job.name(), refused.message));
                return None;
            }
        }
        articles.extend(plan.jobs.iter().filter_map(|job| job.path().map(Path::to_owned)));
    }
    Some(articles)
}

fn from_file(path: &Path) -> Option<Book> {
    let source = match load_text(path) {
        Ok(source) => source,
        Err(diagnostic) => {
            output::error(&format!("{} cannot be read: {}", path.display(), diagnostic.message));
            return None;
        }
    };
    let (book, diagnostics) = match panics::catch(|| Book::read(&source)) {
        Ok(Ok((book, diagnostics))) => (Some(book), diagnostics),
        Ok(Err(diagnostics)) => (None, diagnostics),
        Err(diagnostic) => (None, vec![diagnostic]),
    };
    output::diagnostics(&source, &diagnostics);
    book
}

/// Overrides settings of a book.toml with flags.
fn override_with_flags(book: &mut Book, args: &BookArgs) {
    if let Some(title) = &args.title {
        book.meta.title = vec![Inline::words(title)];
    }
    if !args.author.is_empty() {
        let author = |name: &String| Author { name: name.clone(), ..Author::default() };
        book.meta.authors = args.author.iter().map(author).collect();
    }
    if let Some(references_in) = args.references_in {
        book.references_in = references_in;
    }
    if let Some(cover) = &args.cover {
        book.folder = cover.parent().unwrap_or(Path::new("")).to_owned();
        book.meta.cover = cover.file_name().map(|name| name.to_string_lossy().into_owned());
    }
}
