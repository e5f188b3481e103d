//! `handout.toml`.

use super::keys::{KEYS, Key, Kind};
use handout::Source;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};
use toml::{Spanned, Value};

/// What a file of defaults is called.
pub(crate) const NAME: &str = "handout.toml";

/// A file of defaults.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) path: PathBuf,
    /// Whether files in the folders above do not count.
    pub(crate) root: bool,
    pub(crate) values: BTreeMap<&'static str, Vec<String>>,
}

impl ConfigFile {
    /// The file of a folder; none when there is none.
    ///
    /// # Errors
    /// A line for people, with the place, when it cannot be read or understood.
    pub(crate) fn of_folder(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => parse(path, text).map(Some),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        }
    }
}

fn parse(path: PathBuf, text: String) -> Result<ConfigFile, String> {
    let here = std::env::current_dir().unwrap_or_default();
    let source = Source::new(path.strip_prefix(here).unwrap_or(&path).display().to_string(), text);
    let told = |at: Option<std::ops::Range<usize>>, message: String| {
        let place = at.map(|span| source.place(span.start));
        let place = place.map_or_else(String::new, |place| format!("{}:{}:", place.line, place.column));
        format!("{}:{place} {message}", source.name)
    };
    let table: BTreeMap<Spanned<String>, Spanned<Value>> =
        toml::from_str(&source.text).map_err(|error| told(error.span(), error.message().trim().replace('\n', " ")))?;
    let mut file = ConfigFile { path, root: false, values: BTreeMap::new() };
    for (name, value) in table {
        let (at, name) = (name.span(), name.into_inner());
        if name == "root" {
            let on = value.get_ref().as_bool();
            file.root = on.ok_or_else(|| told(Some(value.span()), "`root` is true or false".to_owned()))?;
            continue;
        }
        let key = KEYS.iter().find(|key| key.name == name).ok_or_else(|| told(Some(at), unknown(&name)))?;
        let values = values(key, value.get_ref()).map_err(|message| told(Some(value.span()), message))?;
        file.values.insert(key.name, values);
    }
    Ok(file)
}

fn values(key: &Key, value: &Value) -> Result<Vec<String>, String> {
    let values = match (key.kind, value) {
        (Kind::Word | Kind::List, Value::String(word)) => Some(vec![word.clone()]),
        (Kind::Word, Value::Integer(number)) => Some(vec![number.to_string()]),
        (Kind::Switch, Value::Boolean(on)) => Some(vec![on.to_string()]),
        (Kind::List, Value::Array(items)) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    let values = values.ok_or_else(|| {
        let form = match key.kind {
            Kind::Word => "a word in quotes",
            Kind::List => "a list of words, such as [\"a\", \"b\"]",
            Kind::Switch => "true or false",
        };
        format!("`{}` is {form}", key.name)
    })?;
    values.iter().try_for_each(|value| (key.check)(value).map_err(|why| format!("`{}`: {why}", key.name)))?;
    Ok(values)
}

fn unknown(name: &str) -> String {
    let near = KEYS.iter().map(|key| key.name).max_by(|a, b| strsim::jaro(name, a).total_cmp(&strsim::jaro(name, b)));
    match near.filter(|near| strsim::jaro(name, near) > 0.7) {
        Some(near) => format!("unknown key `{name}`: did you mean `{near}`?"),
        None => format!("unknown key `{name}`: known are {}", KEYS.map(|key| key.name).join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ConfigFile, String> {
        parse(PathBuf::from(NAME), text.to_owned())
    }

    #[test]
    fn words_numbers_lists_and_switches_are_read() {
        let file =
            read("root = true\nto = \"pdf\"\nwidth = 60\nlinear = true\nbibliography = [\"a.bib\", \"b.bib\"]\n");
        let file = file.unwrap();
        assert!(file.root);
        assert_eq!(file.values["to"], ["pdf"]);
        assert_eq!(file.values["width"], ["60"]);
        assert_eq!(file.values["linear"], ["true"]);
        assert_eq!(file.values["bibliography"], ["a.bib", "b.bib"]);
    }

    #[test]
    fn what_cannot_be_is_told_with_its_place_and_what_to_write() {
        let told = |text: &str| read(text).unwrap_err();
        assert_eq!(told("\npapr = \"a4\"\n"), "handout.toml:2:1: unknown key `papr`: did you mean `paper`?");
        assert_eq!(told("linear = \"yes\""), "handout.toml:1:10: `linear` is true or false");
        assert!(told("paper = \"a9\"").contains("choose one of a4, letter"));
        assert!(told("language = \"english!\"").contains("not a language tag"));
        assert!(told("to = [\"docx\"]").contains("choose from pdf, epub, text"));
        assert!(told("to = ").starts_with("handout.toml:1:"));
    }
}
