//! Helpers that check articles in tests.

use super::{Against, Options, Setting, check};
use crate::{Converter, Diagnostic, Source, Syntax, env::MemoryEnv, render, resolve::Resolved};
use std::sync::Arc;

/// Returns the findings of a rule in an article: the words pointed at, and the message.
pub(super) fn found(rule: &str, article: &str) -> Vec<String> {
    found_with(rule, article, &Options::default())
}

pub(super) fn found_with(rule: &str, article: &str, options: &Options) -> Vec<String> {
    run(rule, article, options, None)
}

/// Returns the findings of a rule in an article that is a translation of another.
pub(super) fn found_against(rule: &str, article: &str, of: &str) -> Vec<String> {
    let source = Source::new("source.md", of);
    let against = Against { article: prepared(&source), source: Arc::new(source) };
    run(rule, article, &Options::default(), Some(&against))
}

/// Resolves an article in an environment with one picture.
fn prepared(source: &Source) -> Resolved {
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>"#;
    let env = MemoryEnv::new().with_file("img/IMG_2041.svg", picture.as_bytes());
    let (resolved, diagnostics) = Converter::default().prepare(source, Syntax::Markdown, &env);
    resolved.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn run(rule: &str, article: &str, options: &Options, against: Option<&Against>) -> Vec<String> {
    let source = Source::new("leaflet.md", article);
    let render = render::Options::default();
    let checked = check(&prepared(&source), &source, &Setting { options, render: &render, against });
    let shown = |finding: Diagnostic| {
        let place = finding.span.and_then(|span| source.text.get(span.start as usize..span.end as usize));
        format!("{}: {}", place.unwrap_or_default(), finding.message)
    };
    checked.findings.into_iter().filter(|finding| finding.code.as_str() == rule).map(shown).collect()
}
