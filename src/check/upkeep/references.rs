//! References that should not be relied on.

use crate::{
    article::{Inline, Reference, Span, for_each_inline, plain_text},
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::{cell::LazyCell, collections::HashMap};

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "retracted-reference",
        family: Family::Upkeep,
        severity: Severity::Warning,
        summary: "a reference was retracted or withdrawn",
        reason: "Journals put “Retracted” before the title of a work whose results cannot be trusted, and databases \
                 export that, in the title or in a field of the record. \
                 Look for another source, or say in the text that the work was retracted.",
        check: retracted,
    },
    Rule {
        name: "preprint",
        family: Family::Upkeep,
        severity: Severity::Note,
        summary: "a reference is a preprint",
        reason: "A preprint is not peer reviewed. Check whether a journal has published it since, and cite that.",
        check: preprint,
    },
];

/// Title prefixes of retracted works, in lower case.
const RETRACTED: &[&str] = &[
    "retracted:",
    "[retracted]",
    "retracted article",
    "(retracted)",
    "retraction:",
    "retraction of:",
    "withdrawn:",
    "[withdrawn]",
];

/// Names of preprint servers, in lower case.
const PREPRINTS: &[&str] =
    &["biorxiv", "medrxiv", "arxiv", "preprints.org", "ssrn", "research square", "[preprint]", "preprint."];

fn retracted(subject: &Subject<'_>, found: &mut Found<'_>) {
    let cited = LazyCell::new(|| first_citations(subject));
    for (reference, words) in entries(subject) {
        if reference.retracted || RETRACTED.iter().any(|mark| words.contains(mark)) {
            let message = format!("the reference `{}` was retracted", reference.key);
            found.add(
                place(reference, &cited),
                message,
                "look for another source, or say in the text that it was retracted",
            );
        }
    }
}

fn preprint(subject: &Subject<'_>, found: &mut Found<'_>) {
    let cited = LazyCell::new(|| first_citations(subject));
    for (reference, words) in entries(subject) {
        if PREPRINTS.iter().any(|name| words.contains(name)) {
            let message = format!("the reference `{}` is a preprint", reference.key);
            found.add(place(reference, &cited), message, "cite the published article, if there is one");
        }
    }
}

/// Returns the references with their text in lower case.
fn entries<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Reference, String)> {
    let references = &subject.article().references;
    references.iter().map(|reference| (reference, plain_text(&reference.content).to_lowercase()))
}

/// Returns the span of a written-out reference, or of its first citation.
fn place(reference: &Reference, cited: &HashMap<&str, Span>) -> Span {
    let first = || cited.get(reference.key.as_str()).copied().unwrap_or_default();
    if reference.span.is_unknown() { first() } else { reference.span }
}

/// Returns the first citation of each work.
fn first_citations<'a>(subject: &Subject<'a>) -> HashMap<&'a str, Span> {
    let mut places = HashMap::new();
    for body in subject.article().bodies() {
        for_each_inline(body, &mut |inline| {
            if let Inline::Citation(citation) = inline {
                for item in &citation.items {
                    places.entry(item.key.as_str()).or_insert(citation.span);
                }
            }
        });
    }
    places
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn retracted_works_and_preprints_are_reported_where_they_are_cited() {
        let text = "# A\n\nTea helps [1]. Milk does not [2].\n\n## References\n\n1. Lee A. RETRACTED: Tea and sleep. J Tea. 2020;1:2.\n2. Roe B. Milk at night. medRxiv. 2024.\n3. Poe C. Water. J Tea. 2021;2:3.\n";
        assert_eq!(found("retracted-reference", text).len(), 1);
        assert_eq!(found("preprint", text).len(), 1);
    }
}
