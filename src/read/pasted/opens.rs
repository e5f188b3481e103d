//! Lines that start a new passage whatever their length, and texts all of whose lines do, such as poems.

use super::{
    lines::Line,
    shape::{Ending, Shape, depth},
};
use crate::read::common::{byline::byline, words::opening};

/// How far into the text a byline may follow the title, in bytes.
const HEAD: usize = 300;

/// The maximum length of a line of verse, in characters.
const VERSE: usize = 60;

/// The minimum number of lines below others that show whether a text is verse.
const LINES: usize = 4;

/// Returns whether nearly every line starts with a capital, as in poems and songs. In wrapped prose, only those at
/// which a sentence or a name happens to start do.
pub(super) fn is_verse(lines: &[Line<'_>], widest: usize) -> bool {
    let (mut all, mut capital) = (0, 0);
    for pair in lines.windows(2) {
        let (above, below) = (&pair[0], &pair[1]);
        if below.blanks_before == 0
            && !below.row
            && below.marker.is_none()
            && above.marker.is_none()
            && below.text.contains(char::is_alphanumeric)
        {
            let text = below.text.trim_start_matches(|c: char| c.is_ascii_punctuation() || "“‘„«".contains(c));
            all += 1;
            capital += usize::from(text.starts_with(char::is_uppercase) && !is_caps(below.text));
        }
    }
    widest <= VERSE && all >= LINES && capital * 6 >= all * 5
}

/// Returns whether a line starts a passage whatever its length: a byline below the title, the next of several
/// numbered lines, or a callout.
pub(super) fn opens_line(above: &Line<'_>, below: &Line<'_>) -> bool {
    let numbered = |text: &str| {
        let (word, rest) = text.split_once(' ')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let sound = digits > 0 && rest[digits..].starts_with([':', '.']) && word.chars().all(char::is_alphabetic);
        sound.then(|| word.to_lowercase())
    };
    let by = below.text.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let next = numbered(below.text);
    (above.start < HEAD && by && byline(below.text).is_some())
        || (next.is_some() && next == numbered(above.text))
        || opening(below.text).is_some()
        || is_labeled_date(below.text)
        || opens_section(above, below)
}

/// Returns whether a line starts with the number of a section, `2.1 Borrowing`, where a wrapped sentence would not.
fn opens_section(above: &Line<'_>, below: &Line<'_>) -> bool {
    let ending = || Shape::of(last_words(above.text)).ending;
    depth(below.text) > 0
        && (depth(above.text) > 0 || above.marker.is_some() || !matches!(ending(), Ending::Word | Ending::Open))
}

/// Returns whether a line is a label and a date: `Review date: 12/2026`.
fn is_labeled_date(text: &str) -> bool {
    let label = text.split_once(": ").map(|(label, _)| label);
    let short = label.is_some_and(|label| label.split(' ').count() <= 3 && label.starts_with(char::is_uppercase));
    short && text.len() < 60 && byline(text).is_some()
}

/// Returns whether a text is in capitals, with at least four letters.
pub(super) fn is_caps(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(4).count();
    letters == 4 && !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase)
}

/// Returns the last part of a line, which is enough to see how it ends.
pub(super) fn last_words(text: &str) -> &str {
    let mut start = text.len().saturating_sub(48);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
