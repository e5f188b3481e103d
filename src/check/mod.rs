//! Checks whether an article is fit to be handed out: reading ease, safety, accessibility, upkeep, plain language.
//!
//! A rule sees the resolved article and its words, never a format, and changes nothing. Its file holds its text, its
//! rationale and its tests. What the conversion reports (a picture without a description, a review that is due) is not
//! repeated here.
//!
//! Start with [`check`]: it extracts the words of an article (`prose`) and calls every rule.

mod access;
mod findings;
mod language;
mod measure;
mod numbers;
mod off;
mod options;
mod plain;
mod prose;
mod reading;
mod rule;
mod safety;
mod sarif;
mod setting;
mod subject;
#[cfg(test)]
mod testing;
mod translation;
mod upkeep;
mod words;

pub use options::Options;
pub use reading::{Measured, SectionEase};
pub use rule::{Family, Rule};
pub use sarif::Sarif;
pub use setting::{Against, Setting};

use crate::{
    diagnostic::{Diagnostic, Severity, Source},
    resolve::Resolved,
};
use findings::Findings;
use off::Off;
use subject::Subject;

/// The rules, by family and file.
const FAMILIES: &[&[&[Rule]]] =
    &[&[reading::RULES], safety::RULES, access::RULES, upkeep::RULES, plain::RULES, translation::RULES];

/// Returns every rule, in the order of the documentation.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten().copied().flatten()
}

/// Returns a rule by its name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.name == name)
}

/// The result of checking an article.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The findings, in text order; those about the whole article come first.
    pub findings: Vec<Diagnostic>,
    /// The reading ease; `None` if its language has no measure, or it has no prose.
    pub reading: Option<Measured>,
}

/// Removes diagnostics of the conversion that the settings or a comment in the text disable. Errors are kept.
pub(crate) fn leave_out(diagnostics: &mut Vec<Diagnostic>, source: &Source, options: &Options) {
    let off = Off::read(source);
    diagnostics.retain(|diagnostic| {
        let code = diagnostic.code.as_str();
        diagnostic.severity() == Severity::Error || !(options.is_off(code) || off.covers(code, diagnostic.span))
    });
}

/// Checks a resolved article. `source` is the text that it was read from.
#[must_use]
pub fn check(resolved: &Resolved, source: &Source, setting: &Setting<'_>) -> Checked {
    let subject = Subject::new(resolved, source, setting);
    let options = setting.options;
    let off = Off::read(source);
    let mut findings = Findings::default();
    for rule in rules().filter(|rule| !options.is_off(rule.name)) {
        (rule.check)(&subject, &mut findings.of(rule.code()));
    }
    Checked { findings: findings.sorted(&off), reading: reading::measured(&subject) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Converter, Syntax, env::MemoryEnv, render};
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_has_a_name_of_its_own_in_kebab_case_and_a_reason() {
        let mut names = HashSet::new();
        for rule in rules() {
            assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.name);
            assert!(names.insert(rule.name), "{} is there twice", rule.name);
            assert!(rule.reason.ends_with('.') && !rule.summary.ends_with('.'), "{}", rule.name);
        }
    }

    /// Generates parts of texts that rules inspect.
    fn part() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            ".5 mg",
            "5.0",
            "µg",
            "10 U",
            "é",
            "“",
            "”",
            "(",
            ")",
            " ",
            ". ",
            ", ",
            "\n\n",
            "\n",
            "# ",
            "- ",
            "1. ",
            "**",
            "*",
            "`x`",
            "[here](tel:12)",
            "![IMG_1](a.png)",
            "İ",
            "ß",
            "茶",
            "。",
            "\u{a0}",
            "–",
            "31 June",
            "2026-02-31",
            "2 in 5",
            "40 %",
            "FDA",
            "STOP",
            "hypertension",
            "prior to",
            "should be taken",
            "emergency",
            "555-123-4567",
            "XXX-XXXX",
            "&amp;",
            "<!-- check-off -->",
            "<!-- check-on -->",
            "| a | b |\n|--|--|\n| 5 mg | c |\n",
            "de",
            "y",
            "o’",
            "½",
            "١٢",
            "…",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn findings_point_into_any_text(parts in prop::collection::vec(part(), 1..40), lang in prop::sample::select(vec!["en", "es", "de", "fr", "ar"])) {
            let source = Source::new("a.md", format!("---\nlang: {lang}\n---\n{}", parts.concat()));
            let (resolved, _) = Converter::default().prepare(&source, Syntax::Markdown, &MemoryEnv::new());
            if let Some(resolved) = resolved {
                let setting =
                    Setting { options: &Options::default(), render: &render::Options::default(), against: None };
                for finding in check(&resolved, &source, &setting).findings {
                    let place = finding.span.map(|span| source.text.get(span.start as usize..span.end as usize));
                    prop_assert!(place != Some(None), "{finding:?}");
                }
            }
        }
    }
}
