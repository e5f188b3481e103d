//! What the user may ask of plain text.

use std::str::FromStr;

/// How plain text is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextOptions {
    /// How wide lines may be.
    pub width: TextWidth,
    /// Where the addresses of links go.
    pub links: TextLinks,
    /// For screen readers: no columns and no underlines; tables become `header: value` records.
    pub linear: bool,
    /// ASCII characters only; what has no ASCII spelling becomes `?`, and a diagnostic says so.
    pub ascii: bool,
    /// Lines say which way they run by an invisible mark, for viewers that cannot tell; not in ASCII.
    pub bidi_marks: bool,
    /// Lines end in CR LF rather than LF.
    pub crlf: bool,
}

/// How wide lines of plain text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextWidth {
    /// At most so many columns; a longer word stands out rather than being cut.
    Columns(u16),
    /// One line a paragraph, for portals that wrap in a proportional face: tables become records there.
    Unlimited,
}

impl Default for TextWidth {
    fn default() -> Self {
        Self::Columns(72)
    }
}

impl FromStr for TextWidth {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.parse::<u16>()) {
            ("none", _) => Ok(Self::Unlimited),
            (_, Ok(columns)) if columns >= 20 => Ok(Self::Columns(columns)),
            _ => Err(format!("`{text}` is not a width: give 20 or more columns, or `none`")),
        }
    }
}

/// Where plain text shows the addresses of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextLinks {
    /// `words <1>`, and the addresses by number at the end.
    #[default]
    Numbered,
    /// `words <https://example.org>`.
    Inline,
    /// The words alone; the addresses are lost, and a diagnostic says so.
    Bare,
}

impl TextLinks {
    /// Every choice, by name.
    pub const ALL: [(&'static str, Self); 3] =
        [("numbered", Self::Numbered), ("inline", Self::Inline), ("bare", Self::Bare)];
}

impl FromStr for TextLinks {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        known.map(|&(_, links)| links).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            format!("`{text}` is not a way to show links: choose one of {names}")
        })
    }
}
