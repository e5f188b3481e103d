//! Who maintains the article, and since when it has been unchanged.

use crate::{
    article::Span,
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "no-review-date",
        family: Family::Upkeep,
        severity: Severity::Note,
        summary: "the article has no date",
        reason: "Neither readers nor staff can tell whether a leaflet without a date is out of date. Write \
                 `reviewed` and `next-review` into the front matter: the conversion warns when a review is due.",
        check: no_date,
    },
    Rule {
        name: "no-version",
        family: Family::Upkeep,
        severity: Severity::Note,
        summary: "the article has no version",
        reason: "Printed copies stay in drawers. A version shows which one is the newest. Write `version` into the \
                 front matter.",
        check: no_version,
    },
    Rule {
        name: "no-owner",
        family: Family::Upkeep,
        severity: Severity::Note,
        summary: "the article does not say who is responsible for it",
        reason: "Readers want to know who is responsible and whom to ask, and someone must review the article. \
                 Write `author`, \
                 `publisher` or `organization` into the front matter, or `[organization]` into `handout.toml`.",
        check: no_owner,
    },
];

fn no_date(subject: &Subject<'_>, found: &mut Found<'_>) {
    let meta = &subject.article().meta;
    let dates = [&meta.reviewed, &meta.next_review, &meta.updated, &meta.published];
    if dates.iter().all(|date| date.is_none()) && meta.byline.is_none() {
        found.add(
            Span::default(),
            "the article has no date",
            "write `reviewed` and `next-review` into its front matter",
        );
    }
}

fn no_version(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.article().meta.version.is_none() {
        found.add(Span::default(), "the article has no version", "write `version` into its front matter");
    }
}

fn no_owner(subject: &Subject<'_>, found: &mut Found<'_>) {
    let meta = &subject.article().meta;
    if meta.authors.is_empty() && meta.publisher.is_none() && meta.organization.is_none() && meta.byline.is_none() {
        let help = "write `author` or `publisher` into its front matter, or `[organization]` into handout.toml";
        found.add(Span::default(), "the article does not say who is responsible for it", help);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn an_article_has_a_date_a_version_and_an_owner() {
        let bare = "# A\n\nRest.\n";
        let full = "---\nauthor: Ana Ruiz\nversion: 2\nreviewed: 2026-05-03\n---\n# A\n\nRest.\n";
        for rule in ["no-review-date", "no-version", "no-owner"] {
            assert_eq!((found(rule, bare).len(), found(rule, full).len()), (1, 0), "{rule}");
        }
    }
}
