//! Steps without numbers, and long lists.

use crate::{
    article::{Block, List, ListMarker, Span, for_each_block, for_each_inline, plain_text},
    check::{
        findings::Found,
        prose::Kind,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "steps-not-numbered",
        family: Family::PlainLanguage,
        severity: Severity::Note,
        summary: "steps are bullets or sentences, not a numbered list",
        reason: "Numbers show that the order matters, and help readers find their place after an interruption. \
                 Write `1.`, `2.`, `3.`.",
        check: steps,
    },
    Rule {
        name: "long-list",
        family: Family::PlainLanguage,
        severity: Severity::Note,
        summary: "a list has more than seven items",
        reason: "People cannot keep more than about seven things in mind. Group the items under headings, or leave \
                 out what matters least. \
                 Checklists with boxes may be longer.",
        check: long,
    },
];

/// The maximum number of items of a list.
const MOST: usize = 7;

/// Words that begin a step, in lower case.
const FIRST: &[&str] = &["first", "firstly", "primero", "zuerst", "zunächst", "d'abord"];
const LATER: &[&str] = &[
    "then",
    "next",
    "after",
    "second",
    "secondly",
    "third",
    "finally",
    "lastly",
    "now",
    "luego",
    "después",
    "segundo",
    "tercero",
    "por",
    "finalmente",
    "dann",
    "danach",
    "anschließend",
    "zuletzt",
    "schließlich",
    "puis",
    "ensuite",
    "enfin",
];

fn steps(subject: &Subject<'_>, found: &mut Found<'_>) {
    const HELP: &str = "make it a numbered list: `1.`, `2.`, `3.`";
    for_each_block(&subject.article().body, &mut |block| {
        if let Block::List(list) = block
            && list.marker == ListMarker::Bullet
            && tells_steps(&first_words(list))
        {
            found.add(list.span, "these steps have bullets, not numbers", HELP);
        }
    });
    for passage in subject.own().filter(|passage| passage.kind == Kind::Paragraph) {
        let firsts: Vec<String> = passage
            .sentences
            .iter()
            .filter_map(|sentence| Some(passage.words_in(sentence).first()?.lower.to_string()))
            .collect();
        if firsts.len() > 2 && tells_steps(&firsts) {
            found.add(passage.span, "these steps are sentences of one paragraph", HELP);
        }
    }
}

/// Returns whether the first words of items or sentences describe a sequence: one starts it, and two continue it.
fn tells_steps(firsts: &[String]) -> bool {
    let count = |list: &[&str]| firsts.iter().filter(|word| list.contains(&word.as_str())).count();
    count(FIRST) >= 1 && count(LATER) >= 2
}

fn first_words(list: &List) -> Vec<String> {
    let first = |body: &[Block]| {
        let mut text = String::new();
        for_each_inline(body, &mut |inline| {
            if text.trim().is_empty() {
                text.push_str(&plain_text(std::slice::from_ref(inline)));
            }
        });
        text.split(|c: char| !c.is_alphanumeric() && c != '\'')
            .find(|word| !word.is_empty())
            .unwrap_or_default()
            .to_lowercase()
    };
    list.items.iter().map(|item| first(&item.body)).collect()
}

fn long(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut report = |span: Span, items: usize| {
        if items > MOST {
            found.add(
                span,
                format!("a list of {items} items"),
                "group them under headings, or leave out what matters least",
            );
        }
    };
    for_each_block(&subject.article().body, &mut |block| match block {
        Block::List(list) if list.items.iter().all(|item| item.task.is_none()) => report(list.span, list.items.len()),
        Block::Tips(tips) => report(tips.span, tips.items.len()),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn steps_should_be_numbered() {
        let findings = |text: &str| found("steps-not-numbered", &format!("---\nlang: en\n---\n# A\n\n{text}\n")).len();
        assert_eq!(findings("- First, wash.\n- Then dry.\n- Finally, rest."), 1);
        assert_eq!(findings("First wash your hands. Then dry them. Next put on the cream. Rest."), 1);
        assert_eq!(findings("1. First, wash.\n2. Then dry.\n3. Finally, rest."), 0);
        assert_eq!(findings("- Milk\n- Tea\n- Then some."), 0);
    }

    #[test]
    fn a_long_list_is_reported_and_a_checklist_is_not() {
        let list = |mark: &str| format!("# A\n\n{}", (0..8).map(|n| format!("- {mark}item {n}\n")).collect::<String>());
        assert_eq!(found("long-list", &list("")).len(), 1);
        assert!(found("long-list", &list("[ ] ")).is_empty());
    }
}
