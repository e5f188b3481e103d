//! Scores how much a passage looks like a heading, by its shape and context.
//!
//! When in doubt, the score stays below [`ENOUGH`]: a paragraph does less harm than a wrong heading.

use super::{
    passage::Passage,
    shape::{Ending, Shape},
};
use crate::read::common::words::{caption, is_record, label};

/// The minimum score of a heading.
const ENOUGH: i32 = 4;

/// Words that no heading ends with: a list or the rest of the sentence follows.
const OPEN_WORDS: &[&str] = &[
    "if", "when", "unless", "and", "or", "the", "a", "an", "to", "are", "is", "include", "includes", "that", "of",
    "for", "wenn", "falls", "und", "oder", "dass", "sind", "si", "cuando", "y", "o", "que", "son", "et", "ou", "sont",
];

/// Returns whether the last word calls for a continuation.
fn ends_open(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    OPEN_WORDS.contains(&last.to_lowercase().as_str())
}

/// Points for and against, each with its reason.
#[derive(Debug, Default)]
pub(super) struct Score {
    points: i32,
    reasons: Vec<(i32, &'static str)>,
}

impl Score {
    /// Scores a passage by its shape and context. `list_follows`: a list follows `next`.
    pub(super) fn of(
        passage: &Passage,
        previous: Option<&Passage>,
        next: Option<&Passage>,
        list_follows: bool,
    ) -> Self {
        let mut score = Self::default();
        score.add(100, passage.underline.is_some(), "underlined");
        score.own_shape(&passage.shape);
        score.add(-4, ends_open(&passage.text), "ends with a word that calls for more");
        score.add(-8, passage.text.starts_with(['*', '-', '=', '|', '©']), "set off by symbols");
        score.add(-6, label(&passage.text).is_some_and(is_record), "opens with a metadata label");
        score.add(-8, caption(&passage.text).is_some(), "opens like a caption");
        score.add(-8, passage.tabbed, "tabs or wide gaps separate its words");
        score.add(-8, passage.blank, "has a blank to fill in");
        score.above(passage, previous);
        score.below(passage, next, list_follows);
        score
    }

    /// Adds a reason that depends on the whole text.
    pub(super) fn also(&mut self, points: i32, reason: &'static str) {
        self.add(points, true, reason);
    }

    pub(super) fn is_heading(&self) -> bool {
        self.points >= ENOUGH
    }

    /// Returns the reasons for the classification: `like a heading: a question, short`.
    pub(super) fn why(&self) -> String {
        let heading = self.is_heading();
        let counted = self.reasons.iter().filter(|(points, _)| (*points > 0) == heading);
        let reasons: Vec<&str> = counted.map(|(_, reason)| *reason).collect();
        match (heading, reasons.is_empty()) {
            (true, _) => format!("like a heading: {}", reasons.join(", ")),
            (false, false) => format!("not like a heading: {}", reasons.join(", ")),
            (false, true) => "too little evidence for a heading".to_owned(),
        }
    }

    fn add(&mut self, points: i32, holds: bool, reason: &'static str) {
        if holds {
            self.points += points;
            self.reasons.push((points, reason));
        }
    }

    fn own_shape(&mut self, shape: &Shape) {
        match shape.ending {
            Ending::Word => self.add(2, true, "no punctuation at its end"),
            Ending::Question => self.add(1, true, "a question"),
            Ending::Exclamation => self.add(-1, true, "ends with `!`"),
            Ending::Colon => self.add(-3, true, "ends with `:`"),
            Ending::Stop => self.add(if shape.caps { -1 } else { -5 }, true, "ends with a period"),
            Ending::Open => self.add(-5, true, "its sentence continues"),
        }
        self.add(3, shape.caps, "all capitals");
        self.add(2, shape.title_case && !shape.caps, "words start with capitals");
        self.add(1, shape.words <= 8, "short");
        self.add(-2, (15..=20).contains(&shape.words), "long for a heading");
        self.add(-8, shape.words > 20 || shape.chars > 140, "too long for a heading");
        self.add(-4, shape.starts_lower, "starts with a lowercase letter");
        self.add(-1, shape.starts_digit, "starts with a digit");
        self.add(1, shape.depth > 0, "numbered like a section");
        self.add(-5, shape.address, "contains an address or a telephone number");
        self.add(-3, shape.sentences, "contains the end of a sentence");
    }

    fn above(&mut self, passage: &Passage, previous: Option<&Passage>) {
        self.add(1, passage.blank_before, "blank line above");
        self.add(-2, !passage.blank_before, "no blank line above");
        let after_colon = previous.is_some_and(|p| p.shape.ending == Ending::Colon && p.marker.is_none());
        self.add(-3, after_colon, "below a line that ends with `:`");
        self.add(-4, previous.is_some_and(|p| p.rule && p.text == "--"), "below a signature separator");
    }

    fn below(&mut self, passage: &Passage, next: Option<&Passage>, list_follows: bool) {
        self.add(1, passage.blank_after, "blank line below");
        let Some(next) = next else {
            return self.add(-6, true, "nothing below");
        };
        let leads_in = next.shape.ending == Ending::Colon || ends_open(&next.text) || list_follows;
        let opens = next.marker.is_some() || next.row || next.shape.is_prose() || leads_in;
        self.add(1, opens, "text or a list below");
        let bare = !opens && !passage.shape.caps && next.underline.is_none() && !next.shape.caps;
        self.add(-2, bare, "another short line below");
        self.add(-2, bare && !passage.blank_after, "directly above another short line");
    }
}
