//! The three formats of every sample say what the article says.

use handout::{
    Converter, Source, Syntax,
    env::{DiskEnv, FontSet},
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
