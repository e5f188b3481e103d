//! Reading bibliography files: each format becomes [`Record`]s. A broken record is reported with its place;
//! the others still count.

mod bibtex;
mod csl_json;
mod people;
mod tagged;
mod yaml;

use super::record::Record;
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic, Source},
};
use std::sync::Arc;

/// The formats, by the endings of files.
pub(super) const ENDINGS: [&str; 8] = ["bib", "bibtex", "yaml", "yml", "json", "ris", "nbib", "xml"];

/// The records of a file, in its order.
pub(super) fn read(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let ending = source.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mut file = File { source, diagnostics };
    match ending.as_str() {
        "bib" | "bibtex" => bibtex::read(&mut file),
        "yaml" | "yml" => yaml::read(&mut file),
        "json" => csl_json::read(&mut file),
        "ris" => tagged::read_ris(&mut file),
        "nbib" | "txt" => tagged::read_pubmed(&mut file),
        "xml" => tagged::read_endnote(&mut file),
        _ => {
            let message = format!("`{}` is in no bibliography format that is known", source.name);
            let help =
                format!("use a file that ends in one of {}", ENDINGS.map(|ending| format!(".{ending}")).join(", "));
            file.diagnostics.push(Diagnostic::new(Code::MissingBibliography, message).help(help));
            Vec::new()
        }
    }
}

/// A file that is read, with what is noticed in it.
struct File<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl File<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, message).at(span).within(self.source.clone()));
    }

    /// The place of a key's first mention: after `before`, followed by `after`.
    fn place(&self, before: &str, key: &str, after: &str) -> Span {
        let at = self.source.text.find(&format!("{before}{key}{after}"));
        at.map_or_else(Span::default, |at| Span::new(at + before.len(), at + before.len() + key.len()))
    }
}
