//! Citations by key, of records in bibliography files.

use super::{super::anchors::Names, Sources, order::in_reading_order};
use crate::{
    article::{Article, Inline, MarkPart},
    diagnostic::{Code, Diagnostic},
};

/// Resolves citations by key.
pub(super) fn resolve(
    article: &mut Article,
    sources: &Sources<'_>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let _ = (sources.name, sources.env);
    let mut count = 0;
    in_reading_order(article, &mut |citation| {
        count += 1;
        citation.anchor = Some(names.claim(&format!("cite-{count}")));
        let keys: Vec<String> = citation.items.iter().map(|item| format!("{}?", item.key)).collect();
        diagnostics.extend(citation.items.iter().map(|item| {
            Diagnostic::new(Code::MissingReference, format!("no bibliography has `{}`", item.key)).at(item.span)
        }));
        let content = vec![Inline::text(format!("[{}]", keys.join("; ")), citation.span)];
        citation.mark = vec![MarkPart { content, entry: None }];
    });
}
