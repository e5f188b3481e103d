//! Long sentences.

use crate::{
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "long-sentence",
    family: Family::PlainLanguage,
    severity: Severity::Warning,
    summary: "a sentence has more than 25 words",
    reason: "At the end of a long sentence, slow readers have forgotten its start. Guides recommend an average of \
             15 to 20 words. Write one thought per sentence, and make a list of three or more things. Setting: \
             `sentence-words`.",
    check: long,
}];

/// The maximum number of words of a sentence.
const MOST: usize = 25;

fn long(subject: &Subject<'_>, found: &mut Found<'_>) {
    let most = subject.options.sentence_words.map_or(MOST, usize::from);
    for passage in subject.own().filter(|passage| passage.is_prose()) {
        for sentence in &passage.sentences {
            let words = passage.words_in(sentence).len();
            if words > most {
                let place = subject.place(passage, sentence.clone());
                found.add(
                    place,
                    format!("a sentence of {words} words"),
                    "split it into two or more sentences, or a list",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Options,
        testing::{found, found_with},
    };

    #[test]
    fn a_long_sentence_is_reported_and_the_limit_is_a_setting() {
        let text = format!("# A\n\nShort. One {}end.\n", "word ".repeat(24));
        assert_eq!(found("long-sentence", &text).len(), 1);
        let options: Options = toml::from_str("sentence-words = 30").unwrap();
        assert!(found_with("long-sentence", &text, &options).is_empty());
    }
}
