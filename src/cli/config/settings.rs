//! Settings laid over each other, each with where it comes from.

use super::{
    file::ConfigFile,
    keys::{KEYS, Key, key},
};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

/// What the command line says, by the names of settings.
pub(crate) type Flags = BTreeMap<&'static str, Vec<String>>;

/// Who says a setting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    Default,
    /// This `handout.toml`.
    File(PathBuf),
    Flag,
}

/// A setting's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Held {
    pub(crate) values: Vec<String>,
    pub(crate) origin: Origin,
}

/// What holds somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    held: BTreeMap<&'static str, Held>,
}

impl Settings {
    /// Defaults, under these files from the farthest to the nearest, under the flags.
    pub(crate) fn new(files: &[Arc<ConfigFile>], flags: &Flags) -> Self {
        let default = |key: &Key| {
            let values = key.default.iter().map(|&value| value.to_owned()).collect();
            (key.name, Held { values, origin: Origin::Default })
        };
        let mut held: BTreeMap<_, _> = KEYS.iter().map(default).collect();
        for file in files {
            for (name, values) in &file.values {
                held.insert(name, Held { values: values.clone(), origin: Origin::File(file.path.clone()) });
            }
        }
        for (name, values) in flags {
            held.insert(name, Held { values: values.clone(), origin: Origin::Flag });
        }
        Self { held }
    }

    /// A setting's value, by its name.
    pub(crate) fn get(&self, name: &str) -> &Held {
        const NOTHING: &Held = &Held { values: Vec::new(), origin: Origin::Default };
        debug_assert!(key(name).is_some(), "{name}");
        self.held.get(name).unwrap_or(NOTHING)
    }

    /// The first word of a setting, if it has one.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        self.get(name).values.first().map(String::as_str)
    }

    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.word(name) == Some("true")
    }
}
