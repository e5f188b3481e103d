//! Stacks lines.

use super::wrap::columns;

/// The gap between two columns.
pub(super) const GAP: usize = 2;
/// The character that rules are drawn with.
pub(super) const STROKE: &str = "-";

/// Appends lines, preceded by `space` empty lines; nothing if there are none. A table in columns always gets an empty
/// line, as a line directly above would look like its header.
pub(super) fn put(lines: &mut Vec<String>, next: Vec<String>, space: usize) {
    if next.is_empty() {
        return;
    }
    if !lines.is_empty() {
        let space = if space == 0 && opens_with_columns(&next) { 1 } else { space };
        lines.extend(std::iter::repeat_n(String::new(), space));
    }
    lines.extend(next);
}

/// Returns the width of the widest mark in columns.
pub(super) fn widest(marks: &[String]) -> usize {
    marks.iter().map(|mark| columns(mark)).max().unwrap_or(0)
}

/// Returns whether a table in columns is before the first empty line.
fn opens_with_columns(lines: &[String]) -> bool {
    lines.iter().take_while(|line| !line.is_empty()).any(|line| is_rule(line))
}

/// Returns whether a line is the rule of a table with several columns, possibly after a list marker.
fn is_rule(line: &str) -> bool {
    let rule = line.find(&STROKE.repeat(3)).map(|from| &line[from..]);
    rule.is_some_and(|rule| {
        rule.contains(&" ".repeat(GAP)) && rule.chars().all(|ch| ch == ' ' || STROKE.starts_with(ch))
    })
}
