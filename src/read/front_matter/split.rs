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

/// The fences of YAML and TOML: the format, what opens a block and what closes it.
const FENCES: [(Format, &str, &[&str]); 2] = [(Format::Yaml, "---", &["---", "..."]), (Format::Toml, "+++", &["+++"])];

/// Returns the block that starts at this byte, or after empty lines. A fence alone, or one followed by an empty line, is
/// a thematic break of the body.
pub(super) fn find(text: &str, start: usize) -> Option<Block> {
    let start = first_line(text, start);
    let first = text[start..].lines().next()?.trim_end();
    match FENCES.iter().find(|(_, open, _)| *open == first) {
        Some((format, _, closing)) => fenced(text, start, *format, closing),
        None if first.starts_with('{') => object(text, start),
        None => None,
    }
}

/// Returns the first byte of the first line that is not empty.
fn first_line(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let words = rest.len() - rest.trim_start().len();
    start + rest[..words].rfind('\n').map_or(0, |end| end + 1)
}

/// Returns the first key of a block that is never closed, and the fence that is missing.
pub(super) fn unclosed(text: &str, start: usize) -> Option<(Range<usize>, &'static str)> {
    let start = first_line(text, start);
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let (_, fence, _) = FENCES.iter().find(|(_, open, _)| *open == first.trim_end())?;
    let key = lines.next()?.split([':', '=']).next().map(str::trim_end)?;
    let at = start + first.len();
    (find(text, start).is_none()).then_some((at..at + key.len(), *fence))
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

/// Returns an object: `{`, then a key or `}`. A broken one extends to the first empty line.
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
