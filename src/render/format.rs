//! The names of output formats.

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, error::Error, fmt, str::FromStr};

/// The name of an output format: a built-in one, such as [`Format::PDF`], or that of an external renderer. Names
/// consist of `a` to `z`, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Format(Cow<'static, str>);

/// The error for a text that cannot be the name of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError(String);

impl Format {
    /// `pdf`: a printable PDF.
    pub const PDF: Self = Self::named("pdf");
    /// `epub`: an EPUB.
    pub const EPUB: Self = Self::named("epub");
    /// `text`: plain text.
    pub const TEXT: Self = Self::named("text");
    /// `html`: one self-contained web page.
    pub const HTML: Self = Self::named("html");
    /// `markdown`: normalized Markdown.
    pub const MARKDOWN: Self = Self::named("markdown");
    /// `docx`: a Word document.
    pub const DOCX: Self = Self::named("docx");

    /// Returns the format of an external renderer.
    ///
    /// # Panics
    /// If the name is empty or contains characters other than `a` to `z`, digits and hyphens; in a constant, at compile
    /// time.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        assert!(is_valid(name), "the name of a format consists of a to z, digits and hyphens");
        Self(Cow::Borrowed(name))
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name without a copy.
    pub(crate) fn into_name(self) -> Cow<'static, str> {
        self.0
    }
}

const fn is_valid(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'-') {
            return false;
        }
        at += 1;
    }
    at > 0
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(name: &str) -> Result<Self, FormatError> {
        if is_valid(name) { Ok(Self(Cow::Owned(name.to_owned()))) } else { Err(FormatError(name.to_owned())) }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the name of a format: names consist of a to z, digits and hyphens", self.0)
    }
}

impl Error for FormatError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_consists_of_letters_digits_and_hyphens() {
        assert_eq!("pdf".parse(), Ok(Format::PDF));
        assert_eq!("plain-2".parse::<Format>().unwrap().to_string(), "plain-2");
        for name in ["", "PDF", "a b", "../x", "é"] {
            assert!(name.parse::<Format>().is_err(), "{name}");
        }
    }
}
