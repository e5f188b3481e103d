//! Bibliography files: each format is read into [`Record`]s, which hold CSL items.
//!
//! `FIELDS.md`, next to this file, maps the fields of each format to CSL variables. A broken record is reported with
//! its position, and the others are still read; an unknown field is reported once per file. This module does not know
//! articles or styles. Start with [`read`].

mod bibtex;
mod csl_json;
mod dates;
mod endnote;
mod hayagriva;
mod languages;
mod markup;
mod names;
mod pubmed;
mod ris;
mod tagged;
#[cfg(test)]
mod tests;
mod work;
mod yaml;

#[cfg(feature = "web")]
pub(crate) use bibtex::symbol as tex_symbol;
pub(crate) use languages::tag as language_tag;
pub(crate) use yaml::from_yaml;

use crate::{
    article::Span,
    csl::Item,
    diagnostic::{Code, Diagnostic, Source},
};
use std::{collections::BTreeSet, sync::Arc};

/// The file extensions of the formats.
pub(crate) const ENDINGS: [&str; 8] = ["bib", "bibtex", "yaml", "yml", "json", "ris", "nbib", "xml"];

/// One work of a bibliography file.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// The keys that cite it. The first is its own; the others are alternatives, for formats without keys.
    pub(crate) keys: Vec<String>,
    /// The bibliographic data.
    pub(crate) item: Item,
    /// The keys of its members, if it is a set of works.
    pub(crate) members: Vec<String>,
    /// Its position in the file.
    pub(crate) span: Span,
    /// The file.
    pub(crate) source: Arc<Source>,
}

/// Reads the records of a file, in order. The file extension determines the format.
pub(crate) fn read(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let ending = source.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mut file = File { source, diagnostics, unread: BTreeSet::new() };
    let records = match ending.as_str() {
        "bib" | "bibtex" => bibtex::read(&mut file),
        "yaml" | "yml" => yaml::read(&mut file),
        "json" => csl_json::read(&mut file),
        "ris" => ris::read(&mut file),
        "nbib" | "txt" => pubmed::read(&mut file),
        "xml" => endnote::read(&mut file),
        _ => {
            let message = format!("`{}` is in an unknown bibliography format", source.name);
            let endings = ENDINGS.map(|ending| format!(".{ending}")).join(", ");
            let help = format!("use a file whose name ends in one of {endings}");
            file.diagnostics.push(Diagnostic::new(Code::MissingBibliography, message).help(help));
            Vec::new()
        }
    };
    file.report_unread();
    records
}

/// A file being read, with its diagnostics.
struct File<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// The names of fields that do not map to a variable.
    unread: BTreeSet<String>,
}

impl File<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        let report = Diagnostic::new(code, message).at(span).within(self.source.clone());
        self.diagnostics.push(match code {
            Code::BadRecord => report.help("fix the record, or export it again"),
            Code::DuplicateRecord => report.help("give one of them another key, or remove it"),
            _ => report,
        });
    }

    fn report_unread(&mut self) {
        if !self.unread.is_empty() {
            let names: Vec<String> = self.unread.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("`{}` has unsupported fields: {}", self.source.name, names.join(", "));
            self.report(Code::UnreadField, Span::default(), message);
        }
    }

    /// Records a field that does not map to a variable.
    fn unread(&mut self, name: &str) {
        if !self.unread.contains(name) {
            self.unread.insert(name.to_owned());
        }
    }

    fn record(&self, keys: Vec<String>, mut item: Item, span: Span) -> Record {
        markup::settle(&mut item);
        Record { keys, item, members: Vec::new(), span, source: self.source.clone() }
    }
}
