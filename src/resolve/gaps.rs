//! Spaces left around marks that were removed from a line.

use crate::article::Inline;

/// Removes spaces before another space or punctuation, and at the end of the line. Returns whether there were any.
pub(super) fn close(line: &mut Vec<Inline>) -> bool {
    let mut closed = false;
    for at in 0..line.len() {
        let (before, after) = line.split_at_mut(at + 1);
        let Inline::Text(text) = &mut before[at] else { continue };
        let clash = match after.first() {
            Some(Inline::Text(next)) => next.text.starts_with([' ', '.', ',', ';', ':', ')', '?', '!']),
            Some(_) => false,
            None => true,
        };
        if clash && text.text.ends_with(' ') {
            text.text.truncate(text.text.trim_end().len());
            closed = true;
        }
    }
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    closed
}
