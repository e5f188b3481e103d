//! `handout book`: several articles as one.

use super::{Exit, args::SettingArgs, config::Chooser, say};
use clap::Args as ClapArgs;
use handout::{
    Registry, Source, Syntax,
    article::{Author, Inline},
    batch::{load_text, write_all},
    book::{Book, Member, Part, ReferencesIn},
    diagnostic::Severity,
    render::Renderer,
};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  handout book tea.md light.md -o sleep.epub --title 'Sleeping well'
  handout book book.toml -o sleep.epub -o sleep.pdf

A book.toml has the keys of front matter, and its articles:
  title = \"Sleeping well\"
  author = \"Ana Ruiz\"
  articles = [\"preface.md\"]
  [[parts]]
  title = \"Habits\"
  articles = [\"tea.md\", \"light.md\"]";

/// What a book is made of, and what it becomes.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BookArgs {
    /// The articles in order, or one book.toml that lists them.
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<PathBuf>,
    /// A file to write; its ending tells the format; repeatable.
    #[arg(short, long, value_name = "FILE", required = true)]
    output: Vec<PathBuf>,
    /// The book's title.
    #[arg(long)]
    title: Option<String>,
    /// An author; repeatable [default: those of the articles].
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// The cover's picture [default: one is drawn].
    #[arg(long, value_name = "FILE")]
    cover: Option<PathBuf>,
    /// Where references stand: in one list of the book, or in one of each article.
    #[arg(long, value_name = "book|article")]
    references_in: Option<ReferencesIn>,
    #[command(flatten)]
    settings: SettingArgs,
    /// Read outputs back; write none that does not say what the book says.
    #[arg(long)]
    verify: bool,
    /// Exit with 3 when there is a warning.
    #[arg(long)]
    strict: bool,
    /// Say only what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

pub(crate) fn book(args: &BookArgs) -> Exit {
    let Some(chooser) = Chooser::of(&args.settings) else { return Exit::Usage };
    let batch = match chooser.verifying(args.verify).batch_for(Path::new("")) {
        Ok((_, batch)) => batch,
        Err(message) => {
            say::usage(&message);
            return Exit::Usage;
        }
    };
    let Some(formats) = formats(&args.output, batch.converter().registry()) else { return Exit::Usage };
    let Some(mut book) = described(args) else { return Exit::Usage };
    overrule(&mut book, args);
    let least = if args.quiet { Severity::Error } else { Severity::Note };
    let mut warnings = 0;
    let mut tell = |source: &Source, told: &[handout::Diagnostic]| {
        warnings += told.iter().filter(|told| told.severity() == Severity::Warning).count();
        say::diagnostics(source, told.iter().filter(|told| told.severity() >= least));
    };
    let Some(bound) = book.bind(&batch, &mut tell) else { return Exit::Failed };
    let made = batch.render(&bound, &formats);
    let here = Source::new("book", "");
    let outputs = match made {
        Ok(conversion) => {
            tell(&here, &conversion.diagnostics);
            conversion.outputs
        }
        Err(diagnostic) => {
            tell(&here, &[diagnostic]);
            return Exit::Failed;
        }
    };
    if outputs.len() != formats.len() {
        return Exit::Failed;
    }
    let files: Vec<_> = args.output.iter().cloned().zip(outputs.iter().map(|output| output.bytes.as_slice())).collect();
    if let Err(diagnostic) = write_all(&files) {
        tell(&here, &[diagnostic]);
        return Exit::Failed;
    }
    if args.strict && warnings > 0 { Exit::Warned } else { Exit::Done }
}

/// The format of each output, by its ending. None after a message.
fn formats(outputs: &[PathBuf], registry: &Registry) -> Option<Vec<&'static str>> {
    let mut formats = Vec::new();
    for path in outputs {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let Some(format) = registry.iter().find(|known| known.extension() == ending) else {
            let known: Vec<_> = registry.iter().map(Renderer::extension).collect();
            let known = known.join(", .");
            say::usage(&format!("{}: the ending tells the format: choose from .{known}", path.display()));
            return None;
        };
        if formats.contains(&format.name()) {
            say::usage(&format!("{}: two outputs have the same format", path.display()));
            return None;
        }
        formats.push(format.name());
    }
    Some(formats)
}

/// The book of a `book.toml`, or of the articles named. None after a message.
fn described(args: &BookArgs) -> Option<Book> {
    if let [path] = args.articles.as_slice()
        && path.extension().is_some_and(|ending| ending == "toml")
    {
        return from_file(path);
    }
    let mut articles = Vec::new();
    for path in &args.articles {
        if args.output.contains(path) {
            say::usage(&format!("{}: the book would replace an article", path.display()));
            return None;
        }
        let Some(syntax) = Syntax::of_path(path) else {
            say::usage(&format!(
                "{}: the name does not end in .md, .markdown, .txt, .html, .htm or .json",
                path.display()
            ));
            return None;
        };
        articles.push(Member { path: path.clone(), syntax });
    }
    Some(Book { parts: vec![Part { title: None, articles }], ..Book::default() })
}

fn from_file(path: &Path) -> Option<Book> {
    let source = match load_text(path) {
        Ok(source) => source,
        Err(diagnostic) => {
            say::usage(&format!("{} cannot be read: {}", path.display(), diagnostic.message));
            return None;
        }
    };
    match Book::read(&source) {
        Ok((book, told)) => {
            say::diagnostics(&source, &told);
            Some(book)
        }
        Err(told) => {
            say::diagnostics(&source, &told);
            None
        }
    }
}

/// What flags say goes before what the file says.
fn overrule(book: &mut Book, args: &BookArgs) {
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
