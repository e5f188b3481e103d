//! Verifying: the outputs of an article are read back and compared with what it says.
//!
//! Same words, same order, same numbers on tips, citations, footnotes and headings, same words leading to the same places.
//! Each format is read through what it offers a reader: the PDF through its tags and Unicode maps, the EPUB
//! through its spine, the text line by line. Nothing here shares code with the renderers but the spelling in
//! ASCII. Start with [`verify`]; `expected` words the article, `pattern` compares.

#[cfg(test)]
pub(crate) mod any;
mod docx;
mod epub;
mod expected;
mod formulas;
mod links;
mod normal;
mod numbering;
mod oracle;
mod pattern;
mod pdf;
#[cfg(feature = "web")]
mod source;
#[cfg(test)]
mod tests;
mod text;
mod xml;

#[cfg(feature = "web")]
pub use source::{SourceCheck, SourceDifference, verify_source};

use crate::{article::Article, render::TextLinks};
use expected::{Expected, Printed};
use pattern::{Mismatch, Pattern};
use std::collections::BTreeMap;

/// The formats that can be read back.
pub const FORMATS: [&str; 5] = ["pdf", "epub", "text", "html", "docx"];

/// One place where an output does not say what the article says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The format: `pdf`.
    pub format: String,
    /// What differs and where: lower case, no full stop.
    pub message: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.format, self.message)
    }
}

/// What an output says.
#[derive(Debug, Default)]
struct Extract {
    /// Title block and body.
    body: String,
    /// Footnotes by their printed numbers.
    notes: BTreeMap<String, String>,
    /// The links.
    links: links::Links,
    /// Whether places to fill in are fields of a form, so that lines to write on are not among the words.
    has_fields: bool,
    /// The characters of the formulas of a Word document.
    formulas: Vec<String>,
}

/// Stands for a formula of a Word document among the words.
const FORMULA: &str = "\u{fffc}";

/// Compares outputs (format and bytes) with a resolved article. An output of a format that cannot be read
/// back (see [`FORMATS`]) is passed over.
///
/// # Errors
/// The first difference of each part of each output.
pub fn verify<'a>(
    article: &'a Article,
    outputs: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), Vec<Difference>> {
    compare(article, outputs)
}

/// Compares outputs (format and bytes) with each other: the others must say what the EPUB says.
///
/// # Errors
/// The first difference of each part of each output; an output alone, or without an EPUB among them, is one.
pub fn agree<'a>(outputs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<(), Vec<Difference>> {
    let outputs: Vec<_> = outputs.into_iter().collect();
    let alone = |message: String| vec![Difference { format: "epub".to_owned(), message }];
    let Some((_, epub)) = outputs.iter().find(|(format, _)| *format == "epub") else {
        return Err(alone("it is not there, and the other formats are compared with it".to_owned()));
    };
    let article = oracle::read(epub).map_err(|error| alone(format!("it cannot be read back: {error}")))?;
    let others = outputs.into_iter().filter(|(format, _)| *format != "epub");
    compare(&article, others)
}

fn compare<'a>(
    article: &'a Article,
    outputs: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), Vec<Difference>> {
    let mut differences = Vec::new();
    for (format, bytes) in outputs {
        let found = match format {
            "text" => plain(article, bytes),
            "epub" => rich(article, epub::read(bytes)),
            "html" => rich(article, epub::page(bytes)),
            "docx" => rich(article, docx::read(bytes)),
            "pdf" => rich(article, pdf::read(bytes)),
            _ => vec![],
        };
        differences.extend(found.into_iter().map(|message| Difference { format: format.to_owned(), message }));
    }
    if differences.is_empty() { Ok(()) } else { Err(differences) }
}

/// Plain text says how it shows addresses by how it shows them: all ways are tried.
fn plain(article: &Article, bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is not UTF-8".to_owned()] };
    let words = normal::normal(&normal::without_rules(&text::read(text)));
    let mut nearest: Option<Mismatch> = None;
    let others = TextLinks::ALL.into_iter().map(|(_, links)| (links, Printed::Not));
    for (links, printed) in Printed::ALL.map(|printed| (TextLinks::Printed, printed)).into_iter().chain(others) {
        match Expected::text(article, links, text.is_ascii(), printed).check(&words) {
            Ok(()) => return vec![],
            Err(found) if nearest.as_ref().is_none_or(|known| known.at < found.at) => nearest = Some(found),
            Err(_) => {}
        }
    }
    nearest.iter().map(reported).collect()
}

fn rich(article: &Article, extract: Result<Extract, String>) -> Vec<String> {
    let mut extract = match extract {
        Ok(extract) => extract,
        Err(error) => return vec![format!("it cannot be read back: {error}")],
    };
    // A format says how it prints addresses, and whether its colophon is behind the title, by what it has where.
    let has_fields = extract.has_fields;
    let check = |(printed, first)| compared(Expected::body(article, printed, first), &extract.body, has_fields);
    let usual = (Printed::ALL[0], false);
    let others = || [false, true].into_iter().flat_map(|first| Printed::ALL.map(|printed| (printed, first)));
    let ((printed, _), body) = match check(usual) {
        None => (usual, None),
        found => others().find(|way| check(*way).is_none()).map_or((usual, found), |way| (way, None)),
    };
    let mut differences: Vec<String> = body.into_iter().collect();
    for note in &article.notes {
        let number = note.number.unwrap_or_default().to_string();
        match extract.notes.remove(&number) {
            Some(words) => differences.extend(compared(Expected::note(article, note, printed), &words, has_fields)),
            None => differences.push(format!("note {number} is missing")),
        }
    }
    differences
        .extend(extract.notes.keys().map(|number| format!("there is a note `{number}` that the article has not")));
    differences.extend(links::difference(article, &extract.links));
    differences.extend(formulas::missing(article, &extract.formulas));
    differences
}

fn compared(mut expected: Pattern, text: &str, has_fields: bool) -> Option<String> {
    if has_fields {
        expected.rules_may_go();
    }
    expected.check(&normal::normal(text)).err().as_ref().map(reported)
}

fn reported(mismatch: &Mismatch) -> String {
    let quoted =
        |text: &str| if text.trim().is_empty() { "the end".to_owned() } else { format!("“{}”", text.trim()) };
    format!("in {}: expected {}, found {}", mismatch.place, quoted(&mismatch.expected), quoted(&mismatch.found))
}
