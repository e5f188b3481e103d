//! Front matter: what stands before the body in YAML (`---`), TOML (`+++`) or JSON (`{`), as [`Meta`].
//!
//! [`split`] finds the block; [`yaml`], [`toml`] and [`json`] each turn it into the same tree ([`tree`]);
//! [`fields`] says what each key means. It reads no bibliography and no other file.
//!
//! # Rules
//! - Keys are compared in lower case, with `_` as `-`. What Hugo, Jekyll, Quarto and JOSS call a field is understood.
//! - A key that is not known is kept in `meta.other` and told once; keys that only steer a site generator
//!   (`layout`, `draft`, `permalink` …) are kept and not told.
//! - A block that cannot be parsed is an error at its line, and so is one that is not closed. Text between two `---` that is no mapping is body text.

mod fields;
mod json;
mod people;
mod split;
mod steering;
mod toml;
mod tree;
mod yaml;

use crate::{
    article::{Meta, Span},
    diagnostic::{Code, Diagnostic},
};
use split::Format;
use tree::{Node, Value};

/// The metadata of a source, and the byte where its body starts.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Meta, usize) {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(block) = split::find(text, bom) else {
        diagnostics.extend(unclosed(text, bom));
        return (Meta::default(), bom);
    };
    let inside = &text[block.inside.clone()];
    let parsed = match block.format {
        Format::Yaml => yaml::parse(inside, block.inside.start),
        Format::Toml => toml::parse(inside, block.inside.start),
        Format::Json => json::parse(inside, block.inside.start),
    };
    match parsed {
        Ok(Node { value: Value::Map(entries), .. }) => (fields::meta(entries, diagnostics), block.body),
        Ok(Node { value: Value::Null, .. }) => (Meta::default(), block.body),
        Ok(_) => (Meta::default(), bom),
        Err(error) => {
            let help = "mend the block, or put values with special characters between quotes";
            let message = format!("the front matter cannot be read: {}", error.message);
            diagnostics.push(Diagnostic::new(Code::BadFrontMatter, message).at(error.span).help(help));
            (Meta::default(), block.body)
        }
    }
}

/// Tells of a block that opens with a key that is known, and that nothing closes.
fn unclosed(text: &str, start: usize) -> Option<Diagnostic> {
    let (key, fence) = split::unclosed(text, start)?;
    let known = fields::is_known(&text[key.clone()]);
    let help = format!("write `{fence}` on a line of its own below the last key");
    let told = Diagnostic::new(Code::BadFrontMatter, "the front matter is opened and never closed");
    known.then(|| told.at(key.into()).help(help))
}

/// Why a block cannot be parsed, and where.
#[derive(Debug)]
struct Broken {
    message: String,
    span: Span,
}

#[cfg(test)]
mod tests;
