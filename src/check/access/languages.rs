//! Passages in another language that are not marked.

use crate::{
    check::{
        findings::Found,
        language,
        prose::Passage,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "unmarked-language",
    family: Family::Access,
    severity: Severity::Warning,
    summary: "a passage is in another language than the article, and not marked",
    reason: "A screen reader pronounces an unmarked passage in the wrong language, and its hyphens and quotation \
             marks are wrong. Only passages of twelve words or more are reported, and only clear cases.",
    check: unmarked,
}];

/// The minimum number of words of a passage to be checked.
const LEAST: usize = 12;

fn unmarked(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(own) = subject.language else { return };
    for passage in subject.own().filter(|passage| passage.words.len() >= LEAST) {
        let share_of_own = share(passage, own);
        if share_of_own * 8 >= passage.words.len() {
            continue;
        }
        let others = language::all().filter(|other| other.code != own.code);
        let other = others.map(|other| (share(passage, other), other)).max_by_key(|(share, _)| *share);
        // every text has a fifth of such words in its own language, and no text has as many in another
        if let Some((_, other)) =
            other.filter(|(share, _)| *share * 5 >= passage.words.len() && *share > 4 * share_of_own)
        {
            let message = format!("this passage seems to be in another language (`{}`)", other.code);
            let help = format!("mark it: `::: {{lang={}}}` before it and `:::` after it", other.code);
            found.add(passage.span, message, help);
        }
    }
}

/// Returns the number of words of a passage that are common words of a language.
fn share(passage: &Passage, language: &language::Language) -> usize {
    passage.words.iter().filter(|word| language.common.contains(&&*word.lower)).count()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    const SPANISH: &str = "Tome la pastilla con un vaso de agua y no se acueste en la primera hora.";

    #[test]
    fn a_passage_in_another_language_needs_a_mark() {
        let findings = |text: &str| {
            found("unmarked-language", &format!("---\nlang: en\n---\n# Tea\n\nDrink it.\n\n{text}\n")).len()
        };
        assert_eq!(findings(SPANISH), 1);
        assert_eq!(findings(&format!("::: {{lang=es}}\n{SPANISH}\n:::")), 0);
        assert_eq!(
            findings("The film “La vida es una de las que no se olvidan” is on at nine in the old hall of the town."),
            0
        );
    }
}
