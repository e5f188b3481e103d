//! Quotation marks by language, from CLDR 48 (`delimiters`), except where the press of the language uses others:
//! European Spanish, nested French quotations, Arabic, Danish, Dutch.

use crate::article::Lang;

/// The quotation marks of a language: double and single, each opening and closing.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Quotes {
    pub(in crate::read) double: (&'static str, &'static str),
    pub(in crate::read) single: (&'static str, &'static str),
    /// Whether the script has no spaces between words, so that opening and closing marks can only be told apart by
    /// alternation.
    pub(in crate::read) by_turns: bool,
    /// The characters for a double and a single mark between letters: abbreviation signs in Hebrew (`ד״ר`, `ג׳ל`).
    pub(in crate::read) inside: Option<(&'static str, &'static str)>,
}

/// Regions that use European Spanish.
const SPAIN: [&str; 3] = ["es", "gq", "ea"];

impl Quotes {
    /// Returns the marks of a language, or the English ones if it is unknown.
    pub(in crate::read) fn of(lang: Option<&Lang>) -> Self {
        let tag = lang.map(|lang| lang.as_str().to_ascii_lowercase()).unwrap_or_default();
        let primary = lang.map(Lang::primary).unwrap_or_default();
        let (double, single) = match primary.as_str() {
            "de" | "fr" | "it" if tag.ends_with("-ch") => (("«", "»"), ("‹", "›")),
            "de" | "cs" | "sk" | "sl" | "bg" | "hr" | "is" | "lt" | "et" => (("„", "“"), ("‚", "‘")),
            "fr" => (("«\u{202f}", "\u{202f}»"), ("“", "”")),
            "es" if spain(&tag) => (("«", "»"), ("“", "”")),
            "pt" if tag.contains('-') && !tag.ends_with("-br") => (("«", "»"), ("“", "”")),
            // Arabic uses guillemets, as in its press, because they are mirrored while CLDR's marks are not (UAX 9
            // L4).
            "ar" | "it" | "ca" | "el" | "no" | "nb" | "nn" => (("«", "»"), ("“", "”")),
            "fa" => (("«", "»"), ("‹", "›")),
            "ur" => (("”", "“"), ("’", "‘")),
            "he" | "iw" => (("”", "”"), ("’", "’")),
            "ru" | "uk" | "be" => (("«", "»"), ("„", "“")),
            "ht" => (("«", "»"), ("“", "”")),
            "pl" | "ro" => (("„", "”"), ("«", "»")),
            "hu" => (("„", "”"), ("»", "«")),
            "sv" | "fi" => (("”", "”"), ("’", "’")),
            "da" => (("»", "«"), ("›", "‹")),
            "ja" => (("「", "」"), ("『", "』")),
            "zh" | "yue" | "cmn" if traditional(&tag) => (("「", "」"), ("『", "』")),
            _ => (("“", "”"), ("‘", "’")),
        };
        let by_turns = matches!(primary.as_str(), "ja" | "zh" | "yue" | "cmn" | "th" | "km" | "lo" | "my");
        let inside = matches!(primary.as_str(), "he" | "iw" | "yi").then_some(("״", "׳"));
        Self { double, single, by_turns, inside }
    }
}

/// Returns whether a tag is Spanish without a region or of Spain; Latin America (CLDR `es-419`) uses English marks.
fn spain(tag: &str) -> bool {
    let mut regions = tag.split('-').skip(1).filter(|subtag| matches!(subtag.len(), 2 | 3)).peekable();
    regions.peek().is_none_or(|region| SPAIN.contains(region))
}

fn traditional(tag: &str) -> bool {
    let has = |wanted: &str| tag.split('-').any(|subtag| subtag == wanted);
    has("hant") || (!has("hans") && ["tw", "hk", "mo", "yue"].into_iter().any(has))
}
