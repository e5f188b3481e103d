//! Abbreviations that are not explained.

use crate::{
    article::{Inline, for_each_inline, plain_text},
    check::{
        findings::Found,
        prose::{Kind, Passage, Word},
        rule::{Family, Rule},
        safety::is_error_prone,
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::{
    cell::LazyCell,
    collections::{BTreeSet, HashSet},
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "undefined-abbreviation",
    family: Family::PlainLanguage,
    severity: Severity::Note,
    summary: "an abbreviation is not explained",
    reason: "Write the words out at first use, with the abbreviation in brackets, or avoid the abbreviation: `Food \
             and Drug \
             Administration (FDA)`. `<abbr title=\"…\">` also explains it. Abbreviations that everyone knows, such \
                                                   as `US`, `TV` or `HIV`, and those in `allow` are fine.",
    check: undefined,
}];

/// Abbreviations that everyone knows.
const KNOWN: &[&str] = &[
    "US", "USA", "UK", "EU", "UN", "TV", "OK", "ID", "AM", "PM", "PDF", "QR", "FAQ", "HIV", "AIDS", "DNA", "COVID",
    "NHS", "GP", "ER", "ATM", "DVD", "CD", "PIN", "SMS", "WC", "ABC", "BC", "AD", "PS", "PO", "RSVP", "ZIP", "DIY",
    "MD", "RN", "DC", "NY", "CA", "TX", "EE", "UU", "PVC", "LED", "USB", "URL", "WWW", "HTML", "BZ", "EC", "KG", "ML",
    "MG", "UV", "SPF", "VIP", "CPR", "DE", "AG",
];

fn undefined(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.language.is_none() {
        return;
    }
    let defined = defined(subject);
    let spelled = LazyCell::new(|| spelled_out(subject));
    let mut seen = BTreeSet::new();
    for passage in
        subject.own().filter(|passage| passage.kind != Kind::Note && passage.text.contains(char::is_lowercase))
    {
        for word in passage.words.iter().filter(|word| is_abbreviation(passage, word)) {
            let written = passage.word(word).trim_end_matches("s");
            let fine = is_error_prone(written)
                || KNOWN.contains(&written)
                || defined.contains(written)
                || subject.options.allows(written);
            if fine || !seen.insert(written) || spelled.contains(written) {
                continue;
            }
            let help = format!("write it out at first use, with `({written})` after it");
            found.add(subject.place(passage, word.start..word.end), format!("`{written}` is not explained"), help);
        }
    }
}

/// Returns whether a word is two to five capitals, with or without an s. Roman numerals and units after numbers do not
/// count.
fn is_abbreviation(passage: &Passage, word: &Word) -> bool {
    let written = passage.word(word);
    let capitals = written.trim_end_matches('s');
    let roman = capitals.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let before = passage.text[..word.start].trim_end_matches([' ', '\u{a0}']);
    let is_unit = before.ends_with(|c: char| c.is_ascii_digit());
    (2..=LONGEST).contains(&capitals.len())
        && capitals.bytes().all(|byte| byte.is_ascii_uppercase())
        && !roman
        && !is_unit
        && !is_shouted(passage, word)
}

/// Returns whether it is a word in capitals for emphasis: next to another one, or in a run of words in capitals.
fn is_shouted(passage: &Passage, word: &Word) -> bool {
    let at = passage.words.partition_point(|other| other.start < word.start);
    let is_capital = |word: &&Word| passage.word(word).chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let before = passage.words[..at].iter().rev().take(ROW).take_while(is_capital).count();
    let after = passage.words[at..].iter().take(ROW).take_while(is_capital).count();
    if before + after >= ROW {
        return true;
    }
    let neighbors = [at.checked_sub(1).and_then(|at| passage.words.get(at)), passage.words.get(at + 1)];
    let is_stressed = |other: &Word| {
        let written = passage.word(other);
        let capitals = written.chars().all(|c| c.is_uppercase() || c == '\'' || c == '’');
        capitals && (written.len() > LONGEST || is_word(&other.lower))
    };
    is_word(&word.lower) || neighbors.into_iter().flatten().any(is_stressed)
}

/// The number of words in capitals that make a run.
const ROW: usize = 4;

/// The maximum number of letters of an abbreviation.
const LONGEST: usize = 5;

/// Returns whether a word is a common one that is written in capitals for emphasis.
fn is_word(lower: &str) -> bool {
    const STRESSED: &[&str] = &[
        "not", "do", "don't", "never", "no", "and", "or", "all", "any", "only", "must", "stop", "call", "if", "may",
        "can", "be", "is", "it", "you", "your", "new", "note", "now", "one", "two", "off", "on", "day", "every",
        "both", "very", "more", "less", "after", "no", "nunca", "y", "o", "si", "todo", "solo", "nie", "nicht", "kein",
        "und", "oder", "nur", "always", "also", "at", "the", "to",
    ];
    STRESSED.contains(&lower)
}

/// Returns the abbreviations that are in brackets, are followed by brackets, or are marked up with their expansion.
fn defined(subject: &Subject<'_>) -> BTreeSet<String> {
    let mut defined = BTreeSet::new();
    for passage in &subject.prose.passages {
        for word in &passage.words {
            let (before, after) = (&passage.text[..word.start], &passage.text[word.end..]);
            let starts = after.trim_start_matches(['’', 's', ' ']);
            if before.ends_with('(')
                || starts.starts_with('(')
                || starts.starts_with("stands for")
                || starts.starts_with("means")
            {
                defined.insert(passage.word(word).trim_end_matches('s').to_owned());
            }
        }
    }
    for body in subject.article().bodies() {
        for_each_inline(body, &mut |inline| {
            if let Inline::Scope(scope) = inline
                && scope.expansion.is_some()
            {
                defined.insert(plain_text(&scope.content).trim().to_owned());
            }
        });
    }
    defined
}

/// Returns the initials of all runs of words that are as long as an abbreviation may be; small words may be between
/// them.
fn spelled_out(subject: &Subject<'_>) -> HashSet<String> {
    const SMALL: &[&str] = &["of", "and", "the", "for", "in", "on", "to", "de", "la", "y", "und", "der", "für", "et"];
    let mut all = HashSet::new();
    for passage in &subject.prose.passages {
        let words = passage.words.iter().filter(|word| word.end - word.start > 2 && !SMALL.contains(&&*word.lower));
        let parts = words.flat_map(|word| word.lower.split('-').filter_map(|part| part.chars().next()));
        let initials: Vec<char> = parts.flat_map(char::to_uppercase).collect();
        for length in 2..=LONGEST {
            all.extend(initials.windows(length).map(|window| window.iter().collect::<String>()));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(text: &str) -> Vec<String> {
        let said = found("undefined-abbreviation", &format!("---\nlang: en\n---\n# A\n\n{text}\n"));
        said.iter().filter_map(|line| Some(line.split(": ").next()?.to_owned())).collect()
    }

    #[test]
    fn an_abbreviation_that_is_not_explained_is_reported_once() {
        assert_eq!(findings("Ask about COPD. COPD and NSAIDs are common."), ["COPD", "NSAIDs"]);
    }

    #[test]
    fn explained_known_and_stressed_ones_are_fine() {
        assert!(findings("The Food and Drug Administration (FDA) says so. The FDA knows.").is_empty());
        assert!(findings("The Food and Drug Administration says so. The FDA knows.").is_empty());
        assert!(
            findings("Ask about COPD (a disease of the lungs). <abbr title=\"electrocardiogram\">ECG</abbr>")
                .is_empty()
        );
        assert!(findings("Do NOT take it with HIV drugs in the US. DO NOT STOP. Part II, 5 MHZ.").is_empty());
    }
}
