//! What the arguments name: files, folders, patterns, lists, standard input.

use super::{
    args::{ConvertArgs, InputArgs},
    config::{Chooser, Flags},
    say,
};
use handout::{
    Syntax,
    batch::{Batch, Choice, Input, Job, Plan, Request, is_glob, plan},
    diagnostic::LIMIT,
};
use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What standard input is called, in messages and in the names of outputs.
const STDIN: &str = "stdin";

pub(crate) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Everything that is named, arguments before the list. None after a message.
pub(crate) fn inputs(args: &ConvertArgs) -> Option<Vec<Input>> {
    let dashes = args.articles.iter().chain(&args.from_list).filter(|path| is_dash(path)).count();
    if dashes > 1 {
        say::usage("`-` is named twice, and there is one standard input");
        return None;
    }
    let named = args.articles.iter().map(|path| input(path)).collect::<Option<Vec<_>>>()?;
    let listed = args.from_list.as_ref().map_or(Some(Vec::new()), |path| listed(path))?;
    Some(named.into_iter().chain(listed).collect())
}

/// The plan of these inputs. None after messages.
pub(crate) fn planned(
    inputs: Vec<Input>,
    folder: Option<PathBuf>,
    syntax: Option<Syntax>,
    chooser: &Chooser,
) -> Option<Plan> {
    planned_or_said(Request { inputs, folder, syntax, choose: &|folder| chooser.choose(folder) })
}

/// A job for one article of a subcommand, without outputs. None after a message.
pub(crate) fn single(article: &Path, syntax: Option<Syntax>, chooser: &Chooser) -> Option<Job> {
    let inputs = vec![input(article)?];
    let choose = |folder: &Path| {
        let choice = chooser.choose(folder)?;
        Ok(Arc::new(Choice { formats: Vec::new(), ..(*choice).clone() }))
    };
    let mut jobs = planned_or_said(Request { inputs, folder: None, syntax, choose: &choose })?.jobs;
    if jobs.len() == 1 {
        return jobs.pop();
    }
    say::usage(&format!("{} stands for {} articles: name one of them", article.display(), jobs.len()));
    None
}

/// The article of a subcommand, with a batch for what holds in its folder. None after a message.
pub(crate) fn prepared(input: &InputArgs, flags: Flags) -> Option<(Job, Batch)> {
    let chooser = Chooser::new(flags, true);
    let job = single(&input.article, input.from, &chooser)?;
    Some((job, chooser.into_batch()))
}

fn planned_or_said(request: Request<'_>) -> Option<Plan> {
    match plan(request) {
        Ok(plan) => Some(plan),
        Err(error) => {
            error.messages.iter().for_each(|message| say::usage(message));
            None
        }
    }
}

/// The input behind an argument; reads standard input. None after a message. A file that is there is meant, even when
/// its name looks like a pattern.
fn input(path: &Path) -> Option<Input> {
    if is_dash(path) {
        return Some(Input::Bytes { name: STDIN.to_owned(), bytes: standard_input(LIMIT as u64 + 1)? });
    }
    match path.to_str() {
        Some(pattern) if is_glob(pattern) && !path.exists() => Some(Input::Glob(pattern.to_owned())),
        _ => Some(Input::Path(path.to_owned())),
    }
}

fn standard_input(limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match io::stdin().lock().take(limit).read_to_end(&mut bytes) {
        Ok(_) => Some(bytes),
        Err(error) => {
            say::usage(&format!("standard input cannot be read: {error}"));
            None
        }
    }
}

/// The paths of a list. None after a message.
fn listed(path: &Path) -> Option<Vec<Input>> {
    let bytes = if is_dash(path) {
        standard_input(u64::MAX)?
    } else {
        match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                say::usage(&format!("{} cannot be read: {error}", path.display()));
                return None;
            }
        }
    };
    Some(paths(&bytes).into_iter().map(Input::Listed).collect())
}

/// Paths parted by NUL, as `find -print0` writes them, else by line ends. Empty ones do not count.
fn paths(bytes: &[u8]) -> Vec<PathBuf> {
    let parted_by = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|&byte| byte == parted_by);
    let names = names.map(|name| if parted_by == 0 { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
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
    fn a_list_is_parted_by_line_ends_or_by_nul() {
        let are = |bytes: &[u8], expected: &[&str]| {
            assert_eq!(paths(bytes), expected.iter().map(PathBuf::from).collect::<Vec<_>>());
        };
        are(b"a b.md\r\n\nc.md", &["a b.md", "c.md"]);
        are(b"a\nb.md\0c.md\0", &["a\nb.md", "c.md"]);
        are(b"", &[]);
    }
}
