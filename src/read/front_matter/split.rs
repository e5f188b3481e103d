//! Finds the block of front matter at the start of a source.

use std::ops::Range;

/// The syntax of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Toml,
    Json,
}

/// A block of front matter.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) format: Format,
    /// The bytes between the fences; for JSON the object itself.
    pub(super) inside: Range<usize>,
    /// The first byte of the body.
    pub(super) body: usize,
}

/// The block that starts at this byte. A fence alone, or one with an empty line below, is a rule of the body.
pub(super) fn find(text: &str, start: usize) -> Option<Block> {
    let first = text[start..].lines().next()?.trim_end();
    match first {
        "---" => fenced(text, start, Format::Yaml, &["---", "..."]),
        "+++" => fenced(text, start, Format::Toml, &["+++"]),
        _ if first.starts_with('{') => object(text, start),
        _ => None,
    }
}

fn fenced(text: &str, start: usize, format: Format, closing: &[&str]) -> Option<Block> {
    let mut at = start;
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if number == 1 && bare.is_empty() {
            return None;
        }
        if number > 0 && closing.contains(&bare) {
            let inside = start + text[start..].find('\n')? + 1;
            return Some(Block { format, inside: inside..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// An object: `{`, then a key or the end. The end is where JSON says; a broken one goes to the first empty line.
fn object(text: &str, start: usize) -> Option<Block> {
    let rest = &text[start..];
    rest[1..].trim_start().starts_with(['"', '}']).then_some(())?;
    let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
    let length = match stream.next() {
        Some(Ok(_)) => stream.byte_offset(),
        _ => rest.find("\n\n").unwrap_or(rest.len()),
    };
    Some(Block { format: Format::Json, inside: start..start + length, body: start + length })
}
