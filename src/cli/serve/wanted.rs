//! The contents of a conversion request: an article with its files and settings.

use super::{
    super::{
        pipe_request::{PipeRequest, options},
        settings::{Given, Settings},
    },
    budget::Share,
    form::Form,
    paths::{below, common_folder, stem},
    problem::Problem,
    unpack::unpack,
};
use handout::{Registry, Syntax, batch::Input, env::MemoryEnv};
use serde_json::{Map, Value};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// An article to convert.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) input: Input,
    /// Its name in messages and in the command.
    pub(super) name: String,
    pub(super) syntax: Option<Syntax>,
    /// The files that it may use. `None` for those of its folder.
    pub(super) files: Option<Given>,
    pub(super) settings: Settings,
    /// The settings as the client wrote them.
    pub(super) written: Map<String, Value>,
    pub(super) timeout: Option<Duration>,
    /// The memory taken by all of this.
    pub(super) share: Option<Share>,
}

impl Wanted {
    /// Creates it from a file, with the files of its folder.
    ///
    /// # Errors
    /// If the settings cannot be used.
    pub(super) fn of_path(path: PathBuf, written: Map<String, Value>) -> Result<Self, Problem> {
        let name = path.display().to_string();
        Self::new(Input::Path(path), name, None, written, None)
    }

    /// Creates it from a form. `watched` is the article named on the command line.
    ///
    /// # Errors
    /// If it names no article, or its files or settings cannot be used.
    pub(super) fn of_form(form: Form, watched: Option<&PathBuf>) -> Result<Self, Problem> {
        let Form { files, text, name, article, watched: is_watched, settings, mut share } = form;
        let name = name_of(name.as_deref())?;
        if is_watched {
            let path = watched.ok_or_else(|| Problem::invalid("no article was named when the server was started"))?;
            return of_watched(path, text, settings, share);
        }
        let mut files = unpacked(files, &mut share)?;
        let (name, bytes) = match text {
            Some(text) => {
                // the byte order mark marks this as UTF-8, whatever encoding a web page declares
                (name, format!("\u{feff}{text}").into_bytes())
            }
            None => take_article(&mut files, article.as_deref())?,
        };
        let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
        Self::new(
            Input::Bytes { name: name.clone(), bytes, folder: PathBuf::new() },
            name,
            Some(files),
            settings,
            Some(share),
        )
    }

    /// Creates it from a request in the form of `handout pipe`.
    ///
    /// # Errors
    /// If it names a path, or its files or settings cannot be used.
    pub(super) fn of_line(mut line: PipeRequest, share: Share) -> Result<Self, Problem> {
        if line.path.is_some() {
            return Err(Problem::invalid("a `path` is not allowed: send a `text` or a `file`"));
        }
        let timeout = line.timeout().map_err(Problem::invalid)?;
        let files = line.decoded_files().map_err(Problem::unusable)?;
        let name = name_of(line.name.as_deref())?;
        let bytes = match (line.text.take(), line.file().map_err(Problem::invalid)?) {
            (Some(text), None) => format!("\u{feff}{text}").into_bytes(),
            (None, Some(bytes)) => bytes,
            _ => return Err(Problem::invalid("a request needs either a `text` or a `file`")),
        };
        let input = Input::Bytes { name: name.clone(), bytes, folder: PathBuf::new() };
        let wanted = Self::new(input, name, Some(files), line.options, Some(share))?;
        Ok(Self { timeout, ..wanted })
    }

    fn new(
        input: Input,
        name: String,
        files: Option<Given>,
        written: Map<String, Value>,
        share: Option<Share>,
    ) -> Result<Self, Problem> {
        if let Some((name, _)) = written.iter().find(|(_, value)| has_null(value)) {
            return Err(Problem::invalid(format!("the option `{name}` has a null: leave it out")));
        }
        let written: Map<_, _> = written.into_iter().map(|(name, value)| (name, whole(value))).collect();
        let (from, settings) = options(written.clone()).map_err(Problem::invalid)?;
        if settings.name.is_some() {
            return Err(Problem::invalid("the option `name` has no effect here: outputs are named after the article"));
        }
        if settings.to.as_ref().is_some_and(Vec::is_empty) {
            return Err(Problem::invalid("the option `to` names no format"));
        }
        let registry = Registry::builtin();
        let others = settings.to.iter().flatten().find(|format| registry.get(&format.value.0).is_none());
        if let Some(format) = others {
            return Err(Problem::invalid(format!("the format `{}` is made by another program", format.value.0)));
        }
        let logo = settings.organization.as_ref().and_then(|organization| organization.logo.as_ref());
        if logo.is_some_and(|logo| !logo.starts_with("data:")) {
            return Err(Problem::invalid("the logo of an organization is a `data:` address"));
        }
        let syntax = from.or_else(|| Syntax::of_path(name.as_ref()));
        Ok(Self { input, name, syntax, files, settings, written, timeout: None, share })
    }

    /// Returns the name of the outputs, without an extension.
    pub(super) fn stem(&self) -> String {
        stem(&self.name)
    }

    /// Returns the files in memory. `None` for the files of the folder.
    pub(super) fn env(&self) -> Option<MemoryEnv> {
        let add = |env: MemoryEnv, (path, bytes): (&String, &std::sync::Arc<[u8]>)| env.with_file(path, bytes.clone());
        self.files.as_ref().map(|files| files.iter().fold(MemoryEnv::new(), add))
    }
}

/// Returns the name of a text, which must be a file name.
fn name_of(name: Option<&str>) -> Result<String, Problem> {
    let path = name.map_or(Some("article".to_owned()), below);
    path.ok_or_else(|| Problem::unusable("`name` is not the name of a file"))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(fields) => fields.values().any(has_null),
        _ => false,
    }
}

/// Returns a value in which integers that some programs write as 2.0 are integers.
fn whole(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e9 => Value::from(float as i64),
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, whole(value))).collect(),
        value => value,
    }
}

/// Creates it from the article named on the command line, with the text from the page.
fn of_watched(path: &Path, text: Option<String>, written: Map<String, Value>, share: Share) -> Result<Wanted, Problem> {
    let Some(text) = text else { return Wanted::of_path(path.to_owned(), written) };
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let name = path.display().to_string();
    let input = Input::Bytes { name: name.clone(), bytes: format!("\u{feff}{text}").into_bytes(), folder };
    Wanted::new(input, name, None, written, Some(share))
}

/// Unpacks archives, and names files by their paths relative to their common folder.
fn unpacked(files: Vec<(String, Vec<u8>)>, share: &mut Share) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let mut all = Vec::new();
    for (name, bytes) in files {
        if name.to_ascii_lowercase().ends_with(".zip") {
            all.extend(unpack(&name, &bytes, share)?);
            continue;
        }
        let path = below(&name).ok_or_else(|| Problem::unusable(format!("`{name}` is not the name of a file")))?;
        all.push((path, bytes));
    }
    let folder = common_folder(all.iter().map(|(path, _)| path.as_str()));
    Ok(all.into_iter().map(|(path, bytes)| (path[folder.len()..].to_owned(), bytes)).collect())
}

/// Removes the article from the files: the one of this name, or the first in the top folder. A text file is only chosen
/// if there is nothing else, as archives often contain a readme.
fn take_article(files: &mut Vec<(String, Vec<u8>)>, named: Option<&str>) -> Result<(String, Vec<u8>), Problem> {
    if let Some(named) = named {
        let wanted = below(named).unwrap_or_default();
        // it may have been named with the common folder
        let at = files.iter().position(|(path, _)| *path == wanted);
        let at = at.or_else(|| files.iter().position(|(path, _)| wanted.ends_with(&format!("/{path}"))));
        let none = || Problem::unusable(format!("no file is called `{named}`"));
        return at.map(|at| files.remove(at)).ok_or_else(none);
    }
    let syntax = |path: &str| Syntax::of_path(path.as_ref()).filter(|_| !path.contains('/'));
    let is_written = |path: &str| matches!(syntax(path), Some(Syntax::Markdown | Syntax::Html | Syntax::Docx));
    let is_text = |path: &str| syntax(path) == Some(Syntax::Pasted);
    let only = files.len() == 1;
    let at = files.iter().position(|(path, _)| is_written(path));
    let at = at.or_else(|| files.iter().position(|(path, _)| is_text(path))).or(only.then_some(0));
    at.map(|at| files.remove(at)).ok_or_else(|| {
        Problem::unusable(
            "there is no article among the files: send a .md, .html, .docx or .txt file outside of \
                           any folder",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(paths: &[&str], named: Option<&str>) -> Option<String> {
        let mut files: Vec<_> = paths.iter().map(|path| ((*path).to_owned(), Vec::new())).collect();
        take_article(&mut files, named).ok().map(|(path, _)| path)
    }

    #[test]
    fn the_article_is_the_file_that_is_named_or_the_first_in_the_top_folder() {
        let taken = |paths: &[&str], named: Option<&str>| taken(paths, named).unwrap_or_default();
        assert_eq!(taken(&["cup.png", "LICENSE.txt", "img/a.md", "tea.md", "milk.html"], None), "tea.md");
        assert_eq!(taken(&["cup.png", "notes.txt"], None), "notes.txt");
        assert_eq!(taken(&["tea"], None), "tea");
        assert_eq!(taken(&["cup.png", "img/a.md"], None), "");
        assert_eq!(taken(&["tea.md", "a/tea.md"], Some("a/tea.md")), "a/tea.md");
        assert_eq!(taken(&["tea.md", "milk.md"], Some("leaflet/milk.md")), "milk.md");
        assert_eq!(taken(&["tea.md"], Some("milk.md")), "");
    }

    #[test]
    fn integers_may_be_written_with_a_fraction_of_zero() {
        let value = serde_json::json!({ "fit": 2.0, "list": [1.5, 3.0], "text": "2.0" });
        assert_eq!(whole(value), serde_json::json!({ "fit": 2, "list": [1.5, 3], "text": "2.0" }));
    }
}
