//! Reads `handout.toml`.

use super::{
    house,
    layers::{Layer, Origin},
    unknown::unknown_of,
    values::Settings,
};
use handout::{Source, env::read_file};
use serde::Deserialize as _;
use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};
use toml::{Spanned, Table};

/// The name of a settings file.
pub(crate) const NAME: &str = "handout.toml";

/// The maximum size of a settings file, in bytes.
const LARGEST: u64 = 1 << 20;

/// A settings file.
#[derive(Debug)]
pub(super) struct ConfigFile {
    /// Whether the files of parent folders are ignored.
    pub(super) root: bool,
    pub(super) layer: Arc<Layer>,
}

impl ConfigFile {
    /// Reads the file of a folder. Returns `None` if there is none.
    ///
    /// # Errors
    /// A message with the position, if it cannot be read or is invalid.
    pub(super) fn of_folder(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(NAME);
        let text = || String::from_utf8(read_file(&path, LARGEST)?).map_err(|_| io::Error::other("it is not in UTF-8"));
        match text() {
            Ok(text) => parse(path, text).map(Some),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
        }
    }
}

fn parse(path: PathBuf, text: String) -> Result<ConfigFile, String> {
    let here = std::env::current_dir().unwrap_or_default();
    let source = Source::new(path.strip_prefix(here).unwrap_or(&path).display().to_string(), text);
    let message = |span: Option<Range<usize>>, message: &str| {
        let place = span.map(|span| source.place(span.start));
        let place = place.map_or_else(String::new, |place| format!("{}:{}:", place.line, place.column));
        format!("{}:{place} {}", source.name, message.trim().replace('\n', " "))
    };
    let invalid = |error: toml::de::Error| message(error.span(), error.message());
    let table: std::collections::BTreeMap<Spanned<String>, Spanned<toml::Value>> =
        toml::from_str(&source.text).map_err(invalid)?;
    let mut root = false;
    let mut settings = Table::new();
    for (name, value) in table {
        let (name_span, name, span) = (name.span(), name.into_inner(), value.span());
        if name == "root" {
            let on = value.get_ref().as_bool();
            root = on.ok_or_else(|| message(Some(span), "`root` must be true or false"))?;
            continue;
        }
        if !Settings::NAMES.contains(&name.as_str()) {
            return Err(message(Some(name_span), &unknown(&name)));
        }
        // each key by itself, so that an error points at it
        let one = Table::from_iter([(name.clone(), value.into_inner())]);
        if name == "organization" {
            house::check(&source.text).map_err(|(span, wrong)| message(span, &wrong))?;
        }
        if let Err(error) = Settings::deserialize(one.clone()) {
            return Err(message(Some(span), &format!("`{name}`: {}", error.message())));
        }
        let template = Settings::deserialize(one.clone()).ok().and_then(|settings| settings.name);
        if let Some(Err(error)) = template.map(|name| name.value.check()) {
            return Err(message(Some(span), &format!("`name`: {error}")));
        }
        settings.extend(one);
    }
    let settings = Settings::deserialize(settings).map_err(invalid)?;
    Ok(ConfigFile { root, layer: Arc::new(Layer { origin: Origin::File(path), settings }) })
}

/// Options of the command that are not settings.
const ONLY_FLAGS: [&str; 21] = [
    "color",
    "fail-fast",
    "font-dir",
    "force",
    "from",
    "in-process",
    "incremental",
    "jobs",
    "log-format",
    "memory",
    "no-system-fonts",
    "output",
    "prune",
    "quiet",
    "report",
    "site-root",
    "strict",
    "system-fonts",
    "timeout",
    "verify",
    "watch",
];

fn unknown(name: &str) -> String {
    if name == "lang" {
        return "unknown key `lang`: did you mean `language`?".to_owned();
    }
    if ONLY_FLAGS.contains(&name) {
        return format!("unknown key `{name}`: only the command line has it, as `--{name}`");
    }
    unknown_of(name, &Settings::NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handout::render::TextWidth;

    fn read(text: &str) -> Result<ConfigFile, String> {
        parse(PathBuf::from(NAME), text.to_owned())
    }

    #[test]
    fn strings_numbers_lists_and_switches_are_read() {
        let file =
            read("root = true\nto = \"pdf\"\nwidth = 60\nlinear = true\nbibliography = [\"a.bib\", \"b.bib\"]\n");
        let file = file.unwrap();
        assert!(file.root);
        let settings = &file.layer.settings;
        assert_eq!(settings.to, Some(vec!["pdf".parse().unwrap()]));
        assert_eq!(settings.width.as_ref().unwrap().value, TextWidth::Columns(60));
        assert_eq!(settings.linear, Some(true));
        assert_eq!(settings.bibliography, Some(vec!["a.bib".to_owned(), "b.bib".to_owned()]));
        assert_eq!(settings.paper, None);
    }

    #[test]
    fn an_invalid_setting_is_reported_with_its_place_and_what_is_expected() {
        let error = |text: &str| read(text).unwrap_err();
        assert_eq!(error("\npapr = \"a4\"\n"), "handout.toml:2:1: unknown key `papr`: did you mean `paper`?");
        let switch = error("linear = \"yes\"");
        assert!(switch.starts_with("handout.toml:1:10: `linear`: ") && switch.contains("boolean"), "{switch}");
        assert!(error("jobs = 4").ends_with("only the command line has it, as `--jobs`"));
        assert!(error("lang = \"es\"").ends_with("did you mean `language`?"));
        assert!(error("paper = \"a9\"").contains("choose one of a4, letter"));
        assert!(error("language = \"english!\"").contains("not a language tag"));
        assert!(error("to = [\"odt\"]").contains("choose from pdf, epub, text"));
        assert!(error("to = 3").contains("list of strings"));
        assert!(error("to = ").starts_with("handout.toml:1:"));
    }
}
