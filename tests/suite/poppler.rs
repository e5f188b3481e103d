//! What another program reads from the tags of our PDFs: `pdfinfo -struct-text` of poppler.
//!
//! Poppler ignores `ActualText` here, so Indic syllables whose glyphs are reordered are split.

use std::{path::Path, process::Command};

/// The version of poppler with which the golden files were made: others indent and break lines differently.
const VERSION: &str = "22.12";

/// Returns what poppler reads from a sample.
fn read(sample: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut convert = Command::new(env!("CARGO_BIN_EXE_handout"));
    convert.arg(root.join(sample)).args(["--to", "pdf", "--quiet", "-o"]).arg(folder.path());
    assert!(convert.status().unwrap().success(), "{sample}");
    let pdf = std::fs::read_dir(folder.path()).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        path.extension().is_some_and(|ending| ending == "pdf").then_some(path)
    });
    let output = Command::new("pdfinfo").arg("-struct-text").arg(pdf.unwrap()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{sample}");
    let text = String::from_utf8(output.stdout).unwrap();
    // object numbers do not matter
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("Object "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Compares what poppler reads with a golden file.
fn check(name: &str, sample: &str) {
    let version = Command::new("pdfinfo").arg("-v").output().expect("pdfinfo is installed (poppler-utils)").stderr;
    let version = String::from_utf8_lossy(&version).into_owned();
    assert!(version.contains(&format!("version {VERSION}")), "the golden files are for poppler {VERSION}: {version}");
    insta::assert_snapshot!(name, read(sample));
}

#[test]
#[ignore = "needs pdfinfo of poppler 22.12: tests/run runs it"]
fn an_article_with_everything_is_read_in_order() {
    check("kratom-and-opioids", "sources/kratom-and-opioids.md");
}

#[test]
#[ignore = "needs pdfinfo of poppler 22.12: tests/run runs it"]
fn pasted_text_is_read_in_order() {
    check("caffeine-and-sleep", "sources/caffeine-and-sleep.txt");
}

#[test]
#[ignore = "needs pdfinfo of poppler 22.12: tests/run runs it"]
fn every_script_is_read_in_order() {
    for lang in ["ar", "fa", "he", "hi", "ru", "th", "vi"] {
        check(&format!("hand-washing.{lang}"), &format!("sources/languages/hand-washing.{lang}.md"));
    }
}
