//! Direction marks for viewers that show every line from left to right, or go by its first letter (UAX 9, 2.6).
//!
//! Such viewers treat each line as a paragraph, so each line is marked at its start. Within lines, only text with an
//! explicit direction is isolated.

use crate::article::Direction;
use unicode_bidi::{BidiClass, bidi_class};

const RIGHT_TO_LEFT: char = '\u{200f}';
const LEFT_TO_RIGHT: char = '\u{200e}';

/// Marks the direction of a line, unless it is empty or already marked.
pub(super) fn marked(line: &str, direction: Direction) -> String {
    let words = line.trim_start();
    if words.is_empty() || words.starts_with([RIGHT_TO_LEFT, LEFT_TO_RIGHT]) {
        return line.to_owned();
    }
    let mark = match direction {
        Direction::Rtl => RIGHT_TO_LEFT,
        Direction::Ltr => LEFT_TO_RIGHT,
    };
    format!("{mark}{line}")
}

/// Returns the isolates around text with its own direction; empty if everything runs from left to right.
pub(super) fn isolate(own: Direction, around: Direction) -> (&'static str, &'static str) {
    match (own, around) {
        (Direction::Rtl, _) => ("\u{2067}", "\u{2069}"),
        (Direction::Ltr, Direction::Rtl) => ("\u{2066}", "\u{2069}"),
        (Direction::Ltr, Direction::Ltr) => ("", ""),
    }
}

/// Marks a line of the article. A left-to-right line only needs a mark if it contains right-to-left letters.
pub(super) fn marked_where_needed(line: &str, direction: Direction) -> String {
    let may_mislead = line.chars().any(|character| matches!(bidi_class(character), BidiClass::R | BidiClass::AL));
    match direction {
        Direction::Ltr if !may_mislead => line.to_owned(),
        Direction::Ltr | Direction::Rtl => marked(line, direction),
    }
}
