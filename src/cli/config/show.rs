//! `handout config`: what holds and why.

use super::{
    chooser::Chooser,
    keys::{KEYS, Key, Kind},
    settings::{Held, Origin},
};
use std::{env, fmt::Write as _, path::Path};

/// The settings of a folder as a `handout.toml`, each with where it comes from.
///
/// # Errors
/// Lines for people.
pub(crate) fn show(chooser: &Chooser, folder: &Path) -> Result<String, String> {
    let settings = chooser.settings(folder)?;
    let lines: Vec<_> = KEYS.iter().map(|key| (line(key, settings.get(key.name)), settings.get(key.name))).collect();
    let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default();
    let mut out = String::new();
    for ((line, held), key) in lines.iter().zip(&KEYS) {
        let _ = writeln!(out, "{line:width$}  # {}", why(key, held));
    }
    Ok(out)
}

fn line(key: &Key, held: &Held) -> String {
    let quoted = |value: &String| toml::Value::String(value.clone()).to_string();
    match (key.kind, held.values.as_slice()) {
        (_, []) => format!("# {}", key.name),
        (Kind::Switch, [value, ..]) => format!("{} = {value}", key.name),
        (Kind::Word, [value, ..]) => format!("{} = {}", key.name, quoted(value)),
        (Kind::List, values) => {
            format!("{} = [{}]", key.name, values.iter().map(quoted).collect::<Vec<_>>().join(", "))
        }
    }
}

fn why(key: &Key, held: &Held) -> String {
    match &held.origin {
        Origin::Default if held.values.is_empty() => "as each article says".to_owned(),
        Origin::Default => "default".to_owned(),
        Origin::Flag => format!("--{}", if key.name == "language" { "lang" } else { key.name }),
        Origin::File(path) => {
            let here = env::current_dir().unwrap_or_default();
            path.strip_prefix(here).unwrap_or(path).display().to_string()
        }
    }
}
