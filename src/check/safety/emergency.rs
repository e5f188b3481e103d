//! Emergencies without a number to call.

use crate::{
    article::{Inline, Target, for_each_inline},
    check::{
        findings::Found,
        language::Language,
        prose::Passage,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::ops::Range;

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "emergency-number",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "an emergency is mentioned without a number to call",
    reason: "Readers of “get emergency help” need the number right there: 911, 112, 999. A number in the letterhead \
             or in the organization's emergency line counts, too.",
    check: number,
}];

/// Emergency numbers that rarely mean anything else.
const NUMBERS: &[&str] =
    &["911", "112", "999", "000", "111", "988", "995", "1122", "10111", "190", "192", "193", "144"];

/// Shorter or rounder ones, which only count in these languages.
const LOCAL: &[(&str, &[&str])] = &[
    ("fr", &["15", "17", "18", "114"]),
    ("it", &["113", "115", "118"]),
    ("es", &["061", "062", "065", "066", "107", "123", "131"]),
    ("de", &["110", "116117"]),
    ("ru", &["101", "102", "103"]),
];

/// Words that follow `emergency` where it does not mean one.
const OTHER: &[&str] = &[
    "contraception",
    "contraceptive",
    "contraceptives",
    "contact",
    "contacts",
    "kit",
    "fund",
    "exit",
    "plan",
    "preparedness",
    "de",
];

fn number(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(language) = subject.language else { return };
    if has_number(subject) {
        return;
    }
    let mention = subject.own().find_map(|passage| Some((passage, mention(passage, language)?)));
    if let Some((passage, part)) = mention {
        let word = &passage.text[part.clone()];
        let place = subject.place(passage, part.clone());
        found.add(
            place,
            format!("`{word}` is mentioned without a number to call"),
            "say which number to call, such as 911 or 112, in the same sentence",
        );
    }
}

/// Returns the first mention of an emergency.
fn mention(passage: &Passage, language: &Language) -> Option<Range<usize>> {
    let at = passage.words.iter().enumerate().find(|(at, word)| {
        let next = passage.words.get(at + 1).map(|word| &*word.lower);
        language.emergency.contains(&&*word.lower) && !next.is_some_and(|next| OTHER.contains(&next))
    });
    at.map(|(_, word)| word.start..word.end)
}

/// Returns whether the article contains an emergency number or a telephone number.
fn has_number(subject: &Subject<'_>) -> bool {
    let article = subject.article();
    let lang = article.lang().primary();
    let local = LOCAL.iter().find(|(code, _)| *code == lang).map_or(&[][..], |(_, numbers)| numbers);
    let has = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| NUMBERS.contains(&word) || local.contains(&word))
            || is_telephone(text)
    };
    let organization = article.meta.organization.as_ref();
    let said = organization.into_iter().flat_map(|own| own.emergency.iter().chain(&own.phone));
    let mut linked = false;
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::Link(link) = inline {
            linked |= matches!(&link.target, Target::Url(url) if url.starts_with("tel:"));
        }
    });
    linked || subject.prose.passages.iter().any(|passage| has(&passage.text)) || said.into_iter().any(|line| has(line))
}

/// Returns whether a text contains a telephone number: seven or more digits, with spaces, hyphens and brackets between
/// them.
fn is_telephone(text: &str) -> bool {
    let mut figures = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => figures += 1,
            ' ' | '-' | '(' | ')' | '.' | '\u{a0}' | '‑' | '–' | '+' => {}
            _ => figures = 0,
        }
        if figures >= 7 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(lang: &str, text: &str) -> usize {
        found("emergency-number", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n")).len()
    }

    #[test]
    fn an_emergency_needs_a_number() {
        assert_eq!(findings("en", "Get emergency help. Then rest for 15 minutes.\n\nThis is an emergency."), 1);
        assert_eq!(findings("es", "Vaya a urgencias."), 1);
        assert_eq!(findings("de", "Das ist ein Notfall."), 1);
        assert_eq!(findings("fr", "C'est une urgence."), 1);
    }

    #[test]
    fn a_number_anywhere_is_enough_and_not_every_emergency_is_one() {
        assert_eq!(findings("en", "Get emergency help.\n\nCall 911."), 0);
        assert_eq!(findings("en", "In an emergency call 020 7946 0018."), 0);
        assert_eq!(findings("en", "Ask about emergency contraception."), 0);
        assert_eq!(findings("fr", "En cas d'urgence, composez le 15."), 0);
        let with_house =
            "---\nlang: en\norganization:\n  name: Elm House\n  emergency: In an emergency call 112.\n---\n";
        assert!(found("emergency-number", &format!("{with_house}# A\n\nGet emergency help.\n")).is_empty());
    }
}
