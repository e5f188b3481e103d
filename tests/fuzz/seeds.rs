//! Reads what mutations start from.

use super::targets::Target;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The largest seed in bytes.
const LARGEST: u64 = 50_000;

/// Returns the seeds of a target: its files, and past findings.
pub(crate) fn of(target: &Target) -> Vec<Vec<u8>> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    target.seeds.iter().for_each(|folder| collect(&top.join(folder), &mut paths));
    paths.retain(|path| target.endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
    // small ones first: they are converted when a process starts
    paths.sort_by_key(|path| (fs::metadata(path).map_or(0, |data| data.len()), path.clone()));
    collect(&top.join("tests/fuzz/corpus").join(target.name), &mut paths);
    let seeds: Vec<_> =
        paths.iter().filter(|path| fs::metadata(path).is_ok_and(|data| data.len() <= LARGEST)).collect();
    assert!(!seeds.is_empty(), "{}: there are no seeds", target.name);
    seeds.into_iter().map(|path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}
