//! The same article gives the same PDF, wherever and however it is converted.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

/// Returns the PDFs of all samples by name, in the book theme, which hyphenates words and mirrors pages.
fn converted(environment: &[(&str, &str)], jobs: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["sources", "--to", "pdf", "--theme", "book", "--quiet", "--jobs", jobs, "-o"])
        .arg(folder.path())
        .envs(environment.iter().copied())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    let mut files = BTreeMap::new();
    gather(folder.path(), &mut files);
    files
}

fn gather(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.insert(path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_pdf_has_the_same_bytes_under_any_time_zone_locale_and_number_of_jobs() {
    let first = converted(&[("TZ", "UTC"), ("LC_ALL", "C")], "1");
    assert!(first.len() > 1);
    let second = converted(&[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")], "4");
    let differing: Vec<_> = first.iter().filter(|(name, bytes)| second.get(*name) != Some(*bytes)).collect();
    let names: Vec<_> = differing.iter().map(|(name, _)| name).collect();
    assert!(names.is_empty() && first.len() == second.len(), "these differ: {names:?}");
}
