//! Quotation marks by language.

use crate::article::Lang;

/// The marks of a language: double and single, opening and closing.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Quotes {
    pub(in crate::read) double: (&'static str, &'static str),
    pub(in crate::read) single: (&'static str, &'static str),
}

impl Quotes {
    /// The marks of a language; English ones when it is not known.
    pub(in crate::read) fn of(lang: Option<&Lang>) -> Self {
        let tag = lang.map(|lang| lang.as_str().to_ascii_lowercase()).unwrap_or_default();
        let primary = lang.map(Lang::primary).unwrap_or_default();
        let (double, single) = match primary.as_str() {
            "de" if tag.ends_with("-ch") => (("«", "»"), ("‹", "›")),
            "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" | "et" => (("„", "“"), ("‚", "‘")),
            "fr" => (("«\u{202f}", "\u{202f}»"), ("“", "”")),
            "es" | "it" | "pt" | "ca" | "el" | "no" | "nb" | "nn" if tag != "pt-br" => (("«", "»"), ("“", "”")),
            "ru" | "uk" | "be" => (("«", "»"), ("„", "“")),
            "pl" | "ro" | "hu" | "hr" => (("„", "”"), ("‚", "’")),
            "sv" | "fi" => (("”", "”"), ("’", "’")),
            "da" => (("»", "«"), ("›", "‹")),
            "ja" => (("「", "」"), ("『", "』")),
            _ => (("“", "”"), ("‘", "’")),
        };
        Self { double, single }
    }
}
