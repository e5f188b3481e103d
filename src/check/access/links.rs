//! Links whose text does not say where they lead.

use crate::{
    article::{Inline, for_each_inline, heading_text},
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "vague-link",
    family: Family::Access,
    severity: Severity::Warning,
    summary: "the text of a link does not say where it leads",
    reason: "Screen readers list the links of an article by their text: “here, here, here”. On paper there is \
             nothing to click. Name the target of the link: `read the [leaflet about sleep](…)`.",
    check: vague,
}];

fn vague(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(language) = subject.language else { return };
    for body in subject.article().bodies() {
        for_each_inline(body, &mut |inline| {
            let Inline::Link(link) = inline else { return };
            let words = heading_text(&link.content).to_lowercase();
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            if language.vague_links.contains(&words) {
                let message = format!("the link text “{words}” does not say where it leads");
                found.add(link.span, message, "name the target in the link text");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn links_must_describe_their_target() {
        let text = "# A\n\nClick [here](https://a.example), [Read more…](https://b.example). See [sleep](https://c.example).\n";
        assert_eq!(found("vague-link", text).len(), 2);
        assert_eq!(found("vague-link", "---\nlang: es\n---\n# A\n\nHaga clic [aquí](https://a.example).\n").len(), 1);
        assert_eq!(
            found("vague-link", "---\nlang: de\n---\n# A\n\nHier gibt es [den Bus](https://a.example).\n").len(),
            0
        );
    }
}
