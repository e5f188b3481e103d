//! Verse, which keeps the line ends of the source: `::: verse`, `<div class="verse">`, or a quote under `{.verse}`.

use super::{
    frame::{Frame, Kind},
    lists::braces,
};
use crate::article::VERSE;

/// Returns whether the next line end is kept.
pub(crate) fn keeps_lines(source: &str, stack: &[Frame]) -> bool {
    let is_verse = |classes: &[String]| classes.iter().any(|class| class == VERSE);
    stack.iter().enumerate().any(|(at, frame)| match &frame.kind {
        Kind::Fenced(division) => is_verse(&division.attributes.classes),
        Kind::Division(division) => is_verse(&division.classes),
        Kind::Quote(None) => {
            let above = at.checked_sub(1).and_then(|outer| stack[outer].blocks.last());
            above.and_then(|block| braces(source, block)).is_some_and(|classes| is_verse(&classes))
        }
        _ => false,
    })
}
