//! Marks of direction, for viewers that show every line from left to right, or go by its first letter alone (UAX 9, 2.6).
//!
//! A line is a paragraph to such viewers, so each is marked at its start. Inside lines, only what the author gave a
//! direction of its own stands between isolates.

use crate::article::Direction;
use unicode_bidi::{BidiClass, bidi_class};

const RIGHT_TO_LEFT: char = '\u{200f}';
const LEFT_TO_RIGHT: char = '\u{200e}';

/// A line that says which way it runs; one that is empty or says so already is left alone.
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

/// What stands around words with a direction of their own: nothing where all runs from left to right.
pub(super) fn isolate(own: Direction, around: Direction) -> (&'static str, &'static str) {
    match (own, around) {
        (Direction::Rtl, _) => ("\u{2067}", "\u{2069}"),
        (Direction::Ltr, Direction::Rtl) => ("\u{2066}", "\u{2069}"),
        (Direction::Ltr, Direction::Ltr) => ("", ""),
    }
}

/// A line of the article itself: from left to right only one that may be taken for the other kind needs a mark.
pub(super) fn marked_where_needed(line: &str, direction: Direction) -> String {
    let may_mislead = line.chars().any(|character| matches!(bidi_class(character), BidiClass::R | BidiClass::AL));
    match direction {
        Direction::Ltr if !may_mislead => line.to_owned(),
        Direction::Ltr | Direction::Rtl => marked(line, direction),
    }
}
