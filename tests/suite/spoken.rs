//! What a program that is not ours reads by the tags: `pdfinfo -struct-text`, of poppler.
//!
//! Poppler passes over `ActualText` here, so that Indic syllables whose glyphs stand in another order come in pieces.

use std::{path::Path, process::Command};

/// The version of poppler that the golden files were made with: others indent and break lines in their own way.
const VERSION: &str = "22.12";

/// Whether poppler of that version is here.
fn is_installed() -> bool {
    let output = Command::new("pdfinfo").arg("-v").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stderr).contains(&format!("version {VERSION}")))
}

/// What poppler reads of a sample.
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
    // numbers of objects say nothing of what is read
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("Object "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Compares what is read with a golden file.
#[allow(clippy::print_stderr, reason = "a test that did not run must say so")]
fn hold(name: &str, sample: &str) {
    if is_installed() {
        insta::assert_snapshot!(name, read(sample));
    } else {
        eprintln!("skipped: pdfinfo of poppler {VERSION} is not installed (poppler-utils)");
    }
}

#[test]
fn an_article_with_everything_is_read_in_order() {
    hold("kratom-and-opioids", "sources/kratom-and-opioids.md");
}

#[test]
fn pasted_text_is_read_in_order() {
    hold("caffeine-and-sleep", "sources/caffeine-and-sleep.txt");
}

#[test]
fn every_script_is_read_in_order() {
    for lang in ["ar", "fa", "he", "hi", "ru", "th", "vi"] {
        hold(&format!("hand-washing.{lang}"), &format!("sources/languages/hand-washing.{lang}.md"));
    }
}
