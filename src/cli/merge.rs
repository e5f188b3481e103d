//! `--merge`: a handout for each row of a table.
//!
//! Everything is checked before the first file is written. Messages name rows and fields, and never a value.

use super::{
    Exit,
    args::ConvertArgs,
    destination::{Destination, is_dash},
    dry_run::dry_run,
    output,
    run::{run, stop_flag},
    settings::Settings,
};
use handout::{
    Format, Source, Syntax,
    article::Article,
    batch::{Choice, Input, Job, Plan, PlanError, Target, is_foreign, load, write_all},
    diagnostic::{Diagnostic, LIMIT},
    env::read_file,
    merge::{Merge, Row, Rows, as_json, join},
    resolve,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The name of a row's outputs without `--name`.
const NAME: &str = "{name}-{row}";

/// The maximum number of rows of a table: their articles are all made before the first is written.
const MOST: usize = 20_000;

/// The maximum size of a table, and of the articles of all its rows together, in bytes.
const LARGEST: u64 = 256 << 20;

/// The maximum number of problems to report.
const SHOWN: usize = 8;

pub(crate) fn merge(args: &ConvertArgs, destination: &Destination, table: &Path) -> Exit {
    let stop = stop_flag();
    // the name template applies to rows, and the settings of a folder do not know their fields
    let (mut settings, name) = (args.settings.settings.clone(), args.settings.settings.name.clone());
    settings.name = None;
    let name = name.map_or_else(|| NAME.to_owned(), |name| name.value.to_string());
    let Some(chooser) = args.settings.chooser_for(destination) else { return Exit::Usage };
    let chooser = chooser
        .verifying(args.run.verify)
        .checking(args.run.check)
        .with_flags(Settings { name: "{name}".parse().ok(), ..settings });
    match planned(args, (destination, table), &name, &|folder| chooser.choose(folder)) {
        Err(messages) => {
            messages.iter().take(SHOWN).for_each(|message| output::error(message));
            Exit::Usage
        }
        Ok(None) => Exit::Failed,
        Ok(Some(plan)) if args.dry_run => dry_run(chooser, &plan, args, None),
        Ok(Some(plan)) => match (run(chooser, &plan, args, None, &stop), &args.merge_into) {
            (exit @ (Exit::Done | Exit::Warned), Some(file)) => joined(&plan, file).map_or_else(
                |message| {
                    output::error(&message);
                    Exit::Failed
                },
                |()| exit,
            ),
            (exit, _) => exit,
        },
    }
}

/// Joins the pages of all rows in one file.
fn joined(plan: &Plan, file: &Path) -> Result<(), String> {
    let pdfs = plan.jobs.iter().flat_map(|job| &job.targets).filter(|target| target.format == Format::PDF);
    let read = |target: &Target| {
        read_file(&target.path, LARGEST).map_err(|error| format!("{} cannot be read: {error}", target.path.display()))
    };
    let pdfs = pdfs.map(read).collect::<Result<Vec<_>, _>>()?;
    let all = join(pdfs.iter().map(Vec::as_slice)).map_err(|error| format!("`--merge-into`: {error}"))?;
    write_all(&[(file.to_owned(), all.as_slice())]).map_err(|diagnostic| diagnostic.message)
}

/// Returns the plan: a job for each row. `None` after reporting diagnostics of the article.
fn planned(
    args: &ConvertArgs,
    (destination, table): (&Destination, &Path),
    name: &str,
    choose: &dyn Fn(&Path) -> Result<Arc<Choice>, String>,
) -> Result<Option<Plan>, Vec<String>> {
    let one = |message: String| vec![message];
    let [article] = args.articles.as_slice() else {
        return Err(one("`--merge` takes one article".to_owned()));
    };
    let to_folder = matches!(destination, Destination::Beside | Destination::Folder(_));
    if is_dash(article) || article.is_dir() || !to_folder {
        return Err(one("`--merge` takes one file, and writes to a folder".to_owned()));
    }
    let folder = article.parent().unwrap_or(Path::new(""));
    let choice = choose(folder).map_err(one)?;
    let bytes =
        read_file(table, LARGEST).map_err(|error| one(format!("{} cannot be read: {error}", table.display())))?;
    let rows = Rows::parse(&table.display().to_string(), &bytes);
    let rows = rows.map_err(|error| one(format!("{}: {error}", table.display())))?;
    if rows.iter().count() > MOST {
        return Err(one(format!("{}: the table has more than {MOST} rows: split it", table.display())));
    }
    let Some((merge, source)) = read(article, args.from, &choice, &rows) else { return Ok(None) };
    if merge.size(&rows) > LARGEST {
        let most = LARGEST >> 20;
        return Err(one(format!("the articles of all rows take more than {most} MiB: split the table")));
    }
    let out = destination.folder().unwrap_or(folder);
    let (mut jobs, mut problems) = (Vec::new(), Vec::new());
    let mut taken = HashMap::new();
    for row in rows.iter() {
        match filled(&merge, row, name, &mut taken) {
            Ok((stem, filled)) => {
                let name = format!("{} (row {})", source.name, row.number());
                let bytes = as_json(&filled).into_bytes();
                let input = Input::Bytes { name, bytes, folder: folder.to_owned() };
                jobs.push(Job {
                    targets: targets(out, &stem, &choice),
                    outputs_below: out.to_owned(),
                    ..Job::of(input, Some(Syntax::Json), choice.converter)
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(overwritten(&jobs, args, [article, table]));
    if problems.is_empty() { Ok(Some(Plan { jobs, ..Plan::default() })) } else { Err(problems) }
}

/// Returns the article of a row and the name of its files. `taken` maps the names so far, in lower case, to their rows.
fn filled(
    merge: &Merge,
    row: &Row,
    name: &str,
    taken: &mut HashMap<String, usize>,
) -> Result<(String, Article), String> {
    let number = row.number();
    let article = merge.fill(row).map_err(|field| {
        format!("row {number} has no value for `{field}`: write `{{{{{field}|…}}}}` with words for this case")
    })?;
    let stem = merge.name(name, &article, row);
    let stem = stem.map_err(|field| format!("`--name` has `{{{field}}}`, which is not a field of the table"))?;
    match taken.insert(stem.to_lowercase(), number) {
        _ if stem.is_empty() => Err(format!("row {number} gives its files an empty name: change `--name`")),
        Some(other) => Err(format!("rows {other} and {number} would write the same files: add `{{row}}` to `--name`")),
        None => Ok((stem, article)),
    }
}

/// Returns messages about files that would be overwritten: the inputs, and those that handout did not write.
fn overwritten(jobs: &[Job], args: &ConvertArgs, inputs: [&Path; 2]) -> Vec<String> {
    let written = || jobs.iter().flat_map(|job| &job.targets).map(|target| target.path.as_path());
    let input = written().find(|path| inputs.contains(path));
    let mut messages: Vec<_> =
        input.map(|path| format!("{} would be overwritten: use `-o DIR`", path.display())).into_iter().collect();
    let all = written().chain(args.merge_into.as_deref());
    let foreign: Vec<_> = all.filter(|path| !args.run.force && is_foreign(path)).map(Path::to_owned).collect();
    if let Some((first, others)) = foreign.split_first() {
        let error = PlanError::Foreign { files: vec![first.clone()], more: others.len() };
        messages.extend(error.to_string().lines().map(str::to_owned));
    }
    messages
}

fn targets(folder: &Path, stem: &str, choice: &Choice) -> Vec<Target> {
    let path = |extension: &str| -> PathBuf { folder.join(format!("{stem}.{extension}")) };
    choice.files.iter().map(|file| Target { format: file.format.clone(), path: path(&file.extension) }).collect()
}

/// Reads the article. `None` after reporting diagnostics.
fn read(article: &Path, from: Option<Syntax>, choice: &Choice, rows: &Rows) -> Option<(Merge, Source)> {
    let syntax = from.or_else(|| Syntax::of_path(article));
    let report = |source: &Source, diagnostics: &[Diagnostic]| output::diagnostics(source, diagnostics);
    let (source, syntax) = match load(&Input::Path(article.to_owned()), syntax) {
        Ok(loaded) => loaded,
        Err(diagnostic) => {
            report(&Source::new(article.display().to_string(), ""), &[diagnostic]);
            return None;
        }
    };
    debug_assert!(source.text.len() <= LIMIT);
    let options = resolve::Options::default().languages(choice.lang.clone(), choice.usual_lang.clone());
    match Merge::new(&source, syntax, &options, rows) {
        Ok((merge, diagnostics)) => {
            report(&source, &diagnostics);
            merge.map(|merge| (merge, source))
        }
        Err(problems) => {
            report(&source, &problems);
            None
        }
    }
}
