//! MDX imports and exports, which are code, and components, whose content is Markdown.

use super::{
    edit::Edit,
    lines::{Line, floor},
    writer::Writer,
};
use crate::{article::Span, read::account::Reason};

/// Leaves out the import or export that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    if !(opens_import(first.text) || writer.blank && opens_export(first.text)) {
        return 0;
    }
    let is_own = |line: &&Line<'_>| !line.is_blank();
    let taken = if opens_import(first.text) { 1 } else { lines.iter().take_while(is_own).count() };
    let end = lines[..taken].last().map_or(first.start, |line| line.start + line.text.len());
    let words: Vec<&str> = lines[..taken].iter().map(|line| line.text).collect();
    writer.leave_out(Reason::Script, Span::new(first.start, end), &words.join("\n"));
    writer.insert("\n", first.start);
    taken
}

/// The maximum number of lines of a component.
const LONGEST: usize = 1000;

/// Writes the component that starts at the first line, with its content as separate Markdown. Returns the number of
/// lines consumed.
pub(super) fn component(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let open = first.trimmed();
    if writer.blank
        && let Some((tag, words, end)) = one_line(&open)
    {
        for (part, is_tag) in [(tag, true), (words, false), (end, true)] {
            writer.insert("\n", part.start);
            if is_tag {
                writer.part(part.text, part.start)
            } else {
                writer.blocks(&[part], 0)
            }
            writer.insert("\n\n", part.start + part.text.len());
        }
        return 1;
    }
    let Some(name) = component_name(open.text) else { return 0 };
    let end = format!("</{name}>");
    let closes = |line: &Line<'_>| line.indent() == first.indent() && line.bare() == end;
    let near = &lines[..lines.len().min(LONGEST)];
    // lines already searched for an earlier tag of this kind are not searched again
    let searched = writer.without_close.get(&(first.indent(), end.clone())).copied().unwrap_or(0);
    let from = near.partition_point(|line| line.start < searched);
    let Some(close) = near[from..].iter().position(closes).map(|at| from + at) else {
        let searched = near.last().map_or(0, |line| line.start + 1);
        writer.without_close.insert((first.indent(), end), searched);
        return 0;
    };
    let body = &lines[1..close];
    let indent = body.iter().filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or(0);
    let body: Vec<Line<'_>> = body.iter().map(|line| line.unindented(indent)).collect();
    let tag = lines[close].trimmed();
    // the fragment `<>` only groups its content
    let write_tag = |writer: &mut Writer<'_>, tag: &Line<'_>| {
        writer.insert("\n", tag.start);
        if name.is_empty() {
            writer.leave_out(Reason::Markup, tag.span(), tag.text);
        } else {
            writer.part(tag.text, tag.start);
        }
        writer.insert("\n\n", tag.start + tag.text.len());
    };
    write_tag(writer, &open);
    writer.blocks(&body, 0);
    write_tag(writer, &tag);
    close + 1
}

/// Returns the parts of a single-line component: `<TabItem label="Adults">Two a day.</TabItem>`.
fn one_line<'a>(line: &Line<'a>) -> Option<(Line<'a>, Line<'a>, Line<'a>)> {
    let end = line.text.find('>')? + 1;
    let name = component_name(&line.text[..end]).filter(|name| !name.is_empty())?;
    let words = line.text[end..].strip_suffix(&format!("</{name}>"))?;
    let close = end + words.len();
    let plain = !words.trim().is_empty() && !words.contains('<');
    plain.then(|| (line.slice(0, end), line.slice(end, close), line.slice(close, line.text.len())))
}

/// Returns the name of a component that a line opens and does not close: `<Callout type="tip">`, `<>`.
fn component_name(line: &str) -> Option<&str> {
    let inside = line.strip_prefix('<')?.strip_suffix('>')?;
    let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(inside.len());
    let (name, rest) = inside.split_at(end);
    let named = inside.is_empty() || name.starts_with(|c: char| c.is_ascii_uppercase());
    let alone = rest.is_empty() || rest.starts_with(' ') && !rest.ends_with('/') && !rest.contains(['<', '>']);
    (named && alone).then_some(name)
}

/// The maximum length of an attribute's value, and of the part of a tag before it, in bytes.
const REACH: usize = 1000;

/// Returns the value of an attribute that is code as one in quotes: `src={require('./a.png').default}`.
pub(super) fn attribute(text: &str, at: usize) -> Option<Edit> {
    let start = (at.saturating_sub(REACH)..=at).find(|&start| text.is_char_boundary(start))?;
    let before = &text[start..at];
    let tag = &before[before.rfind('<')? + 1..];
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) || tag.contains('>') {
        return None;
    }
    let mut depth = 0;
    let reach = &text[at..at + floor(&text[at..], REACH)];
    let length = reach.char_indices().find_map(|(index, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        (depth == 0).then_some(index + 1)
    })?;
    let inside = &reach[1..length - 1];
    // the file that a call names
    let quoted = inside.split(['\'', '"', '`']).nth(1).filter(|_| inside.contains('('));
    let words: String = quoted.unwrap_or(inside).chars().filter(|c| !matches!(c, '"' | '<' | '>')).collect();
    Some(Edit { range: at..at + length, text: format!("\"{words}\"") })
}

/// Returns whether a line starts an import: `import Tabs from '@theme/Tabs';`.
fn opens_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let end = rest.trim_end().trim_end_matches(';');
    let names = rest.split_once(" from ").map_or("", |(names, _)| names);
    let named = names.is_empty() || names.chars().all(|c| c.is_alphanumeric() || "_${}*, ".contains(c));
    let quoted = end.ends_with(['\'', '"']) && (rest.starts_with(['\'', '"']) || rest.contains(" from "));
    quoted && named
}

/// Returns whether a line starts an export: `export const toc = [];`.
fn opens_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    ["const ", "let ", "var ", "function ", "class ", "default "].iter().any(|word| rest.starts_with(word))
        && line.contains(['=', '(', '{', ';'])
}
