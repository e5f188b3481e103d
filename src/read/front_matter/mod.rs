//! Front matter: metadata before the body in YAML (`---`), TOML (`+++`) or JSON (`{`), or as a title block of pandoc
//! (`% Title`) or MultiMarkdown (`Title: …`), as [`Meta`].
//!
//! [`split`] finds the block; [`yaml`], [`toml`], [`json`] and [`lines`] each parse it into the same [`tree`];
//! [`fields`] interprets the keys. It reads no bibliography and no other file.
//!
//! # Rules
//! - Keys are compared in lowercase, with `_` as `-`. The field names of Hugo, Jekyll, Quarto and JOSS are supported.
//! - Unknown keys are kept in `meta.other`, with a warning; keys that only configure a site generator (`layout`,
//!   `draft`, `permalink` …) are kept without one.
//! - A one-line YAML value that cannot be parsed, such as one with a colon, is read as text, with a warning.
//! - A block that cannot be parsed is an error at its line, and so is one that is not closed. Text between two `---`
//!   that is not a mapping is body text.

mod fields;
mod json;
mod lines;
mod organization;
mod people;
mod split;
mod steering;
mod toml;
mod tree;
mod yaml;

pub use fields::KNOWN;

use crate::{
    article::Meta,
    diagnostic::{Code, Diagnostic},
};
use split::Format;
use tree::{Node, Value};

/// Returns the metadata of a source, and the byte where its body starts.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Meta, usize) {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(block) = split::find(text, bom) else {
        diagnostics.extend(unclosed(text, bom));
        return (Meta::default(), bom);
    };
    let inside = &text[block.inside.clone()];
    let parsed = match block.format {
        Format::Yaml => yaml::parse(inside, block.inside.start)
            .or_else(|error| lines::forgiving(inside, block.inside.start, error, diagnostics)),
        Format::Percent => Ok(lines::percent(inside, block.inside.start)),
        Format::Plain => Ok(lines::plain(inside, block.inside.start)),
        Format::Toml => toml::parse(inside, block.inside.start),
        Format::Json => json::parse(inside, block.inside.start),
    };
    match parsed {
        Ok(Node { value: Value::Map(entries), .. }) => (fields::meta(entries, diagnostics), block.body),
        Ok(Node { value: Value::Null, .. }) => (Meta::default(), block.body),
        Ok(_) => (Meta::default(), bom),
        Err(error) => {
            let help = "correct the block, or put values with special characters in quotes";
            let message = format!("the front matter cannot be read: {}", error.message);
            diagnostics.push(Diagnostic::new(Code::BadFrontMatter, message).at(error.span).help(help));
            (Meta::default(), block.body)
        }
    }
}

/// Returns the metadata of a TOML document.
pub(super) fn read_toml(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    match toml::parse(text, 0) {
        Ok(Node { value: Value::Map(entries), .. }) => fields::meta(entries, diagnostics),
        Ok(_) => Meta::default(),
        Err(error) => {
            let message = format!("the file cannot be read as TOML: {}", error.message);
            diagnostics.push(Diagnostic::new(Code::BadFrontMatter, message).at(error.span));
            Meta::default()
        }
    }
}

/// Returns an error for a block that opens with a known key and is never closed.
fn unclosed(text: &str, start: usize) -> Option<Diagnostic> {
    let (key, fence) = split::unclosed(text, start)?;
    let known = fields::is_known(&text[key.clone()]);
    let help = format!("write `{fence}` on a line of its own below the last key");
    let reported = Diagnostic::new(Code::BadFrontMatter, "the front matter is opened and never closed");
    known.then(|| reported.at(key.into()).help(help))
}

#[cfg(test)]
mod tests;
