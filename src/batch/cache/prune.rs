//! Removes outputs whose article is gone.

use super::{
    entry::{Entry, Made, relative},
    store::Cache,
};
use crate::{
    batch::job::{Job, Plan},
    env::{Folder, leads_out},
};
use std::{
    collections::{HashMap, HashSet},
    io,
    path::{Path, PathBuf},
};

/// An output whose article is gone or has been renamed.
#[derive(Debug)]
pub struct Pruned {
    /// The file.
    pub path: PathBuf,
    /// Why it was kept; `None` if it was removed.
    pub kept: Option<String>,
}

impl Cache {
    /// Removes outputs whose article no longer exists, and outputs of planned articles that the plan names differently.
    ///
    /// Removes only files that are unchanged since an earlier run wrote them, and none that the plan makes. With a
    /// partial plan, no article counts as gone. With `dry`, removes nothing and returns what would be removed.
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

/// Returns whether a file certainly does not exist: one that cannot be accessed may.
fn gone(file: &Path) -> bool {
    let gone = |error: io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    file.symlink_metadata().is_err_and(gone)
}

fn remove(base: &Path, old: &Made, dry: bool) -> Pruned {
    let kept = remove_below(base, old, dry).err().filter(|error| error.kind() != io::ErrorKind::NotFound);
    let kept = kept.map(|error| match leads_out(&error) {
        true => "it is outside the folder of the cache".to_owned(),
        false => error.to_string(),
    });
    Pruned { path: base.join(&old.path), kept }
}

/// Removes a file that handout wrote, and the folders that this leaves empty. Paths are relative to the open folder: a
/// cache may have been edited, and folders may be swapped for links in the meantime.
fn remove_below(base: &Path, old: &Made, dry: bool) -> io::Result<()> {
    let path = Path::new(&old.path);
    let folder = Folder::open(base)?;
    let dir = folder.dir();
    let mut above = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    if above.any(|above| dir.symlink_metadata(above).is_ok_and(|data| data.is_symlink())) {
        return Err(io::Error::other("its folder is a link"));
    }
    dir.symlink_metadata(path)?;
    if !old.is_unchanged(base) || !old.has_content(folder.file(path)?) {
        return Err(io::Error::other("it was changed since it was written"));
    }
    if dry {
        return Ok(());
    }
    dir.remove_file(path)?;
    let folders = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    // up to the first that is not empty
    folders.map_while(|folder| dir.remove_dir(folder).ok()).for_each(drop);
    Ok(())
}
