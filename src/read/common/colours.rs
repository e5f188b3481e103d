//! Colours of words: no format shows them, and what they mean must be said in words.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};

/// Values that say nothing: those that pages have anyway.
const PLAIN: &[&str] = &[
    "inherit",
    "initial",
    "unset",
    "revert",
    "currentcolor",
    "transparent",
    "windowtext",
    "auto",
    "black",
    "#000",
    "#000000",
    "rgb(0,0,0)",
    "white",
    "#fff",
    "#ffffff",
    "rgb(255,255,255)",
    "none",
];

/// Whether a `style` attribute gives its words a colour, or a ground, of their own.
pub(in crate::read) fn has_colour(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let name = name.trim().to_ascii_lowercase();
        matches!(name.as_str(), "color" | "background" | "background-color") && is_own(value)
    })
}

/// Whether a value is a colour that says something.
pub(in crate::read) fn is_own(value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let value = value.trim_end_matches("!important");
    !value.is_empty() && !PLAIN.contains(&value)
}

/// What was left out, at the first place.
pub(in crate::read) fn reported(places: &[Span]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        1 => ", here and in one more place".to_owned(),
        count => format!(", here and in {count} more places"),
    };
    let message = format!("the colour of words is left out{more}");
    Some(Diagnostic::new(Code::MarkupAsText, message).at(*first).help("say in words what the colour means"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colour_that_says_something_counts() {
        for style in ["color: red", "font-size:9pt; COLOR:#c00 !important", "background: yellow"] {
            assert!(has_colour(style), "{style}");
        }
        for style in
            ["", "color: inherit", "color: rgb(0, 0, 0)", "border-color: red", "background:none", "direction:rtl"]
        {
            assert!(!has_colour(style), "{style}");
        }
    }
}
