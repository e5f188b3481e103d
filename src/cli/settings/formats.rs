//! The formats that `--to` takes.

use super::super::external::External;
use handout::{Format, Registry};
use std::str::FromStr;

/// A format that is built in, or made by a program `handout-to-NAME` on the PATH.
#[derive(Debug, Clone)]
pub(crate) struct KnownFormat(pub(crate) Format);

impl FromStr for KnownFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let registry = Registry::builtin();
        let lower = name.to_ascii_lowercase();
        // the extension of a format is an alias
        if let Some(renderer) = registry.iter().find(|renderer| renderer.extension() == lower) {
            return Ok(Self(renderer.format()));
        }
        if let Ok(format) = lower.parse::<Format>()
            && (registry.get(&format).is_some() || find_program(&format).is_some())
        {
            return Ok(Self(format));
        }
        let known: Vec<_> = registry.iter().map(|renderer| renderer.format().to_string()).collect();
        Err(format!(
            "no format has this name: choose from {}, or put a program `handout-to-{name}` on the PATH",
            known.join(", ")
        ))
    }
}

/// Returns the program that makes a format.
pub(crate) fn find_program(format: &Format) -> Option<External> {
    External::find(format)
}
