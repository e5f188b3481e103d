//! `handout ARTICLE...`: converts articles.

use super::{
    Exit,
    args::ConvertArgs,
    destination::{Destination, is_dash},
    dry_run::dry_run,
    inputs::single,
    limits::Guard,
    merge::merge,
    output,
    run::{CACHE, plan, programs, run, stop_flag},
    watch::watch,
};
use handout::{
    Source,
    batch::{Cache, Plan, Target},
    diagnostic::Severity,
};
use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    sync::Arc,
};

pub(crate) fn convert(args: &ConvertArgs) -> Exit {
    output::set_format(args.messages.log_format);
    let Some(destination) = args.destination() else { return Exit::Usage };
    if let Some(table) = &args.merge {
        return merge(args, &destination, table);
    }
    if destination == Destination::StandardOutput || is_filter(args, &destination) {
        return to_standard_output(args);
    }
    if args.run.watch {
        return watch(args);
    }
    let stop = stop_flag();
    let Some((chooser, plan)) = plan(args) else { return Exit::Usage };
    let cache = match args.run.incremental.then(|| open_cache(args, &destination, &plan)).transpose() {
        Ok(cache) => cache,
        Err(message) => {
            output::error(&message);
            return Exit::Usage;
        }
    };
    if args.dry_run {
        return dry_run(chooser, &plan, args, cache);
    }
    run(chooser, &plan, args, cache.as_ref(), &stop)
}

/// Returns whether the command reads standard input and writes one format to a pipe: `… | handout - --to text | less`.
fn is_filter(args: &ConvertArgs, destination: &Destination) -> bool {
    let one_format = args.settings.settings.to.as_ref().is_some_and(|formats| formats.len() == 1);
    let from_standard_input = args.from_list.is_none() && matches!(args.articles.as_slice(), [path] if is_dash(path));
    *destination == Destination::Beside && one_format && from_standard_input && !args.dry_run && output::is_pipe()
}

fn open_cache(args: &ConvertArgs, destination: &Destination, plan: &Plan) -> Result<Arc<Cache>, String> {
    // runs on several machines must not write the same cache file
    let part = args.run.shard.map(|shard| format!("-{shard}").replace('/', "-of-")).unwrap_or_default();
    let file = destination.folder().unwrap_or(Path::new("")).join(format!("{CACHE}{part}"));
    match Cache::open(&file) {
        Ok(cache) => Ok(Arc::new(cache.salted(&programs(plan)))),
        Err(error) => Err(format!("{} cannot be read: {error}: remove it", file.display())),
    }
}

/// Converts one article into one format, to standard output.
fn to_standard_output(args: &ConvertArgs) -> Exit {
    const USAGE: &str = "`-o -` takes one article and one format: choose the format with `--to`, or name a folder";
    let ([article], None, false) = (args.articles.as_slice(), &args.from_list, args.run.watch) else {
        output::error(USAGE);
        return Exit::Usage;
    };
    let Some(chooser) = args.settings.chooser() else { return Exit::Usage };
    let chooser = chooser.verifying(args.run.verify).checking(args.run.check);
    let Some(mut job) = single(article, args.from, &chooser) else { return Exit::Usage };
    let folder = job.path().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let choice = match chooser.choose(&folder) {
        Ok(choice) => choice,
        Err(message) => {
            output::error(&message);
            return Exit::Usage;
        }
    };
    let [file] = choice.files.as_slice() else {
        output::error(USAGE);
        return Exit::Usage;
    };
    if ["pdf", "epub", "docx"].contains(&file.format.as_str()) && io::stdout().is_terminal() {
        output::error(&format!("the {} cannot be shown on a terminal: name a file with `-o`", file.format));
        return Exit::Usage;
    }
    job.targets = vec![Target { format: file.format.clone(), path: PathBuf::from("-") }];
    let guard = Guard::start(args.run.limits.limits(1), job.name(), stop_flag());
    let (source, conversion) = match chooser.into_batch().on_stage(guard.on_stage()).convert(&job) {
        Ok(done) => done,
        Err(diagnostic) => {
            output::diagnostics(&Source::new(job.name(), ""), [&diagnostic]);
            return Exit::Failed;
        }
    };
    let least = output::least_severity(args.messages.quiet, args.run.strict);
    output::diagnostics(&source, output::at_least(least, &conversion.diagnostics));
    let warned = conversion.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Warning);
    match conversion.outputs.first().map_or(Exit::Failed, |output| output::print(&output.bytes)) {
        Exit::Done if args.run.strict && warned => Exit::Warned,
        exit => exit,
    }
}
