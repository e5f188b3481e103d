//! Detects two printed columns whose lines were interleaved when copied.
//!
//! They are reported but not reordered: line shapes are not enough to tell which words belong together.

use super::lines::{Line, cells};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};

/// The number of lines that must look like two columns.
const ENOUGH: usize = 4;

/// Reports text that seems to come from two columns.
pub(super) fn report(lines: &[Line<'_>]) -> Option<Diagnostic> {
    let wide: Vec<&Line<'_>> = lines.iter().filter(|line| is_pair(line.text)).collect();
    let broken: Vec<&Line<'_>> =
        (0..lines.len()).filter(|&at| is_interrupted(&lines[at..])).map(|at| &lines[at]).collect();
    let found = [wide, broken].into_iter().find(|found| found.len() >= ENOUGH && found.len() * 4 >= lines.len())?;
    let message = "the lines of two columns seem to alternate; they are kept as written";
    let help = "copy one column after the other, or export the text from the program that shows it";
    Some(Diagnostic::new(Code::Columns, message).at(Span::new(found[0].start, found[0].end())).help(help))
}

/// Returns whether a line is running text, a wide gap, and running text again.
fn is_pair(text: &str) -> bool {
    let cells = cells(text);
    cells.len() == 2
        && cells.into_iter().all(|cell| text[cell].split_whitespace().filter(|word| word.len() > 1).count() >= 3)
}

/// Returns whether a word hyphenated at the end of a line continues not on the next line but on the one after it.
fn is_interrupted(lines: &[Line<'_>]) -> bool {
    let [first, second, third, ..] = lines else { return false };
    let divided = first.text.ends_with('-') && first.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    let attached = second.blanks_before == 0 && third.blanks_before == 0;
    let lower = |line: &Line<'_>| line.text.starts_with(char::is_lowercase);
    divided && attached && !lower(second) && lower(third)
}
