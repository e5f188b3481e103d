//! Attributes in braces, as in pandoc: `{#fig:dose .wide width=60% title="One dose"}`.

use crate::article::{Anchor, Inline, Numerals, Width};

/// The class of a span in small capitals, as in pandoc.
pub(crate) const SMALL_CAPS: &str = "smallcaps";

/// Returns the class for a list's numerals, named as in CSS; empty for decimal.
pub(crate) fn numerals_class(numerals: Numerals) -> &'static str {
    match numerals {
        Numerals::Decimal => "",
        Numerals::LowerAlpha => "lower-alpha",
        Numerals::UpperAlpha => "upper-alpha",
        Numerals::LowerRoman => "lower-roman",
        Numerals::UpperRoman => "upper-roman",
    }
}

/// The attributes in braces.
#[derive(Debug, Default, Clone, PartialEq)]
pub(in crate::read) struct Attributes {
    pub(in crate::read) anchor: Option<Anchor>,
    pub(in crate::read) classes: Vec<String>,
    pub(in crate::read) values: Vec<(String, String)>,
}

impl Attributes {
    /// Returns the value of a key, or an empty string.
    pub(in crate::read) fn value(&self, key: &str) -> String {
        self.values.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Returns the width: a percentage or a CSS length, where a bare number is pixels.
    pub(in crate::read) fn width(&self) -> Option<Width> {
        let value = self.value("width");
        let value = value.trim();
        let unit = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
        let number = value[..unit].parse::<f32>().ok()?;
        let points = match value[unit..].trim() {
            // The casts are checked to be in range.
            "%" => return (1.0..=100.0).contains(&number).then(|| Width::Percent(number.round() as u8)),
            "" | "px" => number * 0.75,
            "pt" => number,
            "mm" => number * 72.0 / 25.4,
            "cm" => number * 72.0 / 2.54,
            "in" => number * 72.0,
            "em" | "rem" => number * 12.0,
            _ => return None,
        };
        (1.0..5000.0).contains(&points).then(|| Width::Points { points: points.round() as u16 })
    }
}

/// Parses `{…}`. Returns `None` if the braces contain anything but attributes.
pub(in crate::read) fn parse(text: &str) -> Option<Attributes> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut found = Attributes::default();
    for word in words(inside) {
        if let Some(id) = word.strip_prefix('#') {
            found.anchor = Some(Anchor::new(id));
        } else if let Some(class) = word.strip_prefix('.') {
            found.classes.push(class.to_owned());
        } else {
            let (key, value) = word.split_once('=')?;
            found.values.push((key.to_owned(), unquoted(value)));
        }
    }
    (!inside.trim().is_empty()).then_some(found)
}

/// Removes the quotation marks around a value and the backslashes before those inside it.
fn unquoted(value: &str) -> String {
    let inside = value.strip_prefix(is_quote).and_then(|rest| rest.strip_suffix(is_quote));
    inside.map_or_else(|| value.trim_matches(is_quote).to_owned(), |inside| inside.replace("\\\"", "\""))
}

/// Returns whether a character is a quotation mark. In prose they are already curly when braces are parsed.
pub(in crate::read) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '„')
}

/// Splits at white space outside quotation marks.
pub(in crate::read) fn words(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text.split(move |c: char| {
        quoted ^= is_quote(c) && !escaped;
        escaped = c == '\\' && !escaped;
        !quoted && c.is_whitespace()
    });
    parts.filter(|word| !word.is_empty())
}

/// Removes attributes from the end of a line and returns them. A line that contains nothing else is unchanged.
pub(in crate::read) fn take_end(content: &mut Vec<Inline>) -> Option<Attributes> {
    let several = content.len() > 1;
    let Some(Inline::Text(last)) = content.last_mut() else { return None };
    let at = last.text.rfind('{')?;
    let found = parse(&last.text[at..])?;
    let words = last.text[..at].trim_end().len();
    if words == 0 && !several {
        return None;
    }
    last.text.truncate(words);
    if last.text.is_empty() {
        content.pop();
    }
    Some(found)
}
