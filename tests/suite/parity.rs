//! The three formats of every sample say what the article says.

use handout::{
    Converter, Source, Syntax,
    env::{DiskEnv, FontSet},
    verify::verify,
};
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["sources", "tests/cases/pasted", "tests/cases/epub"] {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        for entry in entries.map(|entry| entry.path()) {
            let nested = std::fs::read_dir(&entry).into_iter().flatten().flatten().map(|entry| entry.path());
            found
                .extend(nested.chain([entry.clone()]).filter(|path| path.is_file() && Syntax::of_path(path).is_some()));
        }
    }
    found.retain(|path| path.file_name().is_some_and(|name| name != "expected.txt"));
    found.sort();
    found
}

fn differences(path: &Path, format: &str) -> Option<String> {
    let syntax = Syntax::of_path(path)?;
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).ok()?);
    let env = DiskEnv::new(path.parent()?, FontSet::bundled());
    let converter = Converter::default();
    let (resolved, _) = converter.prepare(&source, syntax, &env);
    let resolved = resolved?;
    let conversion = converter.convert(&source, syntax, &env, &[format]);
    let outputs = conversion.outputs.iter().map(|output| (output.format, output.bytes.as_slice()));
    let found = verify(resolved.article(), outputs).err()?;
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    Some(format!("{}\n    {}", path.display(), found.join("\n    ")))
}

fn check(format: &str) {
    let found: Vec<String> = samples().iter().filter_map(|path| differences(path, format)).collect();
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
