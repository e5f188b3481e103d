//! Placeholder lines for generated text are left out and reported: another file, `--8<-- "file.md"`, or a table of
//! contents, `[TOC]`.

use super::{lines::Line, writer::Writer};
use crate::{article::Span, read::account::Reason};

/// The maximum number of files listed between two markers.
const MOST: usize = 100;

/// Writes a line that includes a file, or the lines between two markers. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    if let Some(first) = lines.first().filter(|first| is_contents(first.bare()) && writer.blank) {
        writer.leave_out(Reason::Navigation, first.span(), first.bare());
        writer.insert("\n", first.start);
        return 1;
    }
    let Some(names) = lines.first().and_then(|line| names(line.bare())) else { return 0 };
    let mut taken = 1;
    if names.is_empty() {
        let Some(close) = lines[1..].iter().take(MOST).position(|line| names_none(line)) else { return 0 };
        taken = close + 2;
    }
    let own = &lines[..taken];
    let end = own[taken - 1].start + own[taken - 1].text.len();
    let words: Vec<&str> = own.iter().map(|line| line.text).collect();
    let message = "the file included here is not part of the article".to_owned();
    writer.leave_out_with_warning(message, "put its text here", Span::new(own[0].start, end), &words.join("\n"));
    writer.insert("\n", own[0].start);
    taken
}

/// Returns whether a line is a placeholder for a table of contents.
fn is_contents(line: &str) -> bool {
    matches!(line, "[TOC]" | "[toc]" | "[[TOC]]" | "[[toc]]" | "[[_TOC_]]" | "{:toc}")
}

/// Returns what follows the marker of a snippet: file names, or nothing.
fn names(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('-');
    let names = rest.strip_prefix("8<")?;
    let bare = names.trim_start_matches('-');
    let sound = rest.len() < line.len() && bare.len() < names.len();
    sound.then_some(bare.trim()).filter(|names| names.is_empty() || names.starts_with(['"', '\'']))
}

fn names_none(line: &Line<'_>) -> bool {
    names(line.bare()).is_some_and(str::is_empty)
}
