//! The settings: their names, defaults, and what they may be.

use super::super::external::External;
use handout::{
    Registry,
    article::{Lang, ReferencesMode},
    batch::Template,
    render::{Paper, PdfStandard, Renderer, TextLinks, TextWidth},
};
use std::str::FromStr;

/// One setting.
pub(crate) struct Key {
    /// Its name in `handout.toml`; the flag is called alike, but for `--lang`.
    pub(crate) name: &'static str,
    /// What holds when nobody says anything; nothing where only articles decide.
    pub(crate) default: &'static [&'static str],
    pub(crate) kind: Kind,
    /// Why a value cannot be.
    pub(crate) check: fn(&str) -> Result<(), String>,
}

/// How a setting is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word or a number.
    Word,
    /// A list of words.
    List,
    /// `true` or `false`.
    Switch,
}

/// Every setting, in the order of the help.
pub(crate) const KEYS: [Key; 17] = [
    Key { name: "to", default: &["pdf", "epub", "text"], kind: Kind::List, check: format },
    Key { name: "name", default: &["{name}"], kind: Kind::Word, check: parses::<Template> },
    Key { name: "language", default: &["en"], kind: Kind::Word, check: language },
    Key { name: "theme", default: &["clinic"], kind: Kind::Word, check: any },
    Key { name: "paper", default: &["a4"], kind: Kind::Word, check: parses::<Paper> },
    Key { name: "pdf-standard", default: &["ua-1+a-2a"], kind: Kind::Word, check: parses::<PdfStandard> },
    Key { name: "greyscale", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "page-list", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "width", default: &["72"], kind: Kind::Word, check: parses::<TextWidth> },
    Key { name: "text-links", default: &["numbered"], kind: Kind::Word, check: parses::<TextLinks> },
    Key { name: "linear", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "ascii", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "bidi-marks", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "crlf", default: &["false"], kind: Kind::Switch, check: any },
    Key { name: "bibliography", default: &[], kind: Kind::List, check: any },
    Key { name: "csl", default: &[], kind: Kind::Word, check: any },
    Key { name: "references", default: &[], kind: Kind::Word, check: references },
];

/// A setting by its name.
pub(crate) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn parses<T: FromStr<Err = String>>(text: &str) -> Result<(), String> {
    text.parse::<T>().map(drop)
}

fn language(tag: &str) -> Result<(), String> {
    Lang::new(tag).map(drop)
}

fn references(name: &str) -> Result<(), String> {
    mode(name).map(drop)
}

fn format(name: &str) -> Result<(), String> {
    checked_format(name).map(drop)
}

/// How bibliographies appear.
pub(super) fn mode(name: &str) -> Result<ReferencesMode, String> {
    match name {
        "printed" => Ok(ReferencesMode::Printed),
        "linked" => Ok(ReferencesMode::Linked),
        "omitted" => Ok(ReferencesMode::Omitted),
        _ => Err(format!("`{name}` is not a way to show references: choose from printed, linked, omitted")),
    }
}

/// A format's name, if there is such a format.
pub(crate) fn checked_format(name: &str) -> Result<String, String> {
    let registry = Registry::builtin();
    if registry.get(name).is_some() || find_format(name).is_some() {
        return Ok(name.to_owned());
    }
    let known: Vec<_> = registry.iter().map(Renderer::name).collect();
    let known = known.join(", ");
    Err(format!("no format has this name: choose from {known}, or put a program `handout-to-{name}` on the PATH"))
}

/// The program that makes a format.
pub(crate) fn find_format(name: &str) -> Option<External> {
    External::find(name)
}
