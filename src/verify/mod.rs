//! Verification: reads the outputs of an article back and compares them with it.
//!
//! The words, their order, the numbers of tips, citations, footnotes and headings, and the links must be the same.
//! Each format is read through what it offers to readers: a PDF through its tags and Unicode maps, an EPUB through
//! its spine, a text line by line. Nothing here shares code with the renderers, except ASCII transliteration. Start
//! with [`verify`]; `expected` composes the expected text, `pattern` compares.

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

use crate::{
    article::{Article, Note},
    render::TextLinks,
};
use expected::{Expected, Printed};
use pattern::{Mismatch, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// The formats that can be read back.
pub const FORMATS: [&str; 5] = ["pdf", "epub", "text", "html", "docx"];

/// A difference between an output and the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The format: `pdf`.
    pub format: String,
    /// What differs and where, in lowercase and without a period.
    pub message: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.format, self.message)
    }
}

/// The text extracted from an output.
#[derive(Debug, Default)]
struct Extract {
    /// The title block and body.
    body: String,
    /// Footnotes by their printed numbers.
    notes: BTreeMap<String, String>,
    /// The links.
    links: links::Links,
    /// Whether blanks to fill in are form fields. If so, the lines to write on are not part of the text.
    has_fields: bool,
    /// The characters of the formulas of a Word document.
    formulas: Vec<String>,
}

/// Placeholder for a formula of a Word document in the text.
const FORMULA: &str = "\u{fffc}";

/// Compares outputs (format and bytes) with a resolved article. Outputs in formats that cannot be read back (see
/// [`FORMATS`]) are skipped.
///
/// # Errors
/// Returns the first difference of each part of each output.
pub fn verify<'a>(
    article: &'a Article,
    outputs: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), Vec<Difference>> {
    compare(article, outputs)
}

/// Compares outputs (format and bytes) with each other: all must have the content of the EPUB.
///
/// # Errors
/// Returns the first difference of each part of each output. A single output, or outputs without an EPUB, are also an
/// error.
pub fn agree<'a>(outputs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<(), Vec<Difference>> {
    let outputs: Vec<_> = outputs.into_iter().collect();
    let alone = |message: String| vec![Difference { format: "epub".to_owned(), message }];
    let Some((_, epub)) = outputs.iter().find(|(format, _)| *format == "epub") else {
        return Err(alone("it is missing, and the other formats are compared with it".to_owned()));
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

/// Returns the differences of a plain text. Its options are unknown, so all ways to print addresses are tried.
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
    let extract = match extract {
        Ok(extract) => extract,
        Err(error) => return vec![format!("it cannot be read back: {error}")],
    };
    // How a format prints addresses, and whether its colophon follows the title, shows only in the output.
    let has_fields = extract.has_fields;
    let check = |(printed, first)| compared(Expected::body(article, printed, first), &extract.body, has_fields);
    let notes = |printed| {
        let note = |note: &Note| {
            let number = note.number.unwrap_or_default().to_string();
            match extract.notes.get(&number) {
                Some(words) => compared(Expected::note(article, note, printed), words, has_fields),
                None => Some(format!("note {number} is missing")),
            }
        };
        article.notes.iter().filter_map(note).collect::<Vec<_>>()
    };
    let usual = (Printed::ALL[0], false);
    let others = || [false, true].into_iter().flat_map(|first| Printed::ALL.map(|printed| (printed, first)));
    let whole = |way: (Printed, bool)| check(way).into_iter().chain(notes(way.0)).collect::<Vec<_>>();
    let mut differences = whole(usual);
    if !differences.is_empty() {
        // the only links may be those in notes
        let fitting = others().map(whole).find(Vec::is_empty);
        let body = || others().find(|way| check(*way).is_none()).map(whole);
        differences = fitting.or_else(body).unwrap_or(differences);
    }
    let known: BTreeSet<String> =
        article.notes.iter().map(|note| note.number.unwrap_or_default().to_string()).collect();
    differences.extend(
        extract
            .notes
            .keys()
            .filter(|number| !known.contains(*number))
            .map(|number| format!("there is a note `{number}` that is not in the article")),
    );
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
