//! Code cells of Quarto and R Markdown, ```` ```{r} ````, become code without execution options, as they are not run.
//! Captions and descriptions in the options are kept above the code.

use super::{code_fence::CodeFence, lines::Line, writer::Writer};
use crate::{
    article::Span,
    read::{account::Reason, common::attributes::is_quote},
};

/// Writes the cell that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let bare = first.text.trim_start();
    let fence = bare.len() - bare.trim_start_matches('`').len();
    let Some(inside) = bare[fence..].trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return 0 };
    let language = inside.split([' ', ',']).next().unwrap_or_default();
    let sound = fence >= 3 && !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut open = CodeFence::default();
    if !sound || !open.covers(first.text) {
        return 0;
    }
    let body = lines[1..].iter().take_while(|line| open.covers(line.text) && open.is_open()).count();
    let length = lines[1..=body].iter().take_while(|line| option(line.bare()).is_some()).count();
    writer.note_cell(first.span());
    let rest = &inside[language.len()..];
    if !rest.trim().is_empty() {
        writer.leave_out(Reason::Markup, first.span(), rest);
    }
    lines[1..=length].iter().for_each(|line| write_option(writer, first.indent(), line));
    let start = first.start + first.text.len();
    let marks = first.text.len() - bare.len() + fence;
    writer.part(&first.text[..marks], first.start);
    writer.replace(language, first.start + marks..start);
    writer.end(first);
    lines[length + 1..=body].iter().for_each(|line| writer.copy(line));
    if let Some(close) = lines.get(body + 1) {
        writer.copy(close);
    }
    (body + 2).min(lines.len())
}

/// Returns the option of a cell, `key: value`, in a comment of its language: `#| echo: false`.
fn option(line: &str) -> Option<&str> {
    ["#|", "//|", "--|", "%%|"].iter().find_map(|mark| line.strip_prefix(mark))
}

/// Writes a caption or description; leaves out other options.
fn write_option(writer: &mut Writer<'_>, indent: usize, line: &Line<'_>) {
    let line = line.trimmed();
    let pair = option(line.text).and_then(|option| option.split_once(':'));
    let words = pair.filter(|(key, _)| key.ends_with("-cap") || key.ends_with("-alt") || key.ends_with("-subcap"));
    let Some((_, words)) = words else { return writer.leave_out(Reason::Markup, line.span(), line.text) };
    let value = line.slice(line.text.len() - words.len(), line.text.len()).trimmed();
    let inner = value.text.trim_matches(is_quote);
    let lead = value.text.len() - value.text.trim_start_matches(is_quote).len();
    let key = line.slice(0, line.text.len() - words.len());
    writer.leave_out(Reason::Markup, Span::new(key.start, key.start + key.text.len()), key.text);
    writer.title(indent, value.slice(lead, lead + inner.len()), false);
}
