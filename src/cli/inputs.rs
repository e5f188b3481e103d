//! The articles that arguments name: files, folders, patterns, lists, standard input.

use super::{
    args::{Args, ConvertArgs, InputArgs},
    destination::{Destination, is_dash},
    output,
    settings::{Chooser, Settings},
};
use clap::CommandFactory as _;
use handout::{
    Syntax,
    batch::{Batch, Choice, Input, Job, Plan, Request, Template, is_glob, plan},
    diagnostic::LIMIT,
    env::read_file,
};
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// The name of standard input in messages and in the names of outputs.
const STDIN: &str = "stdin";

/// The maximum size of a list of paths, in bytes.
const LARGEST_LIST: u64 = 1 << 30;

/// Returns the inputs that were named, arguments before the list. `None` after an error message.
fn inputs(args: &ConvertArgs) -> Option<Vec<Input>> {
    let dashes = args.articles.iter().chain(&args.from_list).filter(|path| is_dash(path)).count();
    if dashes > 1 {
        output::error("`-` can be used only once, as there is one standard input");
        return None;
    }
    let mut inputs = args.articles.iter().map(|path| input(path)).collect::<Option<Vec<_>>>()?;
    if let Some(list) = &args.from_list {
        inputs.extend(listed(list)?);
    }
    Some(inputs)
}

/// Returns the plan for the arguments. `None` after error messages.
pub(crate) fn planned(args: &ConvertArgs, destination: &Destination, chooser: &Chooser) -> Option<Plan> {
    let inputs = inputs(args)?;
    let is_nameless = matches!(inputs.as_slice(), [Input::Bytes { .. }]);
    let request = Request {
        inputs,
        folder: None,
        files: Vec::new(),
        syntax: args.from,
        force: args.run.force,
        choose: &|folder| {
            let choice = chooser.choose(folder)?;
            // standard input has no name: its outputs are named after the title
            let by_title = is_nameless && choice.names == Template::default();
            Ok(if by_title { Arc::new((*choice).clone().names(Template::by_title())) } else { choice })
        },
    };
    plan_or_message(destination.complete(request))
}

/// Returns a plan without outputs. `None` after an error message.
pub(crate) fn without_outputs(articles: &[PathBuf], syntax: Option<Syntax>, chooser: &Chooser) -> Option<Plan> {
    if articles.iter().filter(|path| is_dash(path)).count() > 1 {
        output::error("`-` can be used only once, as there is one standard input");
        return None;
    }
    let inputs = articles.iter().map(|article| input(article)).collect::<Option<Vec<_>>>()?;
    let choose = |folder: &Path| {
        let choice = chooser.choose(folder)?;
        Ok(Arc::new(Choice::default().converter(choice.converter)))
    };
    plan_or_message(Request { inputs, folder: None, files: Vec::new(), syntax, force: true, choose: &choose })
}

/// Returns a job without outputs for one article. `None` after an error message.
pub(crate) fn single(article: &Path, syntax: Option<Syntax>, chooser: &Chooser) -> Option<Job> {
    let mut jobs = without_outputs(&[article.to_owned()], syntax, chooser)?.jobs;
    if jobs.len() == 1 {
        return jobs.pop();
    }
    output::error(&format!("{} matches {} articles: name one of them", article.display(), jobs.len()));
    None
}

/// Returns a job without outputs for one article, and a batch with the settings of its folder. `None` after an error
/// message.
pub(crate) fn single_with_batch(input: &InputArgs, flags: Settings) -> Option<(Job, Batch)> {
    let chooser = Chooser::new(flags);
    let job = single(&input.article, input.from, &chooser)?;
    Some((job, chooser.into_batch()))
}

fn plan_or_message(request: Request<'_>) -> Option<Plan> {
    plan(request).map_err(|error| output::error(&error.to_string())).ok()
}

/// Returns the input that an argument names; reads standard input. An existing file takes precedence over a pattern.
/// `None` after an error message.
fn input(path: &Path) -> Option<Input> {
    if is_dash(path) {
        return Some(Input::Bytes {
            name: STDIN.to_owned(),
            bytes: standard_input(LIMIT as u64 + 1)?,
            folder: PathBuf::new(),
        });
    }
    if let Some(command) = similar_command(path) {
        output::error(&format!("there is no file `{}`: did you mean the command `handout {command}`?", path.display()));
        return None;
    }
    match path.to_str() {
        Some(pattern) if is_glob(pattern) && !path.exists() => Some(Input::Glob(pattern.to_owned())),
        _ => Some(Input::Path(path.to_owned())),
    }
}

/// Returns the command that was probably meant by a word that names no file.
fn similar_command(path: &Path) -> Option<String> {
    let word = path.to_str().filter(|word| word.chars().all(char::is_alphabetic) && !path.exists())?;
    let commands = Args::command();
    let names = commands.get_subcommands().filter(|command| !command.is_hide_set()).map(clap::Command::get_name);
    let near = |name: &&str| strsim::osa_distance(name, word) <= 1 + word.len() / 6;
    names.filter(near).min_by_key(|name| strsim::osa_distance(name, word)).map(str::to_owned)
}

fn standard_input(limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match io::stdin().lock().take(limit).read_to_end(&mut bytes) {
        Ok(_) => Some(bytes),
        Err(error) => {
            output::error(&format!("standard input cannot be read: {error}"));
            None
        }
    }
}

/// Returns the files of a list. `None` after an error message.
fn listed(path: &Path) -> Option<Vec<Input>> {
    let bytes = if is_dash(path) {
        standard_input(u64::MAX)?
    } else {
        match read_file(path, LARGEST_LIST) {
            Ok(bytes) => bytes,
            Err(error) => {
                output::error(&format!("{} cannot be read: {error}", path.display()));
                return None;
            }
        }
    };
    Some(split_list(&bytes).into_iter().map(Input::Listed).collect())
}

/// Splits a list of paths at NUL, as from `find -print0`, or else at line ends. Skips empty paths.
fn split_list(bytes: &[u8]) -> Vec<PathBuf> {
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|&byte| byte == separator);
    let names = names.map(|name| if separator == 0 { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    names.filter(|name| !name.is_empty()).map(path_of).collect()
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_at_line_ends_or_at_nul() {
        let splits_into = |bytes: &[u8], expected: &[&str]| {
            assert_eq!(split_list(bytes), expected.iter().map(PathBuf::from).collect::<Vec<_>>());
        };
        splits_into(b"a b.md\r\n\nc.md", &["a b.md", "c.md"]);
        splits_into(b"a\nb.md\0c.md\0", &["a\nb.md", "c.md"]);
        splits_into(b"", &[]);
    }
}
