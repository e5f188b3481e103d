//! The reader of the JSON AST, as printed by `handout ast` or written by another program.
//!
//! It checks the version and validates the AST. Spans are kept: they point into the source that the article was
//! originally read from. Diagnostics about the article are mapped to positions in the JSON ([`places`]).

mod places;

use crate::{
    article::{
        Span,
        json::{self, JsonError},
    },
    diagnostic::{Code, Diagnostic, Source},
    read::Reading,
};

/// Reads a JSON source. The article is empty if a diagnostic is an error.
pub(super) fn read(source: &Source) -> Reading {
    let article = match json::from_str(&source.text) {
        Ok(article) => article,
        Err(error) => return Reading::failed(vec![bad(error.to_string()).at(place(&source.text, &error))]),
    };
    if article.validate().is_empty() {
        return Reading { article, ..Reading::default() };
    }
    let violations = places::relocated(&source.text).unwrap_or(article).validate();
    Reading::failed(violations.into_iter().map(|found| bad(found.message).at(found.span)).collect())
}

/// Maps diagnostics, whose spans refer to the original source, to positions in the JSON.
pub(crate) fn map_to_json(source: &Source, diagnostics: &mut [Diagnostic]) {
    let mut reported =
        diagnostics.iter_mut().filter(|reported| reported.source.is_none() && reported.span.is_some()).peekable();
    if reported.peek().is_some() {
        let places = places::Places::of(&source.text);
        reported.for_each(|reported| reported.span = reported.span.and_then(|span| places.get(span)));
    }
}

/// Returns the position of an error in the JSON: the version, or where the parser stopped.
fn place(text: &str, error: &JsonError) -> Span {
    const KEY: &str = "\"handout-ast\"";
    match error {
        JsonError::Version(_) => text.find(KEY).map_or(Span::default(), |at| Span::new(at, at + KEY.len())),
        JsonError::Malformed { line, column, .. } => {
            let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let counted = (start + column.saturating_sub(1)).min(text.len());
            // the parser counts bytes, and may stop within a character
            let at = (0..=counted).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
            Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8))
        }
    }
}

fn bad(message: String) -> Diagnostic {
    Diagnostic::new(Code::BadAst, message).help("compare with what `handout ast` prints, or with `handout schema`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_may_not_ask_for_billions_of_cells() {
        let columns = vec![r#""start""#; 9_000].join(",");
        let row = r#"{"cells": [{"columns": 9000, "body": []}]}"#;
        let rows = vec![row; 9_000].join(",");
        let table = format!(r#"{{"type": "table", "columns": [{columns}], "head": [], "body": [{rows}]}}"#);
        let source =
            Source::new("a.json", format!(r#"{{"handout-ast": 1, "article": {{"meta": {{}}, "body": [{table}]}}}}"#));
        let reported = read(&source).diagnostics;
        assert_eq!(reported.len(), 1);
        assert!(reported[0].message.contains("81000000 places"), "{}", reported[0].message);
    }

    #[test]
    fn an_error_is_reported_at_its_position() {
        for (text, line, column) in [
            ("{\n  \"handout-ast\": 9, \"article\": {}}", 2, 3),
            ("{\n  \"handout-ast\": 1,\n  \"article\": {\"body\": 3}}", 3, 23),
            ("{\n\"handout-ast\": 1", 2, 16),
            ("{\"handout-ast\": 1, \"é", 1, 21),
            (
                "{\"handout-ast\": 1, \"article\": {\"meta\": {},\n \"body\": [{\"type\": \"tips\", \"items\": []}]}}",
                2,
                11,
            ),
            (
                "{\"handout-ast\": 1, \"article\": {\"meta\": {}, \"body\": [\n {\"type\": \"rule\"},\n \
                 {\"type\": \"list\", \"marker\": \"bullet\", \"tight\": true, \"items\": [], \"span\": [0, 3]}]}}",
                3,
                2,
            ),
        ] {
            let source = Source::new("a.json", text);
            let reported = read(&source).diagnostics;
            let place = source.place(reported[0].span.unwrap().start as usize);
            assert_eq!((place.line, place.column), (line, column), "{text}: {}", reported[0].message);
        }
    }
}
