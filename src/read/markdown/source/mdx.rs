//! Imports and exports of MDX, which are code.

use super::{lines::Line, writer::Writer};
use crate::{article::Span, read::account::Reason};

/// Leaves out the import or export that the first line opens. Returns how many lines it takes.
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

/// `import Tabs from '@theme/Tabs';`
fn opens_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let end = rest.trim_end().trim_end_matches(';');
    let names = rest.split_once(" from ").map_or("", |(names, _)| names);
    let named = names.is_empty() || names.chars().all(|c| c.is_alphanumeric() || "_${}*, ".contains(c));
    let quoted = end.ends_with(['\'', '"']) && (rest.starts_with(['\'', '"']) || rest.contains(" from "));
    quoted && named
}

/// `export const toc = [];`
fn opens_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    ["const ", "let ", "var ", "function ", "class ", "default "].iter().any(|word| rest.starts_with(word))
        && line.contains(['=', '(', '{', ';'])
}
