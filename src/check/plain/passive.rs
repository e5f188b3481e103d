//! Instructions that do not say who acts.

use crate::{
    check::{
        findings::Found,
        prose::{Passage, Word},
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "passive-instruction",
    family: Family::PlainLanguage,
    severity: Severity::Note,
    summary: "an instruction does not say who acts",
    reason: "`The tablet should be taken with water` leaves open by whom. Address the reader: `Take the tablet with \
             water`. Other \
             passives (`the wound was cleaned`) are not reported: they are often the plainest way to say it.",
    check: passive,
}];

/// Participles that do not end in -ed.
const PARTICIPLES: &[&str] = &[
    "taken",
    "given",
    "done",
    "kept",
    "held",
    "put",
    "drunk",
    "eaten",
    "swallowed",
    "seen",
    "told",
    "sought",
    "made",
    "brought",
    "cut",
    "left",
    "worn",
    "rubbed",
    "chosen",
    "written",
    "sent",
    "shown",
    "said",
    "begun",
];

/// Verbs that make an instruction; `can` and `may` express a possibility.
const MODALS: &[&str] = &["should", "must", "needs", "need", "has", "have", "ought", "shall"];

fn passive(subject: &Subject<'_>, found: &mut Found<'_>) {
    let find: fn(&[Word]) -> Option<(usize, usize)> = match subject.language.map(|language| language.code) {
        Some("en") => english,
        Some("es") => spanish,
        Some("de") => german,
        _ => return,
    };
    for passage in subject.own().filter(|passage| passage.is_prose()) {
        for sentence in &passage.sentences {
            let words = passage.words_in(sentence);
            if let Some((first, last)) = find(words) {
                report(subject, passage, words[first].start, words[last].end, found);
            }
        }
    }
}

fn report(subject: &Subject<'_>, passage: &Passage, start: usize, end: usize, found: &mut Found<'_>) {
    let written = &passage.text[start..end];
    let place = subject.place(passage, start..end);
    found.add(place, format!("“{written}” does not say who acts"), "address the reader: “take”, “call”, “ask”");
}

/// Finds `should (not) be taken`, `needs to be kept`.
fn english(words: &[Word]) -> Option<(usize, usize)> {
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&&*word.lower));
    (0..words.len()).find_map(|at| {
        if !is(at, MODALS) {
            return None;
        }
        let mut next = at + 1;
        next += usize::from(is(next, &["not", "only", "always", "never", "also"]));
        next += usize::from(is(next, &["to"]));
        if !is(next, &["be"]) {
            return None;
        }
        next += 1;
        next += usize::from(words.get(next).is_some_and(|word| word.lower.ends_with("ly")));
        let participle = words.get(next)?;
        let ends = participle.lower.len() > 4 && participle.lower.ends_with("ed") && !is_adjective(&participle.lower);
        // what the reader may be is not an instruction: `you may be asked`
        let of_reader = at > 0 && is(at - 1, &["you", "they", "he", "she", "it", "we", "i"]);
        ((ends || PARTICIPLES.contains(&&*participle.lower)) && !of_reader).then_some((at, next))
    })
}

/// Returns whether a word in -ed is an adjective.
fn is_adjective(word: &str) -> bool {
    matches!(
        word,
        "ashamed"
            | "tired"
            | "worried"
            | "scared"
            | "related"
            | "needed"
            | "increased"
            | "limited"
            | "confused"
            | "excited"
            | "infected"
            | "bruised"
            | "swollen"
            | "raised"
            | "affected"
            | "delayed"
            | "damaged"
    )
}

/// Finds `debe ser tomado`, `se recomienda`, `se debe`.
fn spanish(words: &[Word]) -> Option<(usize, usize)> {
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&&*word.lower));
    (0..words.len()).find_map(|at| {
        let participle = |at: usize| {
            words.get(at).is_some_and(|word| {
                ["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"].iter().any(|end| word.lower.ends_with(end))
            })
        };
        if is(at, &["debe", "deben", "debería", "deberían"]) && is(at + 1, &["ser"]) && participle(at + 2) {
            return Some((at, at + 2));
        }
        (is(at, &["se"]) && is(at + 1, &["recomienda", "aconseja", "debe", "deben"])).then_some((at, at + 1))
    })
}

/// Finds `sollte … eingenommen werden`.
fn german(words: &[Word]) -> Option<(usize, usize)> {
    let is = |word: &Word, list: &[&str]| list.contains(&&*word.lower);
    let modal = words
        .iter()
        .position(|word| is(word, &["sollte", "sollten", "soll", "sollen", "muss", "müssen", "darf", "dürfen"]))?;
    let last = words.iter().rposition(|word| is(word, &["werden"]))?;
    let participle = words.get(last.checked_sub(1)?)?;
    let is_participle = participle.lower.contains("ge")
        && (participle.lower.ends_with('t') || participle.lower.ends_with("en"))
        || participle.lower.ends_with("iert");
    // a clause between them is too long to be sure
    (last > modal && last - modal <= 14 && is_participle && !words.iter().any(|word| is(word, &["sie", "wir"])))
        .then_some((last - 1, last))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(lang: &str, text: &str) -> Vec<String> {
        let said = found("passive-instruction", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n"));
        said.iter().filter_map(|line| Some(line.split(": ").next()?.to_owned())).collect()
    }

    #[test]
    fn instructions_without_an_actor_are_reported() {
        assert_eq!(
            findings("en", "The tablet should be taken with food. It keeps. The wound must not be carefully rubbed."),
            ["should be taken", "must not be carefully rubbed"]
        );
        assert_eq!(
            findings("es", "La pastilla debe ser tomada. Se recomienda agua."),
            ["debe ser tomada", "Se recomienda"]
        );
        assert_eq!(findings("de", "Die Tablette sollte mit Wasser eingenommen werden."), ["eingenommen werden"]);
    }

    #[test]
    fn other_passives_are_not() {
        assert!(
            findings(
                "en",
                "The wound was cleaned. You may be asked to wait. The cast can be turned. Nobody should be ashamed."
            )
            .is_empty()
        );
        assert!(findings("de", "Sie müssen nicht operiert werden. Es wird kalt werden.").is_empty());
    }
}
