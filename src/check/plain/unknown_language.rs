//! Languages without rules.

use crate::{
    article::Span,
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "unknown-language",
    family: Family::PlainLanguage,
    severity: Severity::Note,
    summary: "there are no word rules for this language",
    reason: "Reading ease, hard words and safe notation depend on the language. There are rules for English, Spanish and \
             German, and measures of reading ease for French, Italian, Dutch and Russian, too. In other languages, only the structure and the upkeep of an article are checked. This is reported once.",
    check: unknown,
}];

fn unknown(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.language.is_none() {
        let lang = subject.article().lang();
        let message = format!("there are no word rules for `{lang}`: only the structure is checked");
        found.add(Span::default(), message, "let someone who reads the language check the words");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn a_language_without_rules_is_reported_once() {
        assert_eq!(
            found("unknown-language", "---\nlang: tl\n---\n# Tsaa\n\nUminom ng tubig.\n\nMagpahinga.\n").len(),
            1
        );
        assert!(found("unknown-language", "---\nlang: es-MX\n---\n# Té\n\nBeba agua.\n").is_empty());
    }
}
