//! The rules about reading ease.

use super::{
    hardest,
    read::{Read, Sentence, read, rounded, target},
};
use crate::{
    article::Span,
    check::{
        findings::Found,
        measure::Counts,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

/// The minimum numbers of words of a text and of a section to be measured.
const LEAST: usize = 50;

/// How far beyond the limit a section must be to be named, as a fraction of the scale.
const HARDER: f64 = 2.0;

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "reading-ease",
        family: Family::Reading,
        severity: Severity::Warning,
        summary: "the text is harder to read than it should be",
        reason: "Half of all adults read at an eighth-grade level or below, and less well when they are ill. Guides \
                 for leaflets recommend sixth grade. English is measured with Flesch-Kincaid, with SMOG (from 30 \
                 sentences) and Coleman-Liau for comparison; Spanish with INFLESZ, German with Amstad's formula, \
                 French with Kandel and Moles's, \
                 Italian with Gulpease, Dutch with Douma's, Russian with Oborneva's, other languages with LIX. Headings, \
                 tables, captions, notes, code, citations and references do not count. Words in `allow` count as short. \
                 Settings: `reading-grade` for English, `reading-ease` for others.\n\
                 Write short sentences, each with one thought, in words that you would use with a neighbor.",
        check: ease,
    },
    Rule {
        name: "hard-section",
        family: Family::Reading,
        severity: Severity::Note,
        summary: "a section is much harder to read than the text should be",
        reason: "The average can hide a section that few people can read: one of 50 words or more that is two \
                 grades above the limit, or 15 points below the minimum ease.",
        check: section,
    },
];

fn ease(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(read) = read(subject).filter(|read| read.total.words >= LEAST) else { return };
    if !is_harder(&read, &read.total, 0.0, subject) {
        return;
    }
    let (formula, limit) = (read.formula, target(read.formula, subject.options));
    let value = rounded(formula.value(&read.total));
    let others: Vec<_> = formula
        .others()
        .iter()
        .map(|other| match other.checked(&read.total) {
            Some(value) => format!("{} {}", other.name(), rounded(value)),
            None => format!("{} needs 30 sentences", other.name()),
        })
        .collect();
    let others = if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) };
    let message = match formula.is_grade() {
        true => format!("the text reads at grade {value}, above {limit} ({}{others})", formula.name()),
        false => format!("the text is hard to read: {} {value}, {} {limit}{others}", formula.name(), beyond(&read)),
    };
    found.add(Span::default(), message, help(subject, &read));
}

fn beyond(read: &Read<'_>) -> &'static str {
    if read.formula.counts_up() { "above" } else { "below" }
}

/// Returns whether a text is harder than allowed, by more than a fraction of the scale.
fn is_harder(read: &Read<'_>, counts: &Counts, by: f64, subject: &Subject<'_>) -> bool {
    let (value, limit) = (rounded(read.formula.value(counts)), target(read.formula, subject.options));
    if read.formula.counts_up() { value > limit + by } else { value < limit - by }
}

/// Names the hardest sentences by their lines, and the hardest words.
fn help(subject: &Subject<'_>, read: &Read<'_>) -> String {
    let line = |sentence: &&Sentence<'_>| {
        let place = subject.place(sentence.passage, sentence.range.clone());
        subject.source.place(place.start as usize).line.to_string()
    };
    let mut lines: Vec<String> = hardest::sentences(read).iter().map(line).collect();
    lines.dedup();
    let words = hardest::words(subject, read);
    let sentences = match lines.as_slice() {
        [] => "shorten the sentences".to_owned(),
        [line] => format!("shorten the hardest sentences, in line {line}"),
        lines => format!("shorten the hardest sentences, in lines {}", lines.join(", ")),
    };
    match words.is_empty() {
        true => sentences,
        false => format!("{sentences}; replace the hardest words: {}", words.join(", ")),
    }
}

fn section(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(read) = read(subject) else { return };
    let by = if read.formula.is_grade() { HARDER } else { 15.0 };
    for (section, counts) in subject.prose.sections.iter().zip(&read.sections).skip(1) {
        if counts.words >= LEAST && is_harder(&read, counts, by, subject) {
            let value = rounded(read.formula.value(counts));
            let name = read.formula.name();
            let message = match read.formula.is_grade() {
                true => format!("the section “{}” reads at grade {value} ({name})", section.title),
                false => format!("the section “{}” is hard to read: {name} {value}", section.title),
            };
            found.add(section.span, message, "shorten its sentences, and use everyday words");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Options,
        testing::{found, found_with},
    };

    /// Repeats a paragraph so that it is long enough to be measured.
    fn article(paragraph: &str) -> String {
        format!("---\nlang: en\n---\n# Tea\n\n## Before\n\n{}\n", format!("{paragraph}\n\n").repeat(10))
    }

    const HARD: &str =
        "Concomitant administration of antihypertensive medication necessitates individualized monitoring.";

    #[test]
    fn a_hard_text_is_reported_with_its_grade_and_its_hardest_words() {
        let said = found("reading-ease", &article(HARD));
        assert!(said[0].contains("above 6 (Flesch-Kincaid; SMOG needs 30 sentences, Coleman-Liau"), "{said:?}");
        assert_eq!(found("hard-section", &article(HARD)).len(), 1);
        assert!(found("reading-ease", &article("Drink a glass of water. Then rest for a while.")).is_empty());
    }

    #[test]
    fn the_limit_is_a_setting_and_allowed_words_count_as_short() {
        let options = |text: &str| toml::from_str::<Options>(text).unwrap();
        assert!(found_with("reading-ease", &article(HARD), &options("reading-grade = 40")).is_empty());
        let text = "Take your buprenorphine with a glass of water each day and rest.";
        assert_eq!(found("reading-ease", &article(text)).len(), 0);
        let strict = options("reading-grade = 4");
        let kind = options("reading-grade = 4\nallow = [\"Buprenorphine\"]");
        assert_eq!(found_with("reading-ease", &article(text), &strict).len(), 1);
        assert_eq!(found_with("reading-ease", &article(text), &kind).len(), 0);
    }

    #[test]
    fn other_languages_have_their_own_formulas() {
        let spanish =
            "La administración concomitante de medicamentos antihipertensivos necesita supervisión individualizada.";
        let text = format!("---\nlang: es\n---\n# Té\n\n{}", format!("{spanish}\n\n").repeat(10));
        assert!(found("reading-ease", &text)[0].contains("INFLESZ"));
        let text = format!(
            "---\nlang: pl\n---\n# Herbata\n\n{}",
            "Przeciwnadciśnieniowe leki wymagają zindywidualizowanego monitorowania. ".repeat(12)
        );
        assert!(found("reading-ease", &text)[0].contains("LIX"));
    }

    #[test]
    fn tables_headings_captions_and_code_do_not_count() {
        let easy = "Drink a glass of water. Then rest for a while. It is fine to eat now.\n\n".repeat(5);
        let hard = format!("| {HARD} |\n|---|\n| {HARD} |\n\n## {HARD}\n\n```\n{HARD}\n```\n").repeat(3);
        assert!(found("reading-ease", &format!("---\nlang: en\n---\n# Tea\n\n{easy}{hard}\nRest.\n")).is_empty());
    }
}
