//! Pandoc line blocks: lines that start with `| ` keep their line ends.

use super::{lines::Line, phrases, writer::Writer};

/// Writes the line block that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    if !writer.blank {
        return 0;
    }
    let is_own = |line: &&Line<'_>| line.text.starts_with("| ") || line.bare() == "|";
    let taken = lines.iter().take_while(is_own).count();
    let own = &lines[..taken];
    let is_table =
        own.iter().any(|line| line.text.len() > 1 && line.bare().ends_with('|') || is_delimiter(line.bare()));
    if taken < 2 || is_table {
        return 0;
    }
    for (nth, line) in own.iter().enumerate() {
        let text = line.slice(1, line.text.len()).trimmed();
        phrases::write_words(writer, &text);
        writer.insert(if nth + 1 < taken { "\\" } else { "" }, line.start + line.text.len());
        writer.end(line);
    }
    taken
}

/// Returns whether a line is the delimiter row of a pipe table.
fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}
