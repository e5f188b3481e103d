//! Impossible telephone numbers.

use crate::{
    article::{Inline, Link, Target, for_each_inline, heading_text},
    check::{
        findings::Found,
        prose::Passage,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::ops::Range;

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "phone-number",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "a telephone number cannot be called",
    reason: "A placeholder such as `XXX-XXX-XXXX` or `123-456-7890` was left in, an area code or exchange starts with 0 or 1, which \
             none does in North America, or a link calls a different number than it shows.",
    check: phones,
}];

fn phones(subject: &Subject<'_>, found: &mut Found<'_>) {
    for passage in &subject.prose.passages {
        for part in north_american(&passage.text) {
            let written = &passage.text[part.clone()];
            if !is_possible(written) {
                let place = subject.place(passage, part.clone());
                found.add(place, format!("`{written}` is not a telephone number"), "write the number to call");
            }
        }
        placeholders(subject, passage, found);
        too_short(subject, passage, found);
    }
    for_each_inline(&subject.article().body, &mut |inline| {
        if let Inline::Link(link) = inline {
            shown(link, found);
        }
    });
}

/// Returns the ranges of numbers like `(555) 555-0142`, with the area code.
fn north_american(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let figures = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let separator = |at: usize| match text.get(at..).unwrap_or_default() {
        rest if rest.starts_with(") ") => 2,
        rest if rest.starts_with(['-', '.', ' ', ')']) => 1,
        rest if rest.starts_with('\u{a0}') => 2,
        rest if rest.starts_with(['‑', '–']) => 3,
        _ => 0,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let first = figures(start);
        at = start + first;
        let two = at + separator(at);
        let three = two + 3 + separator(two + 3);
        let fits = first == 3 && two > at && figures(two) == 3 && three > two + 3 && figures(three) == 4;
        let before = text[..start].trim_end_matches(['(', ' ']);
        let touched = text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '+' | '.' | '-'));
        let alone = !touched && !before.ends_with(|c: char| c.is_ascii_digit());
        if fits && (alone || text[..start].ends_with("1-") || text[..start].ends_with("1 ")) {
            found.push(start..three + 4);
            at = three + 4;
        }
    }
    found
}

/// Returns whether a number can exist in the North American plan: area code and exchange start with 2 to 9.
fn is_possible(written: &str) -> bool {
    let figures: Vec<u8> = written.bytes().filter(u8::is_ascii_digit).collect();
    let starts = |at: usize| figures.get(at).is_some_and(|figure| (b'2'..=b'9').contains(figure));
    starts(0) && starts(3)
}

/// Reports `XXX-XXXX`.
fn placeholders(subject: &Subject<'_>, passage: &Passage, found: &mut Found<'_>) {
    for word in &passage.words {
        let written = passage.word(word);
        let blanks = written.bytes().filter(|byte| matches!(byte, b'X' | b'x' | b'#')).count();
        let only =
            written.bytes().all(|byte| matches!(byte, b'X' | b'x' | b'#' | b'-' | b'.') || byte.is_ascii_digit());
        if only && blanks >= 4 && written.contains('-') {
            let place = subject.place(passage, word.start..word.end);
            found.add(place, format!("`{written}` is a placeholder for a number"), "write the number to call");
        }
    }
}

/// Words before a telephone number, in lower case.
const CALLS: &[&str] = &[
    "call",
    "calling",
    "dial",
    "phone",
    "telephone",
    "tel",
    "ring",
    "fax",
    "llame",
    "llamar",
    "teléfono",
    "anrufen",
    "telefon",
    "appelez",
    "téléphone",
    "chiamare",
    "telefono",
    "bel",
    "telefoon",
    "ligue",
];

/// Reports a number with a hyphen that is too short for a telephone number: `Call 555-01`. `9-1-1` and numbers without
/// a hyphen may be service numbers.
fn too_short(subject: &Subject<'_>, passage: &Passage, found: &mut Found<'_>) {
    for (before, word) in passage.words.iter().zip(passage.words.iter().skip(1)) {
        let written = passage.word(word);
        let parts: Vec<&str> = written.split(['-', '‑', '–']).collect();
        let figures: usize = parts.iter().map(|part| part.len()).sum();
        let plain = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let calls = CALLS.contains(&passage.word(before).to_lowercase().as_str());
        if calls && plain && parts.len() > 1 && (4..7).contains(&figures) {
            let place = subject.place(passage, word.start..word.end);
            found.add(place, format!("`{written}` is too short for a telephone number"), "write the number to call");
        }
    }
}

/// Reports a link that calls a number other than the one it shows.
fn shown(link: &Link, found: &mut Found<'_>) {
    let Target::Url(url) = &link.target else { return };
    let Some(number) = url.strip_prefix("tel:") else { return };
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (called, words) = (figures(number), heading_text(&link.content));
    let seen = figures(&words);
    // letters stand for digits, as in 1-800-BUTTONS
    let spelled =
        words.split(['-', ' ']).any(|part| part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()));
    let same = called.ends_with(seen.trim_start_matches('0')) || seen.ends_with(called.trim_start_matches('0'));
    if seen.len() >= 3 && !spelled && !same {
        let message = format!("the link shows `{words}` and calls `{number}`");
        found.add(link.span, message, "use the same number in both");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(text: &str) -> Vec<String> {
        found("phone-number", &format!("---\nlang: en\n---\n# A\n\n{text}\n"))
    }

    #[test]
    fn numbers_that_cannot_be_called_are_reported() {
        assert_eq!(findings("Call 123-456-7890 or (555) 123-4567, or XXX-XXX-XXXX.").len(), 3);
        assert_eq!(findings("[Call 555-867-5309](tel:+15558675310)").len(), 1);
        assert_eq!(findings("Call 555-01 at night.").len(), 1);
    }

    #[test]
    fn other_numbers_are_not() {
        assert!(
            findings("Call 9-1-1 or 741741. Take 10-20 drops. Call 1-800-222-1222, (312) 555-0142, 555-0142 or +44 20 7946 0018. ISBN 978-0-306-40615-7.")
                .is_empty()
        );
        assert!(findings("[Call 555-867-5309](tel:+15558675309) or [1-800-BUTTONS](tel:18002888667)").is_empty());
    }
}
