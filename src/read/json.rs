//! The reader of the JSON AST: what `handout ast` prints, or another program wrote.
//!
//! It checks the version and the rules of the AST. Spans are taken as they are: they point into the source that
//! the article was first read from.

use crate::{
    article::{Article, json},
    diagnostic::{Code, Diagnostic, Source},
};

/// Reads a JSON source. The article is empty when a diagnostic is an error.
pub(super) fn read(source: &Source) -> (Article, Vec<Diagnostic>) {
    let article = match json::from_str(&source.text) {
        Ok(article) => article,
        Err(error) => return (Article::default(), vec![bad(error.to_string())]),
    };
    let violations: Vec<_> = article.validate().into_iter().map(|found| bad(found.message)).collect();
    if violations.is_empty() { (article, violations) } else { (Article::default(), violations) }
}

fn bad(message: String) -> Diagnostic {
    Diagnostic::new(Code::BadAst, message).help("compare with what `handout ast` prints, or with `handout schema`")
}
