//! Checks that the bundled fonts are the files described in `fonts/README.md`, each with its license.

use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
}

/// Returns the checksums by file, as `sha256sum` writes them.
fn listed() -> Vec<(String, String)> {
    let text = fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    text.lines().map(|line| line.split_once("  ").unwrap()).map(|(sum, path)| (path.into(), sum.into())).collect()
}

#[test]
fn every_font_has_its_listed_checksum() {
    for (path, sum) in listed() {
        let digest = Sha256::digest(fs::read(folder().join(&path)).unwrap());
        let found = digest.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        assert_eq!(found, sum, "{path}");
    }
}

#[test]
fn every_font_file_is_listed_and_its_folder_has_a_license() {
    let listed: BTreeSet<_> = listed().into_iter().map(|(path, _)| folder().join(path)).collect();
    let mut found = BTreeSet::new();
    for family in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        assert!(fs::read_to_string(family.join("OFL.txt")).unwrap().contains("SIL Open Font License, Version 1.1"));
        let files = fs::read_dir(family).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|path| path.extension().is_some_and(|ending| ending == "ttf")));
    }
    assert_eq!(found, listed);
}
