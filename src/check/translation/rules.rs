//! The rules about translations.

use super::{
    compare::{Difference, Kind, differences},
    facts::facts,
};
use crate::{
    article::{Block, Layout, for_each_block},
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

const fn rule(name: &'static str, summary: &'static str, check: fn(&Subject<'_>, &mut Found<'_>)) -> Rule {
    let reason = "`handout check --against leaflet.en.md leaflet.es.md` compares a translation with its source. A \
                  number, a telephone number or a step that one of them lacks was forgotten, or added to the other \
                  later. Numbers up to 12 \
                  without a unit are not compared, as they may be words (`two`), and times of day are written in many ways. \
                  `2.5` and `2,5` are the same number.";
    Rule { name, family: Family::Translation, severity: Severity::Warning, summary, reason, check }
}

pub(in crate::check) const RULES: &[Rule] = &[
    rule("translation-headings", "a translation has different headings from its source", |subject, found| {
        against(subject, Kind::Headings, found);
    }),
    rule("translation-tips", "a translation has more or fewer tips than its source", |subject, found| {
        against(subject, Kind::Tips, found);
    }),
    rule(
        "translation-number",
        "a number or a dose is only in the translation, or only in its source",
        |subject, found| {
            against(subject, Kind::Number, found);
        },
    ),
    rule(
        "translation-phone",
        "a telephone number is only in the translation, or only in its source",
        |subject, found| {
            against(subject, Kind::Phone, found);
        },
    ),
    rule("translation-link", "a link is missing in the translation, or in its source", |subject, found| {
        against(subject, Kind::Link, found);
    }),
    Rule {
        name: "bilingual-differs",
        family: Family::Translation,
        severity: Severity::Warning,
        summary: "the halves of a text in two languages differ in headings, tips, numbers or links",
        reason: "In `{.bilingual}`, both columns have the same content. A number, a tip or a heading that only one \
                 of them has was forgotten in the other, or added later.",
        check: bilingual,
    },
];

/// Compares the article with the one that it is translated from.
fn against(subject: &Subject<'_>, kind: Kind, found: &mut Found<'_>) {
    let Some(against) = subject.against else { return };
    let (first, second) = (facts(&against.article.article().body), facts(&subject.article().body));
    let (there, here) = (&against.source.name, &subject.source.name);
    for Difference { what, in_first, span, .. } in
        differences(&first, &second).into_iter().filter(|one| one.kind == kind)
    {
        let message = match kind {
            Kind::Headings | Kind::Tips => format!("the translation has {what} as in {there}"),
            _ if in_first => format!("`{what}` is in {there} and not in {here}"),
            _ => format!("`{what}` is in {here} and not in {there}"),
        };
        let help = "fix the one that is wrong";
        if in_first { found.add_within(&against.source, span, message, help) } else { found.add(span, message, help) }
    }
}

fn bilingual(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_block(&subject.article().body, &mut |block| {
        let Block::Division(division) = block else { return };
        if division.layout != Some(Layout::Bilingual) {
            return;
        }
        let halves = division.body.iter().filter_map(|block| match block {
            Block::Division(half) => Some(facts(&half.body)),
            _ => None,
        });
        let halves: Vec<_> = halves.collect();
        let [first, second] = halves.as_slice() else { return };
        for Difference { kind, what, span, .. } in differences(first, second) {
            let message = match kind {
                Kind::Headings | Kind::Tips => format!("the second language has {what} as in the first"),
                _ => format!("`{what}` is in one language only"),
            };
            let place = if span.is_unknown() { division.span } else { span };
            found.add(place, message, "fix the one that is wrong");
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{found, found_against};

    const ENGLISH: &str = "---\nlang: en\n---\n# A\n\n## Dose\n\nTake 2.5 mg with two cups. Call 555-0142 in 2026, or 5550199 at 5 p.m.\n\nRead [more](https://a.example/en).\n";

    fn findings(rule: &str, spanish: &str) -> Vec<String> {
        found_against(rule, &format!("---\nlang: es\n---\n# A\n\n{spanish}\n"), ENGLISH)
    }

    #[test]
    fn a_translation_with_the_same_facts_is_fine() {
        let same = "## Dosis\n\nTome 2,5 mg con 2 vasos. Llame en 2026 al 555 0142 o al 5550199 a las 17:00.\n\nLea [más](https://a.example/es).\n";
        for rule in
            ["translation-headings", "translation-tips", "translation-number", "translation-phone", "translation-link"]
        {
            assert_eq!(findings(rule, same), [""; 0], "{rule}");
        }
    }

    #[test]
    fn what_only_one_of_them_has_is_reported() {
        let other = "Tome 25 mg. Llame al 555-0124.\n";
        assert_eq!(findings("translation-headings", other).len(), 1);
        let numbers = findings("translation-number", other);
        assert!(numbers.iter().any(|line| line.contains("`2.5 mg` is in source.md")), "{numbers:?}");
        assert!(numbers.iter().any(|line| line.contains("`25 mg` is in leaflet.md")), "{numbers:?}");
        assert_eq!(findings("translation-phone", other).len(), 3);
        assert_eq!(findings("translation-link", other).len(), 1);
    }

    #[test]
    fn the_halves_of_a_bilingual_part_are_compared() {
        let text = |dose: &str| {
            format!(
                "# A\n\n:::: {{.bilingual}}\n::: {{lang=en}}\nTake 5 mg.\n:::\n::: {{lang=es}}\nTome {dose}.\n:::\n::::\n"
            )
        };
        assert!(found("bilingual-differs", &text("5 mg")).is_empty());
        assert_eq!(found("bilingual-differs", &text("50 mg")).len(), 2);
    }
}
