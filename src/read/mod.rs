//! Readers: each turns one input syntax into an [`Article`], with a source span on every node.
//!
//! A reader never numbers or lays out anything, and reads no other file. Every word of the source is either in the
//! article, or in the reading's [`Account`] with the reason why it was left out. Start with [`read`].

mod account;
mod common;
mod detect;
mod docx;
mod encoding;
mod front_matter;
pub(crate) mod grammar;
#[cfg(feature = "web")]
mod html;
mod json;
mod language;
mod markdown;
mod pasted;

pub use account::{Account, LeftOut, Reason};
pub use encoding::decode;
pub use front_matter::KNOWN as FRONT_MATTER_KEYS;
pub(crate) use json::map_to_json;
pub use pasted::{Explained, Role, explain};

use crate::{
    article::{Article, Lang, Meta, Stage},
    diagnostic::{Code, Diagnostic, Source},
    value::{ValueError, by_name},
};
use std::{path::Path, str::FromStr};

/// An input syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// CommonMark with common extensions and front matter.
    Markdown,
    /// Raw text, as copied from a web page or a leaflet. Its structure is inferred from the shape of lines.
    Pasted,
    /// A saved web page.
    Html,
    /// A Word document.
    Docx,
    /// The AST as JSON, as `handout ast` prints it.
    Json,
}

impl Syntax {
    /// Returns the syntax of a file by its extension: `.md` and `.markdown` are Markdown, `.txt` is pasted text,
    /// `.html` and `.htm` are web pages, `.docx` is a Word document, `.json` is an AST.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "mdx" | "qmd" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Pasted),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "docx" | "docm" | "dotx" | "dotm" => Some(Self::Docx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Syntax {
    /// All syntaxes, by name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("markdown", Self::Markdown),
        ("text", Self::Pasted),
        ("html", Self::Html),
        ("docx", Self::Docx),
        ("json", Self::Json),
    ];

    /// Returns the name of the syntax: `markdown`, `text`, `html`, `docx` or `json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Pasted => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Json => "json",
        }
    }
}

impl FromStr for Syntax {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        by_name(text, "a syntax", &Self::ALL)
    }
}

/// The result of reading a source.
///
/// Even if a diagnostic is an error, the article is as complete as possible.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// The words of the source that are not in the article.
    pub account: Account,
    /// All diagnostics, including those about words that were left out.
    pub diagnostics: Vec<Diagnostic>,
    /// The text that spans refer to, for sources that are not text: the words of a Word document.
    pub text: Option<String>,
}

impl Reading {
    /// Creates the result of a failed reading.
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, ..Self::default() }
    }
}

/// Reads a source text into an article.
#[must_use]
pub fn read(source: &Source, syntax: Syntax) -> Reading {
    read_in(source, syntax, None)
}

/// Reads metadata from a TOML file with the keys of front matter.
pub(crate) fn read_toml_meta(source: &Source) -> (Meta, Vec<Diagnostic>) {
    let mut diagnostics = source.reported.clone();
    let meta = markdown::read_toml_meta(&source.text, &mut diagnostics);
    (meta, diagnostics)
}

/// Reads a source in `lang`, which overrides the source, or in `usual` if the source sets no language. Without
/// either, the language is detected from the article's prose if possible, and reported; the default is English.
///
/// Quotation marks depend on the language, so a source is read again once its language is known.
#[must_use]
pub fn read_as(source: &Source, syntax: Syntax, lang: Option<&Lang>, usual: Option<&Lang>) -> Reading {
    let reading = read_in(source, syntax, lang);
    if reading.article.meta.lang.is_some() || reading.article.stage == Stage::Resolved {
        return reading;
    }
    if usual.is_some() {
        return read_in(source, syntax, usual);
    }
    let Some(found) = language::detect(&reading.article).filter(|found| *found != Lang::default()) else {
        return reading;
    };
    let mut reading = read_in(source, syntax, Some(&found));
    let message = format!("the article does not set its language; it is detected as `{found}`");
    let help = format!("write `lang: {found}` in the front matter, or set another language with `--lang`");
    reading.diagnostics.push(Diagnostic::new(Code::LanguageFound, message).help(help));
    reading
}

/// Returns an error for web pages, in a library built without the feature `web`.
#[cfg(not(feature = "web"))]
fn unsupported() -> Reading {
    let diagnostic = Diagnostic::new(Code::UnknownSyntax, "this program was built without support for web pages")
        .help("enable the feature `web` of the crate `handout`");
    Reading::failed(vec![diagnostic])
}

fn read_in(source: &Source, syntax: Syntax, lang: Option<&Lang>) -> Reading {
    let mut reading = match syntax {
        Syntax::Markdown => markdown::read(source, lang),
        Syntax::Pasted => pasted::read(source),
        #[cfg(feature = "web")]
        Syntax::Html => html::read(source, lang),
        #[cfg(not(feature = "web"))]
        Syntax::Html => unsupported(),
        Syntax::Docx => docx::read(source, lang),
        Syntax::Json => json::read(source),
    };
    if let Some(lang) = lang {
        reading.article.meta.lang = Some(lang.clone());
    }
    reading.diagnostics.splice(0..0, source.reported.iter().cloned());
    let reported = reading.account.diagnostics(|| reading.article.word_count());
    reading.diagnostics.extend(reported);
    reading
}
