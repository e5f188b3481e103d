//! Finds the block of front matter at the start of a source.

use std::ops::Range;

/// The format of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Yaml,
    Toml,
    Json,
    /// A pandoc title block: `% Title`, `% Authors`, `% Date`.
    Percent,
    /// MultiMarkdown metadata: lines of `Key: value` up to a blank one.
    Plain,
}

/// A block of front matter.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) format: Format,
    /// The bytes between the fences; for JSON, the object itself.
    pub(super) inside: Range<usize>,
    /// The first byte of the body.
    pub(super) body: usize,
}

/// The fences of YAML and TOML: the format, its opening fence and its closing fences.
const FENCES: [(Format, &str, &[&str]); 2] = [(Format::Yaml, "---", &["---", "..."]), (Format::Toml, "+++", &["+++"])];

/// Returns the block that starts at this byte, or after blank lines. A fence alone, or one followed by a blank line,
/// is a thematic break of the body.
pub(super) fn find(text: &str, start: usize) -> Option<Block> {
    let start = first_line(text, start);
    let first = text[start..].lines().next()?.trim_end();
    match FENCES.iter().find(|(_, open, _)| *open == first) {
        Some((format, _, closing)) => fenced(text, start, *format, closing),
        None if first.starts_with('{') => object(text, start),
        None if first.starts_with("% ") => Some(lines(text, start, Format::Percent)),
        None => plain(text, start),
    }
}

/// Returns the first byte of the first non-blank line.
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

/// Returns a JSON object: `{`, then a key or `}`. A malformed one extends to the first blank line.
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

/// Returns the lines up to the first blank one or, in a pandoc title block, the first without `%`.
fn lines(text: &str, start: usize, format: Format) -> Block {
    let belongs = |line: &&str| match format {
        Format::Percent => line.starts_with([' ', '%']) && !line.trim().is_empty(),
        _ => !line.trim().is_empty(),
    };
    let length: usize = text[start..].split_inclusive('\n').take_while(belongs).map(str::len).sum();
    Block { format, inside: start..start + length, body: start + length }
}

/// Returns MultiMarkdown metadata: every line is `Key: value` or indented, and one key is the title.
fn plain(text: &str, start: usize) -> Option<Block> {
    let block = lines(text, start, Format::Plain);
    let mut titled = false;
    for line in text[block.inside.clone()].lines() {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let sound = key.starts_with(char::is_alphabetic)
            && key.len() < 40
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        if !sound || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return None;
        }
        titled |= key.trim().eq_ignore_ascii_case("title") && !value.trim().is_empty();
    }
    titled.then_some(block)
}
