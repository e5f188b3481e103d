//! Decides whether a hyphen at the end of a wrapped line is kept.

use super::lines::Line;
use std::collections::HashSet;

/// Prefixes that keep their hyphen: `well-known`, `self-care`.
const KEEPERS: &[&str] = &[
    "well", "self", "non", "ex", "long", "short", "high", "low", "mid", "half", "full", "part", "over", "under", "co",
    "pre", "post", "anti", "semi", "one", "two", "three", "four", "five", "six", "ten", "first", "second", "third",
    "old", "new", "good", "all", "cross", "free", "hard", "half", "left", "right", "best", "ill", "much", "so", "time",
    "world", "year", "day", "week", "month", "hour", "follow", "check", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "double", "single", "triple", "ninety", "great", "step", "by", "to", "in", "on", "up", "of",
    "the", "a",
];

/// Word endings that are not words: what precedes them at the end of a line is part of the same word.
const ENDINGS: &[&str] = &[
    "ing", "ings", "ed", "er", "ers", "est", "ly", "ness", "ment", "ments", "tion", "tions", "sion", "sions", "ity",
    "ities", "able", "ible", "ful", "less", "ous", "ive", "ence", "ance", "ung", "ungen", "heit", "keit", "lich",
    "isch", "ción", "ciones",
];

/// Second parts of compounds, which keep their hyphen: `home-based`.
const COMPOUNDS: &[&str] = &[
    "acting",
    "aged",
    "associated",
    "based",
    "blind",
    "controlled",
    "dependent",
    "effective",
    "hour",
    "induced",
    "minute",
    "month",
    "negative",
    "positive",
    "related",
    "release",
    "reported",
    "resistant",
    "shaped",
    "sized",
    "specific",
    "term",
    "threatening",
    "week",
    "year",
];

/// Returns whether a hyphen replaces a part that follows: `Haus- und Fachärzte`, `pre- and postoperative`.
fn is_suspended(head: &str, tail: &str, next: &str) -> bool {
    match tail {
        "und" | "oder" | "bzw" | "sowie" | "and" | "y" | "e" | "o" | "u" => true,
        // `long- or short-term`, `5- to 10-day`, but not `superi-or`
        "or" | "to" | "et" | "ou" | "och" | "eller" | "og" | "en" | "of" => {
            let compound = next.split_whitespace().take(4).any(|word| word.trim_end_matches('-').contains('-'));
            head.is_empty() || compound || KEEPERS.contains(&head.to_lowercase().as_str())
        }
        _ => false,
    }
}

/// Returns whether a line ends within a range of numbers: `45–`, `140-`.
pub(super) fn is_open_range(line: &str) -> bool {
    line.strip_suffix(['–', '-']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// The words of the text, used to decide about broken words.
#[derive(Debug, Default)]
pub(super) struct Hyphens {
    words: HashSet<String>,
}

impl Hyphens {
    /// Collects the words of a text, or nothing if no word is broken at a line end.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let breaks = lines.windows(2).any(|pair| pair[1].blanks_before == 0 && pair[0].text.ends_with('-'));
        if !breaks {
            return Self::default();
        }
        let mut hyphens = Self::default();
        let mut broken = false;
        for line in lines {
            let goes_on = line.text.ends_with('-');
            let words: Vec<&str> = line.text.split(|c: char| !c.is_alphabetic() && c != '-').collect();
            let whole = words
                .iter()
                .skip(usize::from(broken))
                .take(words.len().saturating_sub(usize::from(broken) + usize::from(goes_on)));
            let long = whole.map(|word| word.trim_matches('-')).filter(|word| word.chars().count() > 3);
            hyphens.words.extend(long.map(str::to_lowercase));
            broken = goes_on;
        }
        hyphens
    }

    /// Returns what is kept of a line before the next one, and the separator between them.
    ///
    /// A soft hyphen is removed. A hyphen inside a word is removed if the whole word occurs elsewhere in the text, or
    /// if neither half is a word; otherwise it is kept, so that no compound loses it.
    pub(super) fn join<'a>(&self, line: &'a str, next: &str) -> (&'a str, &'static str) {
        if let Some(line) = line.strip_suffix('\u{ad}') {
            return (line, "");
        }
        if is_open_range(line) && next.starts_with(|c: char| c.is_ascii_digit()) {
            return (line, "");
        }
        let goes_on = next.starts_with(char::is_lowercase);
        if let Some(stem) = line.strip_suffix('¬').filter(|stem| goes_on && stem.ends_with(char::is_alphabetic)) {
            return (stem, "");
        }
        let Some(stem) = line.strip_suffix(['-', '\u{2010}']) else { return (line, " ") };
        let head = &stem[stem.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| after(stem, at))..];
        let tail = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
        if is_suspended(head, tail, next) {
            return (line, " ");
        }
        // no word is broken after its first letter: `e-mail`
        if head.chars().count() == 1 || COMPOUNDS.contains(&tail) {
            return (line, "");
        }
        if head.is_empty() || tail.is_empty() {
            return if stem.ends_with(char::is_whitespace) || stem.is_empty() { (line, " ") } else { (line, "") };
        }
        let capitals = tail.chars().all(char::is_uppercase) && head.chars().count() > 1;
        if ENDINGS.contains(&tail) || capitals && ENDINGS.contains(&tail.to_lowercase().as_str()) {
            return (stem, "");
        }
        if tail.starts_with(char::is_uppercase) || head.chars().all(char::is_uppercase) {
            return (line, "");
        }
        let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
        let seen = |word: &str| self.words.contains(word);
        let whole = seen(&format!("{head}{tail}"));
        let compound =
            seen(&format!("{head}-{tail}")) || KEEPERS.contains(&head.as_str()) || seen(&head) || seen(&tail);
        if whole || !compound { (stem, "") } else { (line, "") }
    }
}

fn after(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    fn joined(text: &str) -> String {
        let lines = lines(text);
        let hyphens = Hyphens::of(&lines);
        let (kept, space) = hyphens.join(lines[0].text, lines[1].text);
        format!("{kept}{space}{}", lines[1].text)
    }

    #[test]
    fn a_broken_word_loses_its_hyphen() {
        assert_eq!(joined("docu-\nment"), "document");
        assert_eq!(joined("docu\u{ad}\nment"), "document");
        assert_eq!(joined("of the follow-\ning signs"), "of the following signs");
        assert_eq!(joined("pages 45–\n51"), "pages 45–51");
        assert_eq!(joined("PATIENT INFORMA-\nTION"), "PATIENT INFORMATION");
        assert_eq!(joined("ibupro¬\nfen"), "ibuprofen");
    }

    #[test]
    fn a_compound_keeps_its_hyphen() {
        assert_eq!(joined("a well-\nknown cure"), "a well-known cure");
        assert_eq!(joined("COVID-\n19"), "COVID-19");
        assert_eq!(joined("tea-\nhouse\nThe house is old"), "tea-house");
        assert_eq!(joined("tea -\nor coffee"), "tea - or coffee");
        assert_eq!(joined("an e-\nmail"), "an e-mail");
        assert_eq!(joined("home-\nbased"), "home-based");
        assert_eq!(joined("140-\n90"), "140-90");
    }

    #[test]
    fn a_hyphen_before_a_conjunction_replaces_a_part_that_follows() {
        assert_eq!(joined("Haus-\nund Fachärzte"), "Haus- und Fachärzte");
        assert_eq!(joined("short-\nor long-term"), "short- or long-term");
        assert_eq!(joined("a 5-\nto 10-day course"), "a 5- to 10-day course");
        assert_eq!(joined("a superi-\nor result"), "a superior result");
    }

    #[test]
    fn the_text_itself_shows_how_a_word_is_written() {
        assert_eq!(joined("over-\nlook\nThey overlook it"), "overlook");
    }
}
