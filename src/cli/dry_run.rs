//! `--dry-run`: lists what would be made.

use super::{Exit, args::ConvertArgs, output, run::prune, settings::Chooser};
use handout::{
    Source,
    batch::{Cache, Plan},
};
use std::sync::Arc;

/// Prints a line for each file that would be made.
pub(super) fn dry_run(chooser: Chooser, plan: &Plan, args: &ConvertArgs, cache: Option<Arc<Cache>>) -> Exit {
    let mut exit = Exit::Done;
    let mut lines = String::new();
    let batch = chooser.into_batch();
    let unchanged = match &cache {
        Some(cache) => batch.cache(cache.clone()).up_to_date(plan),
        None => vec![false; plan.jobs.len()],
    };
    for (job, _) in plan.jobs.iter().zip(unchanged).filter(|(_, unchanged)| !unchanged) {
        if let Some(refused) = &job.refused {
            output::diagnostics(&Source::new(job.name(), ""), [refused]);
            exit = Exit::Failed;
        }
        for target in &job.targets {
            lines += &format!("{} -> {}\n", job.name(), target.path.display());
        }
    }
    let printed = output::print(lines.as_bytes());
    if let Some(cache) = cache.filter(|_| args.run.prune) {
        prune(&cache, plan, true, false);
    }
    if printed == Exit::Done { exit } else { printed }
}
