//! Joins lines into passages: paragraphs, headings, items and other units.
//!
//! Hard-wrapped lines are joined: a line continues on the next one if the first word of the next line would not have
//! fitted on it. An underline (`====`) is joined to the passage that it underlines.

use super::{
    hyphen::is_open_range,
    lines::Line,
    marker::{Close, Mark, Marker},
    opens::{is_caps, is_verse, last_words, opens_line},
    role::Role,
    shape::{Ending, Shape},
};
use crate::read::common::clean::trimmed;
use std::ops::Range;

/// A line less than half as long as this is rarely a wrapped one, in characters.
const SHORT: usize = 50;

/// The maximum length, in characters, of a line with a gap that is a name and a value.
const PAIR: usize = 40;

/// The maximum length of a hard-wrapped line, in characters.
const WRAP_LIMIT: usize = 100;

/// A unit of consecutive lines.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    /// The indices of its lines, without an underline.
    pub(super) lines: Range<usize>,
    /// The list marker that opens it.
    pub(super) marker: Option<Marker>,
    /// Its clean text, without the marker.
    pub(super) text: String,
    pub(super) shape: Shape,
    pub(super) indent: usize,
    pub(super) blank_before: bool,
    pub(super) blank_after: bool,
    /// The character of its underline, which is the line after `lines`.
    pub(super) underline: Option<char>,
    /// Whether it is a table row.
    pub(super) row: bool,
    /// Whether tabs or wide gaps separate its words.
    pub(super) tabbed: bool,
    /// Whether it contains a blank to fill in.
    pub(super) blank: bool,
    /// Whether it is a line of asterisks or dashes between two subjects.
    pub(super) rule: bool,
    /// The quote level.
    pub(super) quotes: usize,
    /// Its role, if known before its shape is considered.
    pub(super) role: Option<Role>,
}

/// Joins lines into passages.
pub(super) fn passages(lines: &[Line<'_>]) -> Vec<Passage> {
    let wrap = Wrap::of(lines);
    let mut found: Vec<Passage> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len()
            && wrap.goes_on(&lines[at], &lines[end - 1], &lines[end])
            && !wrap.is_headline(&lines[at], &lines[end - 1], &lines[end], lines.get(end + 1))
        {
            end += 1;
        }
        let single = end == at + 1 && !lines[at].row;
        let underline = lines.get(end).filter(|below| single && is_underline(&lines[at], below));
        let underline = underline.and_then(|below| below.text.chars().next());
        let next = end + usize::from(underline.is_some());
        let mut passage = passage(lines, at..end, underline);
        passage.blank_before = at == 0 || lines[at].blanks_before > 0 || wrap.spaced;
        passage.blank_after = lines.get(next).is_none_or(|line| line.blanks_before > 0) || wrap.spaced;
        found.push(passage);
        at = next;
    }
    found
}

fn passage(lines: &[Line<'_>], range: Range<usize>, underline: Option<char>) -> Passage {
    let first = &lines[range.start];
    let rule = is_rule(first.text);
    let words = |skip: usize| {
        let line = |at: usize| if at == range.start { &first.text[skip..] } else { lines[at].text };
        trimmed(&range.clone().map(line).collect::<Vec<_>>().join(" "))
    };
    // a marker without text is not an item
    let free = !rule && first.quotes == 0 && first.role.is_none();
    let marker = first.marker.filter(|marker| free && !words(marker.length).is_empty());
    let text = words(marker.map_or(0, |marker| marker.length));
    Passage {
        shape: Shape::of(&text),
        rule,
        row: first.row,
        tabbed: marker.is_none() && (first.text.contains('\t') || has_columns(first.text)),
        blank: has_blank(first.text),
        indent: first.indent,
        blank_before: true,
        blank_after: true,
        lines: range,
        marker,
        text,
        underline,
        quotes: first.quotes,
        role: first.role,
    }
}

/// Returns whether a text is a rule: `* * *`, `-----`, `⁂`, that is, one symbol three or more times; or `--`, above
/// the signature of a mail.
fn is_rule(text: &str) -> bool {
    if text == "--" {
        return true;
    }
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    let count = 1 + marks.clone().count();
    first == '⁂' && count == 1 || (count >= 3 && "*-_=~—–•#·.".contains(first) && marks.all(|c| c == first))
}

/// Returns whether a text is words between dashes: `-----Original message-----`.
fn is_banner(text: &str) -> bool {
    text.starts_with("---") && text.ends_with("---") && !is_rule(text)
}

/// Returns whether a line of `=`, `-` or `~` is directly below a line of similar length.
fn is_underline(above: &Line<'_>, below: &Line<'_>) -> bool {
    below.blanks_before == 0
        && below.width >= 3
        && below.text.starts_with(['=', '-', '~', '—', '_'])
        && is_rule(below.text)
        && !below.text.contains(char::is_whitespace)
        && !is_rule(above.text)
        // `Name:` above a line to fill in
        && !(above.text.ends_with(':') && below.text.starts_with('_'))
        // the header of a form
        && !has_blank(above.text)
        && !has_columns(above.text)
        && above.width <= 2 * below.width.max(20)
}

/// How the lines of the text were wrapped.
struct Wrap {
    /// The column at which lines were wrapped, or 0 if they were not.
    measure: usize,
    /// Whether every line is a separate paragraph, without blank lines between them.
    spaced: bool,
    /// Whether each paragraph is one long line, so that every line end is intended.
    unwrapped: bool,
}

impl Wrap {
    fn of(lines: &[Line<'_>]) -> Self {
        let runs_on = |below: &Line<'_>| below.blanks_before == 0 && !is_rule(below.text) && below.marker.is_none();
        let mut rights: Vec<usize> = lines
            .windows(2)
            .filter(|pair| runs_on(&pair[1]))
            .map(|pair| pair[0].right())
            .filter(|&right| right <= WRAP_LIMIT)
            .collect();
        rights.sort_unstable();
        let measure = rights.get(rights.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0);
        let beyond = lines.iter().filter(|line| line.right() * 5 > measure * 6).count();
        let long = lines.iter().filter(|line| line.right() > WRAP_LIMIT).count();
        let blanks = lines.iter().skip(1).filter(|line| line.blanks_before > 0).count();
        let full = rights.iter().filter(|&&right| right * 5 >= measure * 4).count();
        // paragraphs of one long line each: nothing was wrapped
        let unwrapped = long >= 2 && long * 15 >= lines.len();
        let widest = rights.last().copied().unwrap_or(0);
        let enough = measure >= 25 && full * 3 >= rights.len() && rights.len() >= 2;
        let wrapped = enough && !unwrapped && !is_verse(lines, widest);
        Self {
            measure: if wrapped && beyond * 5 <= lines.len() { measure } else { 0 },
            spaced: long >= 2 && blanks * 10 < lines.len(),
            unwrapped,
        }
    }

    /// Returns whether `below` continues the passage that starts at `first` and so far ends at `above`.
    fn goes_on(&self, first: &Line<'_>, above: &Line<'_>, below: &Line<'_>) -> bool {
        let apart =
            below.blanks_before > 0 || above.quotes != below.quotes || above.role.is_some() || below.role.is_some();
        if apart
            || is_banner(above.text)
            || is_banner(below.text)
            || is_rule(below.text)
            || is_rule(above.text)
            || above.row
            || below.row
        {
            return false;
        }
        let opening = first.marker;
        if opening.is_some_and(|opening| opening.length == above.text.len()) && std::ptr::eq(first, above) {
            return below.marker.is_none();
        }
        // a unit at the start of a line belongs to the number above
        let starts_lower = below.text.starts_with(|c: char| c.is_lowercase() || matches!(c, '°' | '%' | '‰'));
        let led = has_leader(above.text) || has_leader(below.text);
        let is_pair = |line: &Line<'_>| line.width < PAIR && line.text.contains("  ");
        if is_pair(above) && is_pair(below)
            || opens_line(above, below)
            || led && !starts_lower
            || (has_blank(above.text) || has_blank(below.text)) && !starts_lower
        {
            return false;
        }
        let goes_on =
            starts_lower && !self.unwrapped && (opening.is_some() || above.right() * 2 >= self.measure.max(SHORT));
        let ending = Shape::of(last_words(above.text)).ending;
        let hyphen = above.text.ends_with(['-', '\u{2010}', '\u{ad}', '¬']);
        let broken = hyphen && (starts_lower || is_caps(above.text) && is_caps(below.text));
        let range = is_open_range(above.text) && below.text.starts_with(|c: char| c.is_ascii_digit());
        let full = broken || range || self.is_full(above, below);
        if let Some(mark) = below.marker {
            return full && !opens_item(opening, &mark, ending);
        }
        if is_caps(above.text) != is_caps(below.text) && opening.is_none() {
            return false;
        }
        let first_line_indent = below.indent >= above.indent + 2 && matches!(ending, Ending::Stop | Ending::Question);
        match opening {
            Some(_) if below.indent > first.indent => true,
            _ if above.right() > WRAP_LIMIT + 10 || self.spaced => goes_on && ending == Ending::Word,
            Some(_) => full || (goes_on && ending != Ending::Stop),
            None if first_line_indent => false,
            None => full || (goes_on && matches!(ending, Ending::Word | Ending::Open)),
        }
    }

    /// Returns whether a line is a heading between wrapped paragraphs: a few words without a stop, below the end of a
    /// sentence, on a line that has room for the next one's first word.
    fn is_headline(&self, first: &Line<'_>, above: &Line<'_>, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        let Some(next) = next.filter(|next| next.blanks_before == 0 && next.marker.is_none()) else { return false };
        let shape = Shape::of(line.text);
        let ended = matches!(Shape::of(last_words(above.text)).ending, Ending::Stop | Ending::Question);
        self.measure > 0
            && ended
            && shape.is_headline()
            && shape.words <= 8
            && line.width * 3 < self.measure * 2
            && line.text.starts_with(char::is_uppercase)
            && next.text.starts_with(char::is_uppercase)
            && line.indent <= first.indent
            && !self.is_full(line, next)
    }

    /// Returns whether the next line's first word would not have fitted on this line (with some tolerance for ragged
    /// lines).
    fn is_full(&self, above: &Line<'_>, below: &Line<'_>) -> bool {
        let word = below.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        self.measure > 0 && (above.right() + 1 + word) * 8 > self.measure * 7
    }
}

/// Returns whether a line has columns: wide gaps between words.
fn has_columns(text: &str) -> bool {
    text.trim().contains("    ") || text.trim().split("   ").filter(|part| !part.is_empty()).count() > 2
}

/// Returns whether a line has a blank to fill in: `Name: ____`, `Doctor: .......`.
fn has_blank(text: &str) -> bool {
    text.contains("___") || text.contains("......") && text.contains(": .")
}

/// Returns whether dots lead from the text of a line to its end: `Breakfast ........ 8:00`.
fn has_leader(text: &str) -> bool {
    text.split_once(".....").is_some_and(|(before, _)| !before.is_empty())
}

/// Returns whether a line that looks like an item is one, as a full line above it may continue into it.
fn opens_item(opening: Option<Marker>, mark: &Marker, above: Ending) -> bool {
    let closed = matches!(above, Ending::Stop | Ending::Question | Ending::Exclamation | Ending::Colon);
    let follows = opening.is_some_and(|opening| match (opening.mark, mark.mark) {
        (Mark::Number(one), Mark::Number(two)) => opening.close == mark.close && two == one + 1,
        (Mark::Bullet(one), Mark::Bullet(two)) => one == two,
        (Mark::Letter { .. }, Mark::Letter { .. }) => opening.close == mark.close,
        _ => closed,
    });
    let noted = matches!(mark.close, Close::Bracket | Close::Raised);
    let sure = mark.is_plain_bullet() || noted && mark.number() == Some(1);
    follows || sure || (closed && !matches!(mark.mark, Mark::Letter { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    fn texts(text: &str) -> Vec<String> {
        passages(&lines(text)).into_iter().map(|passage| passage.text).collect()
    }

    const WRAPPED: &str = "The kettle stood on the stove all morning, and nobody\n\
        thought of lifting the lid. When the clock struck ten\n\
        the steam had gone.\nThe cup was cold.\n";

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_are_not() {
        assert_eq!(texts(WRAPPED).len(), 2);
        assert_eq!(texts("Elm Street Clinic\n12 Elm Street\n").len(), 2);
    }

    #[test]
    fn a_line_that_only_starts_like_an_item_is_joined() {
        let text = format!(
            "{WRAPPED}\nThe water in the kettle was last changed on May the\n7. Nobody knows why it tasted of iron and old apples.\n"
        );
        assert_eq!(texts(&text).len(), 3);
    }

    #[test]
    fn a_marker_on_its_own_line_opens_the_next() {
        assert_eq!(texts("•\nOne\n•\nTwo\n"), ["One", "Two"]);
    }

    #[test]
    fn bylines_numbered_lines_and_blanks_start_new_passages() {
        assert_eq!(texts("Nine Ways to Sleep Better at Night\nby Ana Ruiz\n").len(), 2);
        assert_eq!(texts("Step 1: Wash your hands with soap and water.\nStep 2: Dry them.\n").len(), 2);
        assert_eq!(texts("Name: ______________   Born: ____\nDoctor of the ward and its patients\n").len(), 2);
        assert_eq!(texts("dry air\ncold wind\nsmoke\n").len(), 3);
        assert_eq!(
            texts(
                "1. Loans\n1.1 Members of the library may borrow up to\nten books.\n1.2 Loans end after four weeks.\n"
            )
            .len(),
            3
        );
        assert_eq!(
            texts(&format!(
                "{WRAPPED}\nThe kettle stood on the stove all morning, and nobody\nReview date: May 2026\n"
            ))
            .len(),
            4
        );
    }

    #[test]
    fn lines_of_a_page_without_wrapping_stay_apart() {
        let long = "The kettle stood on the stove all morning, and nobody thought of lifting the lid before the clock struck ten.";
        let text = format!(
            "{long}\n\n{long}\n\nreliever inhalers \u{2013} used when needed\npreventer inhalers \u{2013} used every day\nLast read: 19 April\n"
        );
        assert_eq!(texts(&text).len(), 5);
        assert_eq!(
            texts(&format!("{WRAPPED}\nBreakfast ................... 8:00\nLunch ...................... 12:30\n"))
                .len(),
            4
        );
        assert_eq!(texts("PATIENT INFORMA-\nTION\n\nTea.\n").len(), 2);
    }

    #[test]
    fn a_heading_between_wrapped_paragraphs_is_apart_and_a_unit_is_not() {
        let text = format!("{WRAPPED}When to call us\n{WRAPPED}");
        assert!(texts(&text).contains(&"When to call us".to_owned()), "{:?}", texts(&text));
        assert_eq!(texts("1. Redness\n2. A temperature above 38\n°C\n3. Pain\n")[1], "A temperature above 38 °C");
    }

    #[test]
    fn a_callout_starts_a_new_passage_below_a_full_line() {
        let text = format!("Note: {WRAPPED}").replace("the steam had gone.\n", "DANGER - the steam had gone.\n");
        assert_eq!(texts(&text)[1], "DANGER - the steam had gone.");
    }

    #[test]
    fn a_line_below_the_header_of_a_form_is_not_an_underline() {
        for head in ["Name: ________   Born: ________", "Nurse      Day      Ward"] {
            let found = passages(&lines(&format!("{head}\n-------------------------------\nTea.\n")));
            assert_eq!((found.len(), found[0].underline), (3, None), "{head}");
        }
    }

    #[test]
    fn words_between_dashes_are_a_separate_line() {
        let text = WRAPPED.replace("When the clock", "\n---- Original message ----\nWhen the clock");
        assert!(texts(&text).contains(&"---- Original message ----".to_owned()), "{:?}", texts(&text));
    }

    #[test]
    fn an_underline_belongs_to_the_line_above() {
        let found = passages(&lines("Tea\n===\nIt is warm.\n"));
        assert_eq!((found.len(), found[0].underline), (2, Some('=')));
    }
}
