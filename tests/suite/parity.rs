//! The three formats of every sample say what the article says.

use handout::{
    Converter, Source, Syntax, article,
    env::{DiskEnv, FontSet, MemoryEnv},
    verify::{agree, verify},
};
use std::path::{Path, PathBuf};

/// The articles that come out right in every format.
fn samples() -> Vec<PathBuf> {
    let found = below(&["sources", "tests/cases/pasted", "tests/cases/html"]);
    assert!(found.len() > 20, "the samples are not found: {found:?}");
    found
}

/// Every article below these folders; what a golden test expects is none.
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

/// What an article's output does not say; an article that cannot be converted says nothing.
fn differences(path: &Path, format: &str) -> Option<String> {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let (syntax, env) = (Syntax::of_path(path)?, DiskEnv::new(path.parent()?, FontSet::bundled()));
    let converter = Converter::default();
    let (resolved, told) = converter.prepare(&source, syntax, &env);
    let Some(resolved) = resolved else { return Some(format!("{}: it cannot be prepared: {told:?}", path.display())) };
    let conversion = converter.convert(&source, syntax, &env, &[format]);
    if conversion.failed() {
        return Some(format!("{}: it cannot be converted: {:?}", path.display(), conversion.diagnostics));
    }
    let outputs = conversion.outputs.iter().map(|output| (output.format, output.bytes.as_slice()));
    let found = verify(resolved.article(), outputs).err()?;
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    Some(format!("{}\n    {}", path.display(), found.join("\n    ")))
}

fn check(format: &str) {
    hold(&samples(), format);
}

fn hold(samples: &[PathBuf], format: &str) {
    let found: Vec<String> = samples.iter().filter_map(|path| differences(path, format)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_html_of_every_sample_says_what_the_article_says() {
    check("html");
}

#[test]
fn the_outputs_of_every_sample_agree_without_the_article() {
    let mut found = Vec::new();
    for path in samples() {
        let source = Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
        let (syntax, env) = (Syntax::of_path(&path).unwrap(), DiskEnv::new(path.parent().unwrap(), FontSet::bundled()));
        let conversion = Converter::default().convert(&source, syntax, &env, &["pdf", "epub", "text"]);
        let outputs = conversion.outputs.iter().map(|output| (output.format, output.bytes.as_slice()));
        let differences = agree(outputs).err().into_iter().flatten();
        found.extend(differences.map(|difference| format!("{}: {difference}", path.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_text_of_every_sample_says_what_the_article_says() {
    check("text");
}

#[test]
fn the_epub_of_every_sample_says_what_the_article_says() {
    check("epub");
}

#[test]
fn the_pdf_of_every_sample_says_what_the_article_says() {
    check("pdf");
}

/// Samples whose fonts are not bundled: their pages would have gaps, but no other format has fonts of its own.
#[test]
fn text_epub_and_html_hold_in_languages_whose_fonts_are_not_bundled() {
    let samples = below(&["tests/cases/languages"]);
    assert!(samples.len() >= 3, "the samples are not found: {samples:?}");
    for format in ["text", "epub", "html"] {
        hold(&samples, format);
    }
}

/// A manual of some 300 KB, of everything that manuals have.
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
                 went wrong is told on standard error with its place in the file and with what to try next. A level that \
                 is too high is taken for the highest; one that is no number is refused before anything is read. Where \
                 two options of part {part} disagree, the later one on the line counts, and a note says so.\n"
            );
        }
    }
    text
}

/// Everything that one article becomes, held against it.
fn all_formats(source: &Source, syntax: Syntax) {
    let env = MemoryEnv::new();
    let converter = Converter::default();
    let resolved = converter.prepare(source, syntax, &env).0.unwrap();
    let conversion = converter.render(&resolved, &env, &["pdf", "epub", "text", "html"]);
    let outputs = conversion.outputs.iter().map(|output| (output.format, output.bytes.as_slice()));
    assert_eq!(outputs.len(), 4, "{:?}", conversion.diagnostics);
    assert_eq!(verify(resolved.article(), outputs), Ok(()), "{}", source.name);
}

#[test]
fn every_format_of_a_long_manual_says_what_it_says() {
    let manual = manual();
    assert!(manual.len() > 300_000, "{}", manual.len());
    all_formats(&Source::new("manual.md", manual), Syntax::Markdown);
}

/// Both as a reader gives it and as resolve left it, for programs may hand over either.
#[test]
fn every_format_of_an_article_in_json_says_what_it_says() {
    let text = "# Tea\n\nIt keeps people awake [1].[^a]\n\n## Tips\n\n1. **Stop at noon.** Later cups keep you up.\n\n\
                ## References\n\n1. Ruiz A. Tea. 2020;93(2):283.\n\n[^a]: For hours.\n";
    let source = Source::new("tea.md", text);
    let unresolved = handout::read::read(&source, Syntax::Markdown).0;
    let resolved = Converter::default().prepare(&source, Syntax::Markdown, &MemoryEnv::new()).0.unwrap();
    for article in [&unresolved, resolved.article()] {
        all_formats(&Source::new("tea.json", article::json::to_string(article)), Syntax::Json);
    }
}

/// An article of 200 KB by others: `tests/run` has it downloaded.
#[test]
fn every_format_of_the_article_that_the_environment_names_says_what_it_says() {
    let Ok(path) = std::env::var("HANDOUT_ARTICLE") else { return };
    all_formats(&Source::new(path.clone(), std::fs::read_to_string(path).unwrap()), Syntax::Markdown);
}
