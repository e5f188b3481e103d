//! The options of plain text.

use crate::value::{ValueError, by_name};
use serde::Serialize;
use std::str::FromStr;

/// The layout of plain text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TextOptions {
    /// The width of lines.
    pub width: TextWidth,
    /// Where the addresses of links are shown.
    pub links: TextLinks,
    /// For screen readers: no columns and no underlines; tables become `header: value` records.
    pub linear: bool,
    /// Whether only ASCII characters are used; characters without an ASCII spelling become `?` and are reported.
    pub ascii: bool,
    /// Whether lines start with an invisible direction mark, for viewers that do not detect the direction; not in
    /// ASCII.
    pub bidi_marks: bool,
    /// Whether lines end in CR LF instead of LF.
    pub crlf: bool,
}

/// The width of lines of plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TextWidth {
    /// At most this many columns; longer words exceed the limit instead of being cut.
    Columns(u16),
    /// One line per paragraph, for portals that wrap text themselves. Tables become records.
    Unlimited,
}

impl Default for TextWidth {
    fn default() -> Self {
        Self::Columns(72)
    }
}

impl FromStr for TextWidth {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        match (text, text.parse::<u16>()) {
            ("none", _) => Ok(Self::Unlimited),
            (_, Ok(columns)) if columns >= 20 => Ok(Self::Columns(columns)),
            _ => Err(ValueError::malformed(text, "a width", "give 20 or more columns, or `none`")),
        }
    }
}

/// Where plain text shows the addresses of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum TextLinks {
    /// As the theme prints them.
    #[default]
    Printed,
    /// `words <1>`, and the addresses by number at the end.
    Numbered,
    /// `words <https://example.org>`.
    Inline,
    /// Only the words; each lost address is reported.
    Bare,
}

impl TextLinks {
    /// All choices, by name.
    pub const ALL: [(&'static str, Self); 4] =
        [("printed", Self::Printed), ("numbered", Self::Numbered), ("inline", Self::Inline), ("bare", Self::Bare)];
}

impl FromStr for TextLinks {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        by_name(text, "a way to show links", &Self::ALL)
    }
}
