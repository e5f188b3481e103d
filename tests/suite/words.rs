//! Every word of a source is in its article, or accounted for: over all samples and cases.

use handout::{
    Source, Syntax, batch,
    read::{Reading, read_as},
    verify::{SourceDifference, verify_source},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The articles in a folder and below, except for expected outputs.
fn articles(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            articles(&path, found);
        } else if Syntax::of_path(&path).is_some() && !name.starts_with("expected") && !name.ends_with(".json") {
            found.push(path);
        }
    }
    found.sort();
}

/// Returns the differences between a source and its article; `None` for a file that is not an article, such as a list
/// of numbers.
fn check(path: &Path) -> Option<Vec<SourceDifference>> {
    let (source, syntax) = batch::load(&batch::Input::Listed(path.to_owned()), None).ok()?;
    let reading = read_as(&source, syntax, None, None);
    if handout::diagnostic::any_error(&reading.diagnostics) {
        return None;
    }
    Some(verify_source(&source, syntax, &reading).differences)
}

#[test]
fn every_sample_and_case_keeps_every_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    ["sources", "tests/cases", "examples"].iter().for_each(|folder| articles(&root.join(folder), &mut paths));
    assert!(paths.len() > 50, "the articles are gone");
    let wrong: Vec<_> = paths
        .iter()
        .filter_map(|path| Some((path, check(path)?)))
        .filter(|(_, differences)| !differences.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_word_that_is_neither_in_the_article_nor_in_the_account_is_found() {
    let source = Source::new("a.md", "# Tea\n\nNEVER take it with Y.\n");
    let whole = read_as(&source, Syntax::Markdown, None, None);
    assert!(verify_source(&source, Syntax::Markdown, &whole).differences.is_empty());
    let Reading { mut article, .. } = whole.clone();
    article.body.clear();
    let mut lossy = whole;
    lossy.article = article;
    let found = verify_source(&source, Syntax::Markdown, &lossy).differences;
    assert!(
        matches!(&found[..], [SourceDifference::Lost { words, .. }] if words == "NEVER take it with Y"),
        "{found:?}"
    );
}
