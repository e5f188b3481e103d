//! Hard words that have plain alternatives.

use crate::{
    check::{
        findings::Found,
        prose::{Kind, Passage, Word},
        rule::{Family, Rule},
        subject::Subject,
        words::{self, HardWord, HardWords},
    },
    diagnostic::Severity,
};
use std::collections::BTreeMap;

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "jargon",
    family: Family::PlainLanguage,
    severity: Severity::Warning,
    summary: "a hard word has a plain alternative",
    reason: "Technical terms are clear to the writer, but not to the reader. Our lists cover English, Spanish and \
             German; `words` in `[check]` adds words, and `allow` exempts them. A word that is explained in \
             brackets, `hypertension (high blood \
             pressure)` or `high blood pressure (hypertension)`, is fine from then on. Each word is reported once.",
    check: jargon,
}];

/// Plural and case endings that are removed to look up a word, by language.
const ENDINGS: &[(&str, &[&str])] =
    &[("en", &["s"]), ("es", &["s", "es"]), ("de", &["e", "en", "es", "em", "er", "n", "s"])];

/// A word that was found.
struct Seen<'a> {
    word: &'a HardWord,
    passage: &'a Passage,
    start: usize,
    end: usize,
    times: usize,
}

fn jargon(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(language) = subject.language else { return };
    let own = HardWords::of_settings(&subject.options.words);
    let lists = [Some(&own), words::of(language.code)];
    let endings = ENDINGS.iter().find(|(code, _)| *code == language.code).map_or(&[][..], |(_, endings)| endings);
    // `None` for a word that is explained
    let mut seen: BTreeMap<&str, Option<Seen<'_>>> = BTreeMap::new();
    for passage in subject.own().filter(|passage| passage.kind != Kind::Note) {
        let mut skip = 0;
        for at in 0..passage.words.len() {
            if at < skip {
                continue;
            }
            let hit = lists.iter().copied().flatten().find_map(|list| hit(list, passage, at, endings));
            let Some((word, count)) = hit.filter(|(word, _)| !subject.options.allows(&word.hard)) else { continue };
            skip = at + count;
            if language.code != "de" && is_name(passage, at, count) {
                continue;
            }
            let (start, end) = (passage.words[at].start, passage.words[at + count - 1].end);
            let entry = seen.entry(&word.hard);
            let known = entry.or_insert_with(|| {
                (!is_explained(passage, start, end, word)).then_some(Seen { word, passage, start, end, times: 0 })
            });
            known.iter_mut().for_each(|seen| seen.times += 1);
        }
    }
    for Seen { word, passage, start, end, times } in seen.into_values().flatten() {
        let written = &passage.text[start..end];
        let more = if times > 1 { format!(", {times} times") } else { String::new() };
        let message = format!("“{written}” has a plainer alternative{more}");
        found.add(
            subject.place(passage, start..end),
            message,
            format!("write “{}”, or explain it in brackets", word.plain),
        );
    }
}

/// Returns the hard word or phrase that begins at a word, and its number of words.
fn hit<'a>(list: &'a HardWords, passage: &Passage, at: usize, endings: &[&str]) -> Option<(&'a HardWord, usize)> {
    let first = &*passage.words[at].lower;
    let stems = endings.iter().filter_map(|ending| first.strip_suffix(ending)).filter(|stem| stem.len() > 3);
    std::iter::once(first).chain(stems).find_map(|stem| {
        let fits = |word: &&HardWord| {
            let rest = word.hard.split(' ').skip(1);
            let mut following = passage.words[at + 1..].iter();
            rest.into_iter().all(|part| following.next().is_some_and(|next| is_form(&next.lower, part, endings)))
        };
        let word = list.beginning_with(stem).iter().find(fits)?;
        Some((word, word.hard.split(' ').count()))
    })
}

fn is_form(word: &str, of: &str, endings: &[&str]) -> bool {
    word == of || word.strip_prefix(of).is_some_and(|ending| endings.contains(&ending))
}

/// Returns whether words are part of a name, `Fracture Clinic`: capitalized, next to another capitalized word.
fn is_name(passage: &Passage, at: usize, count: usize) -> bool {
    let is_capital = |word: Option<&Word>| word.is_some_and(|word| passage.word(word).starts_with(char::is_uppercase));
    let touches = |one: usize, other: usize| {
        let between = passage.words.get(one).zip(passage.words.get(other));
        between.is_some_and(|(one, other)| passage.text[one.end..other.start].chars().all(char::is_whitespace))
    };
    let before = at.checked_sub(1).is_some_and(|before| is_capital(passage.words.get(before)) && touches(before, at));
    let after = is_capital(passage.words.get(at + count)) && touches(at + count - 1, at + count);
    is_capital(passage.words.get(at)) && (before || after)
}

/// Returns whether a word is in brackets, followed by brackets, or next to its plain alternative.
fn is_explained(passage: &Passage, start: usize, end: usize, word: &HardWord) -> bool {
    let (before, after) = (&passage.text[..start], &passage.text[end..]);
    let in_brackets = before.rfind('(') > before.rfind(')') && after.contains(')');
    let followed = after.trim_start_matches(['”', '"', '’', '*', ' ', '\u{a0}']).starts_with('(');
    let sentence = passage.sentence_at(start).cloned();
    let sentence = sentence.map_or("", |sentence| &passage.text[sentence]).to_lowercase();
    let plain = word.plain.split(", ").any(|plain| plain.contains(' ') && sentence.contains(&plain.to_lowercase()));
    in_brackets || followed || plain
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Options,
        testing::{found, found_with},
    };

    fn findings(lang: &str, text: &str) -> Vec<String> {
        found("jargon", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n"))
    }

    #[test]
    fn hard_words_and_phrases_are_reported_once() {
        let said =
            findings("en", "Hypertension harms. Treat hypertension prior to a myocardial infarction. Analgesics help.");
        assert_eq!(
            said,
            [
                "Hypertension: “Hypertension” has a plainer alternative, 2 times",
                "prior to: “prior to” has a plainer alternative",
                "myocardial infarction: “myocardial infarction” has a plainer alternative",
                "Analgesics: “Analgesics” has a plainer alternative"
            ]
        );
        assert_eq!(findings("es", "La hipertensión y las cefaleas.").len(), 2);
        assert_eq!(findings("de", "Bei chronischen Ödemen.").len(), 2);
    }

    #[test]
    fn words_that_are_explained_or_allowed_are_fine() {
        assert!(findings("en", "Hypertension (high blood pressure) harms. Hypertension is common.").is_empty());
        assert!(findings("en", "High blood pressure (hypertension) harms. Hypertension is common.").is_empty());
        assert!(findings("en", "Call the Fracture Clinic or the Department of Renal Care.").is_empty());
        assert!(findings("en", "Edema means swelling under the skin.").len() == 1);
        let options: Options = toml::from_str("allow = [\"Edema\"]\nwords = { Stent = \"small tube\" }").unwrap();
        assert_eq!(found_with("jargon", "---\nlang: en\n---\n# A\n\nEdema, a stent.\n", &options).len(), 1);
    }
}
