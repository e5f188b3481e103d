//! Divides the articles of a plan among several runs.

use super::job::{Job, Plan};
use crate::{ValueError, hash::Digest};
use std::{fmt, path::Path, str::FromStr};

/// One of several runs that share the articles: `2/5` is the second of five.
///
/// Every article is in exactly one part, which depends only on its path below the folder that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// The number of the part, from 1.
    number: u64,
    of: u64,
}

impl Shard {
    fn holds(self, job: &Job) -> bool {
        let inside = |path: &Path| Some(path.strip_prefix(job.found_below.as_ref()?).ok()?.display().to_string());
        self.holds_name(&job.path().and_then(inside).unwrap_or_else(|| job.name()).replace('\\', "/"))
    }

    fn holds_name(self, name: &str) -> bool {
        let hash = Digest::of(name.as_bytes());
        let value = hash.as_bytes()[..8].iter().fold(0, |value: u64, byte| (value << 8) | u64::from(*byte));
        value % self.of == self.number - 1
    }
}

impl Plan {
    /// Keeps the articles of one part, and a share of the skipped files, so that each is reported once. Names and
    /// clashes remain those of the whole plan.
    pub fn keep(&mut self, shard: Shard) {
        self.jobs.retain(|job| shard.holds(job));
        self.skipped.retain(|skipped| {
            let name = skipped.path.file_name().unwrap_or_default();
            shard.holds_name(&name.to_string_lossy())
        });
    }
}

impl FromStr for Shard {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let malformed = || ValueError::malformed(text, "a part of a run", "write `2/5` for the second of five parts");
        let (number, of) = text.split_once('/').ok_or_else(malformed)?;
        let number: u64 = number.parse().map_err(|_| malformed())?;
        let of: u64 = of.parse().map_err(|_| malformed())?;
        if (1..=of).contains(&number) { Ok(Self { number, of }) } else { Err(malformed()) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Input;

    fn job(folder: &str, path: &str) -> Job {
        let input = Input::Path(Path::new(folder).join(path));
        Job { found_below: Some(folder.into()), ..Job::of(input, None, 0) }
    }

    #[test]
    fn each_article_is_in_one_part_wherever_its_folder_is() {
        let shards: Vec<Shard> = (1..=4).map(|number| format!("{number}/4").parse().unwrap()).collect();
        let mut sizes = [0; 4];
        for n in 0..400 {
            let path = format!("a/{n}.md");
            let holding = |folder: &str| -> Vec<usize> {
                (0..4).filter(|shard| shards[*shard].holds(&job(folder, &path))).collect()
            };
            let parts = holding("/srv/leaflets");
            assert_eq!(parts.len(), 1, "{path}");
            assert_eq!(parts, holding("leaflets"));
            sizes[parts[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (60..140).contains(size)), "{sizes:?}");
    }

    #[test]
    fn a_part_is_counted_from_one() {
        for text in ["", "1", "0/2", "3/2", "1/0", "a/2", "-1/2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("2/5".parse::<Shard>().unwrap().to_string(), "2/5");
    }
}
