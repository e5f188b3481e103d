//! Checks that the formats of every sample have the words of the article.

use handout::{
    Converter, Format, Source, Syntax,
    article::{self, Article},
    convert::Output,
    env::{DiskEnv, FontSet, MemoryEnv},
    verify::{agree, verify},
};
use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// Shared by all tests: it parses fonts and shapes words once.
static CONVERTER: LazyLock<Converter> = LazyLock::new(Converter::default);

/// The articles that convert correctly to every format, each converted once.
static SAMPLES: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let found = below(&["sources", "tests/cases/pasted", "tests/cases/html"]);
    assert!(found.len() > 20, "the samples are not found: {found:?}");
    made(&found, &[Format::PDF, Format::EPUB, Format::TEXT, Format::HTML])
});

/// A sample with its outputs.
struct Made {
    path: PathBuf,
    article: Article,
    outputs: Vec<Output>,
}

/// Converts articles on two threads.
fn made(paths: &[PathBuf], formats: &[Format]) -> Vec<Made> {
    let (first, second) = paths.split_at(paths.len() / 2);
    let all = |paths: &[PathBuf]| paths.iter().map(|path| one(path, formats)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let others = scope.spawn(|| all(second));
        let mut made = all(first);
        made.extend(others.join().unwrap());
        made
    })
}

fn one(path: &Path, formats: &[Format]) -> Made {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let (syntax, env) = (Syntax::of_path(path).unwrap(), DiskEnv::new(path.parent().unwrap(), FontSet::bundled()));
    let (resolved, reported) = CONVERTER.prepare(&source, syntax, &env);
    let resolved = resolved.unwrap_or_else(|| panic!("{}: it cannot be prepared: {reported:?}", path.display()));
    let conversion = CONVERTER.render(&resolved, &env, formats);
    assert!(!conversion.failed(), "{}: it cannot be converted: {:?}", path.display(), conversion.diagnostics);
    Made { path: path.to_owned(), article: resolved.article().clone(), outputs: conversion.outputs }
}

#[test]
fn send_to_kindle_takes_the_ebook_of_every_sample() {
    for made in SAMPLES.iter() {
        let epub = made.outputs.iter().find(|output| output.format == Format::EPUB).unwrap();
        assert_eq!(crate::kindle::faults(&epub.bytes), [""; 0], "{}", made.path.display());
    }
}

/// Returns every article below these folders, except the expected outputs of golden tests.
fn below(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if Syntax::of_path(&path).is_some()
                && !path.file_name().unwrap().to_string_lossy().starts_with("expected")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Compares the outputs of one format with their articles.
fn check(samples: &[Made], format: &str) {
    let mut found = Vec::new();
    for sample in samples {
        let outputs = sample.outputs.iter().filter(|output| output.format.as_str() == format);
        let outputs: Vec<_> = outputs.map(|output| (output.format.as_str(), output.bytes.as_slice())).collect();
        assert_eq!(outputs.len(), 1, "{}: no {format}", sample.path.display());
        let differences = verify(&sample.article, outputs).err().into_iter().flatten();
        found.extend(differences.map(|difference| format!("{}: {difference}", sample.path.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_html_of_every_sample_has_the_words_of_the_article() {
    check(&SAMPLES, "html");
}

#[test]
fn the_outputs_of_every_sample_agree_without_the_article() {
    let mut found = Vec::new();
    for sample in SAMPLES.iter() {
        let outputs = sample.outputs.iter().filter(|output| output.format != Format::HTML);
        let differences = agree(outputs.map(|output| (output.format.as_str(), output.bytes.as_slice()))).err();
        let reported = |difference| format!("{}: {difference}", sample.path.display());
        found.extend(differences.into_iter().flatten().map(reported));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_text_of_every_sample_has_the_words_of_the_article() {
    check(&SAMPLES, "text");
}

#[test]
fn the_epub_of_every_sample_has_the_words_of_the_article() {
    check(&SAMPLES, "epub");
}

#[test]
fn the_pdf_of_every_sample_has_the_words_of_the_article() {
    check(&SAMPLES, "pdf");
}

/// Samples whose fonts are not bundled: their PDFs would have gaps, but no other format has its own fonts.
#[test]
fn text_epub_and_html_hold_in_languages_whose_fonts_are_not_bundled() {
    let samples = below(&["tests/cases/languages"]);
    assert!(samples.len() >= 3, "the samples are not found: {samples:?}");
    let samples = made(&samples, &[Format::TEXT, Format::EPUB, Format::HTML]);
    for format in ["text", "epub", "html"] {
        check(&samples, format);
    }
}

/// Returns a manual of about 300 KB, with everything that manuals have.
fn manual() -> String {
    let mut text = String::from("---\ntitle: The manual\nlang: en\nnumber-headings: true\n---\n");
    for part in 1..=34 {
        text += &format!("\n# Part {part} {{#part-{part}}}\n");
        for section in 1..=8 {
            text += &format!(
                "\n## Option `--{part}-{section}` {{#opt-{part}-{section}}}\n\nSets the level to {section} of {part} \
                 (default: *{part}*); see [](#part-{part}) and [the site](https://example.org/{part}/{section}).[^n{part}x{section}]\n\
                 Lines go on for a while, “quoted” and well-known, until the measure — some seventy letters — is full and \
                 another line begins, as it does in any manual that explains its options in whole sentences.\n\n\
                 1. Open the file.\n2. Write **{section}** there.\n   - Keep a copy.\n   - Or two: `cp a b{part}`.\n\n\
                 ```\n$ tool --{part}-{section} file\n  done in {section} s\n```\n\n\
                 | Value | Means |\n|---|--:|\n| 0 | off |\n| {section} | {part}.{section} |\n\n\
                 Table: Values of option {part}-{section}\n\nlevel {part}-{section}\n: How much is said.\n\n\
                 > [!NOTE]\n> Since version {part}.{section}.\n\n[^n{part}x{section}]: Not before {part}.\n\n\
                 Some of what is said of an option is said of the others too, so that whoever reads one section alone \
                 knows enough: levels count from 0, nothing is written before the last check has passed, and whatever \
                 went wrong is reported on standard error with its place in the file and with what to try next. A level that \
                 is too high is taken for the highest; one that is no number is refused before anything is read. Where \
                 two options of part {part} disagree, the later one on the line counts, and a note says so.\n"
            );
        }
    }
    text
}

/// Compares all formats of an article with the article.
fn all_formats(source: &Source, syntax: Syntax) {
    let env = MemoryEnv::new();
    let resolved = CONVERTER.prepare(source, syntax, &env).0.unwrap();
    let conversion = CONVERTER.render(&resolved, &env, &[Format::PDF, Format::EPUB, Format::TEXT, Format::HTML]);
    let outputs = conversion.outputs.iter().map(|output| (output.format.as_str(), output.bytes.as_slice()));
    assert_eq!(outputs.len(), 4, "{:?}", conversion.diagnostics);
    assert_eq!(verify(resolved.article(), outputs), Ok(()), "{}", source.name);
}

#[test]
fn every_format_of_a_long_manual_has_its_words() {
    let manual = manual();
    assert!(manual.len() > 300_000, "{}", manual.len());
    all_formats(&Source::new("manual.md", manual), Syntax::Markdown);
}

/// Both as read and as resolved, as programs may provide either.
#[test]
fn every_format_of_an_article_in_json_has_its_words() {
    let text = "# Tea\n\nIt keeps people awake [1].[^a]\n\n## Tips\n\n1. **Stop at noon.** Later cups keep you up.\n\n\
                ## References\n\n1. Ruiz A. Tea. 2020;93(2):283.\n\n[^a]: For hours.\n";
    let source = Source::new("tea.md", text);
    let unresolved = handout::read::read(&source, Syntax::Markdown).article;
    let resolved = CONVERTER.prepare(&source, Syntax::Markdown, &MemoryEnv::new()).0.unwrap();
    for article in [&unresolved, resolved.article()] {
        all_formats(&Source::new("tea.json", article::json::to_string(article)), Syntax::Json);
    }
}

#[test]
#[ignore = "needs HANDOUT_ARTICLE, a long Markdown file by others, which tests/run downloads"]
fn every_format_of_a_long_article_has_its_words() {
    let path = std::env::var("HANDOUT_ARTICLE").expect("HANDOUT_ARTICLE names a Markdown file");
    all_formats(&Source::new(path.clone(), std::fs::read_to_string(path).unwrap()), Syntax::Markdown);
}
