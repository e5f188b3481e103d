//! Attributes shared by the elements of styles and locales.

use super::Error;
use super::elements::*;
use super::output::{Display, Font};
use super::xml::Node;

/// Splits a list of values at white space.
pub(super) fn words(value: Option<&str>) -> impl Iterator<Item = &str> {
    value.unwrap_or_default().split_whitespace()
}

/// Parses the `cs:date-part` elements of a date in a style or a locale.
pub(super) fn date_parts(node: &Node) -> Result<Vec<DatePart>, Error> {
    let part = |node: &Node| {
        let name = match node.attribute("name") {
            Some("year") => DatePartName::Year,
            Some("month") => DatePartName::Month,
            Some("day") => DatePartName::Day,
            other => return Err(Error::new(format!("unknown date part `{}`", other.unwrap_or_default()))),
        };
        let form = match (node.attribute("form"), name) {
            (Some("short"), _) => DatePartForm::Short,
            (Some("numeric"), _) => DatePartForm::Numeric,
            (Some("numeric-leading-zeros"), _) => DatePartForm::NumericLeadingZeros,
            (Some("ordinal"), _) => DatePartForm::Ordinal,
            (None, DatePartName::Day) => DatePartForm::Numeric,
            _ => DatePartForm::Long,
        };
        let range_delimiter = node.attribute("range-delimiter").map(str::to_string);
        Ok(DatePart { name, form, has_form: node.attribute("form").is_some(), range_delimiter, look: look(node) })
    };
    node.named("date-part").map(part).collect()
}

/// Parses the attributes that most elements share: affixes, formatting, text case, quotes and display.
pub(super) fn look(node: &Node) -> Look {
    let text = |name| node.attribute(name).unwrap_or_default().to_string();
    Look {
        prefix: text("prefix"),
        suffix: text("suffix"),
        fonts: FONTS
            .iter()
            .filter(|(name, value, _)| node.attribute(name) == Some(value))
            .map(|entry| entry.2)
            .collect(),
        text_case: match node.attribute("text-case") {
            Some("lowercase") => Some(TextCase::Lowercase),
            Some("uppercase") => Some(TextCase::Uppercase),
            Some("capitalize-first") => Some(TextCase::CapitalizeFirst),
            Some("capitalize-all") => Some(TextCase::CapitalizeAll),
            Some("title") => Some(TextCase::Title),
            Some("sentence") => Some(TextCase::Sentence),
            _ => None,
        },
        quotes: node.attribute("quotes") == Some("true"),
        strip_periods: node.attribute("strip-periods") == Some("true"),
        display: match node.attribute("display") {
            Some("block") => Some(Display::Block),
            Some("left-margin") => Some(Display::LeftMargin),
            Some("right-inline") => Some(Display::RightInline),
            Some("indent") => Some(Display::Indent),
            _ => None,
        },
    }
}

/// Attributes and values that change the font, outermost first.
const FONTS: &[(&str, &str, Font)] = &[
    ("vertical-align", "sup", Font::Superscript),
    ("vertical-align", "sub", Font::Subscript),
    ("vertical-align", "baseline", Font::Baseline),
    ("text-decoration", "underline", Font::Underline),
    ("text-decoration", "none", Font::NoUnderline),
    ("font-weight", "bold", Font::Bold),
    ("font-weight", "light", Font::Light),
    ("font-weight", "normal", Font::RegularWeight),
    ("font-variant", "small-caps", Font::SmallCaps),
    ("font-variant", "normal", Font::RegularCaps),
    ("font-style", "italic", Font::Italic),
    ("font-style", "oblique", Font::Italic),
    ("font-style", "normal", Font::Upright),
];
