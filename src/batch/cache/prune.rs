//! Removes outputs whose article is gone.

use super::{
    entry::{Entry, Made, relative},
    store::Cache,
};
use crate::batch::job::{Job, Plan};
use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

/// An output whose article is gone or has another name now.
#[derive(Debug)]
pub struct Pruned {
    /// The file.
    pub path: PathBuf,
    /// Why it was kept; none when it was removed.
    pub kept: Option<String>,
}

impl Cache {
    /// Removes outputs whose article no longer exists, and outputs of planned articles that the plan gives other names.
    ///
    /// Removes only files that are still as an earlier run wrote them, and none that the plan makes. With a partial
    /// plan no article counts as gone. With `dry`, removes nothing and returns what would be removed.
    #[must_use]
    pub fn prune(&self, plan: &Plan, dry: bool) -> Vec<Pruned> {
        let jobs: HashMap<String, &Job> =
            plan.jobs.iter().filter_map(|job| Some((relative(job.path()?, &self.base), job))).collect();
        let targets = plan.jobs.iter().flat_map(|job| &job.targets);
        let made: HashSet<String> = targets.map(|target| relative(&target.path, &self.base)).collect();
        let mut pruned = Vec::new();
        for entry in self.entries() {
            let job = jobs.get(&entry.article).copied();
            let outdated = if job.is_none() && plan.partial { Vec::new() } else { outdated(&entry, job, &self.base) };
            if outdated.is_empty() {
                continue;
            }
            let ours = outdated.iter().filter(|old| !made.contains(&old.path));
            pruned.extend(ours.map(|old| remove(&self.base, old, dry)));
            match (dry, job) {
                (true, _) => {}
                (false, None) => self.forget(&entry.article),
                (false, Some(_)) => {
                    let left = |old: &&Made| !outdated.iter().any(|gone| gone.path == old.path);
                    let former = entry.former.iter().filter(left).cloned().collect();
                    self.replace(Entry { former, ..(*entry).clone() });
                }
            }
        }
        pruned.sort_by(|a, b| a.path.cmp(&b.path));
        pruned
    }
}

/// Returns the outputs to remove. An article that is merely not part of this run keeps all of its outputs, and one that
/// is keeps those in formats that were not requested.
fn outdated<'a>(entry: &'a Entry, job: Option<&Job>, base: &Path) -> Vec<&'a Made> {
    match job {
        None if !gone(&base.join(&entry.article)) => Vec::new(),
        None => entry.outputs.iter().chain(&entry.former).collect(),
        Some(job) => {
            let renamed = |old: &&Made| job.targets.iter().any(|target| target.format == old.format);
            entry.former.iter().filter(renamed).collect()
        }
    }
}

/// Returns whether a file surely does not exist: one that cannot be accessed may.
fn gone(file: &Path) -> bool {
    let gone = |error: io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    file.symlink_metadata().is_err_and(gone)
}

fn remove(base: &Path, old: &Made, dry: bool) -> Pruned {
    let path = base.join(&old.path);
    let kept = if outside(&old.path) {
        Some("it is outside the folder of the cache".to_owned())
    } else if !path.exists() {
        None
    } else if !old.is_unchanged(base) {
        Some("it was changed since it was written".to_owned())
    } else if dry {
        None
    } else {
        fs::remove_file(&path).and_then(|()| remove_empty(path.parent(), base)).err().map(|error| error.to_string())
    };
    Pruned { path, kept }
}

/// Returns whether a path leads out of its folder. A cache may have been edited.
fn outside(path: &str) -> bool {
    path.starts_with('/') || path.contains(['\\', ':']) || path.split('/').any(|part| part == "..")
}

/// Removes folders that are empty now, up to the folder of the cache.
fn remove_empty(folder: Option<&Path>, base: &Path) -> io::Result<()> {
    let mut folder = folder;
    while let Some(path) = folder.filter(|path| *path != base && path.starts_with(base)) {
        if fs::read_dir(path)?.next().is_some() || fs::remove_dir(path).is_err() {
            break;
        }
        folder = path.parent();
    }
    Ok(())
}
