//! `handout config`: shows the settings of a folder, and where they come from.

use super::{
    Exit,
    args::ConfigArgs,
    output,
    settings::{Layers, Origin, Settings},
};
use std::{env, fmt::Write as _, path::Path};
use toml::{Table, Value};

/// The settings that are tables.
const TABLES: [&str; 2] = ["organization", "check"];

pub(crate) fn config(args: &ConfigArgs) -> Exit {
    let Some(chooser) = args.settings.chooser() else { return Exit::Usage };
    let folder = if args.folder.is_file() { args.folder.parent().unwrap_or(Path::new("")) } else { &args.folder };
    let printed = chooser.layers(folder).map(|layers| output::print(table(&layers).as_bytes()));
    // settings are shown even if they cannot be used, for example because a file is missing
    match printed.and_then(|exit| chooser.choose(folder).map(|_| exit)) {
        Ok(exit) => exit,
        Err(message) => {
            output::error(&message);
            Exit::Usage
        }
    }
}

/// Returns the settings as a `handout.toml`, each with its origin as a comment.
fn table(layers: &Layers) -> String {
    let tables: Vec<_> = layers.iter().map(|layer| (as_table(&layer.settings), &layer.origin)).collect();
    let plain = Settings::NAMES.into_iter().filter(|name| !TABLES.contains(name));
    let lines = plain.map(|name| {
        let set = tables.iter().find_map(|(table, origin)| Some((table.get(name)?, *origin)));
        match set {
            Some((_, Origin::Defaults)) if name == "language" => {
                (format!("# {name}"), "detected, if an article declares none".to_owned())
            }
            Some((value, origin)) => (format!("{name} = {}", written(value)), describe(origin, name)),
            None => (format!("# {name}"), "declared by each article".to_owned()),
        }
    });
    let lines: Vec<(String, String)> = lines.collect();
    let width = lines.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default();
    let mut out = String::new();
    for (line, origin) in lines {
        let _ = writeln!(out, "{line:width$}  # {origin}");
    }
    let pairs = TABLES.iter().flat_map(|of| tables.iter().map(move |(table, origin)| (of, table, origin)));
    for (of, table, origin) in pairs {
        let inner = table.get(*of).and_then(Value::as_table);
        for (at, (name, value)) in inner.into_iter().flatten().enumerate() {
            let head = format!("\n[{of}]  # {}\n", describe(origin, of));
            let _ = writeln!(out, "{}{name} = {}", if at == 0 { head.as_str() } else { "" }, written(value));
        }
    }
    out
}

fn as_table(settings: &Settings) -> Table {
    Table::try_from(settings).expect("settings are strings, lists of strings and switches")
}

/// Returns a value as TOML, a list on one line.
fn written(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
        value => value.to_string(),
    }
}

fn describe(origin: &Origin, name: &str) -> String {
    match origin {
        Origin::Defaults => "default".to_owned(),
        Origin::Flags | Origin::Request => format!("--{}", if name == "language" { "lang" } else { name }),
        Origin::File(path) => {
            let here = env::current_dir().unwrap_or_default();
            path.strip_prefix(here).unwrap_or(path).display().to_string()
        }
    }
}
