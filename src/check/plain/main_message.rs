//! The main message at the top.

use crate::{
    article::{Block, Layout, Span, for_each_block},
    check::{
        findings::Found,
        prose::Kind,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "no-main-message",
    family: Family::PlainLanguage,
    severity: Severity::Note,
    summary: "a long article has no main message at the top",
    reason: "Many people read only the top. Put what matters most there: in a paragraph before the first heading, \
             in `description`, or in a box \
             `::: {.glance}`. Articles with fewer than 300 words or three sections are not checked.",
    check: message,
}];

/// The minimum numbers of words and sections of an article that needs a main message.
const WORDS: usize = 300;
const SECTIONS: usize = 3;

/// Words in headings of main messages, in lower case.
const HEADINGS: &[&str] = &[
    "main",
    "key",
    "summary",
    "glance",
    "short",
    "overview",
    "important",
    "essential",
    "message",
    "points",
    "remember",
    "puntos",
    "resumen",
    "importante",
    "breve",
    "wichtigste",
    "wichtige",
    "überblick",
    "kürze",
    "kurz",
    "zusammenfassung",
    "résumé",
    "essentiel",
    "messaggi",
    "riassunto",
    "samenvatting",
    "kort",
    "главное",
    "кратко",
];

fn message(subject: &Subject<'_>, found: &mut Found<'_>) {
    let article = subject.article();
    let words: usize = subject.own().filter(|passage| passage.is_prose()).map(|passage| passage.words.len()).sum();
    if words < WORDS || subject.prose.sections.len() <= SECTIONS {
        return;
    }
    let said_before =
        subject.own().any(|passage| passage.section == 0 && passage.is_prose() && passage.words.len() > 4);
    let first = subject.own().find(|passage| passage.section == 1 && passage.kind == Kind::Heading);
    let is_summary = first.is_some_and(|heading| heading.words.iter().any(|word| HEADINGS.contains(&&*word.lower)));
    let mut has_glance = false;
    for_each_block(&article.body, &mut |block| {
        has_glance |= matches!(block, Block::Division(division) if division.layout == Some(Layout::Glance));
    });
    if !(said_before || is_summary || has_glance) {
        let help = "say what matters most in a paragraph before the first heading, or in a box `::: {.glance}`";
        found.add(Span::default(), "there is no main message at the top", help);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(top: &str) -> usize {
        let section = |n: usize| format!("## Part {n}\n\n{}\n\n", "Drink a glass of water. ".repeat(30));
        found(
            "no-main-message",
            &format!("---\nlang: en\n---\n# A\n\n{top}\n\n{}", (1..5).map(section).collect::<String>()),
        )
        .len()
    }

    #[test]
    fn a_long_article_needs_a_main_message_at_the_top() {
        assert_eq!(findings(""), 1);
        assert_eq!(findings("Water keeps you well all day."), 0);
        assert_eq!(findings("::: {.glance}\n- Drink.\n:::"), 0);
        assert_eq!(findings("## The main points\n\nDrink."), 0);
    }
}
