//! Text colors: no format shows them, so their meaning must be given in words.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};

/// Values without meaning, which are the defaults of pages.
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

/// Returns whether a `style` attribute sets a text or background color.
pub(in crate::read) fn has_color(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let name = name.trim().to_ascii_lowercase();
        matches!(name.as_str(), "color" | "background" | "background-color") && is_own(value)
    })
}

/// Returns whether a value is a color that may carry meaning.
pub(in crate::read) fn is_own(value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let value = value.trim_end_matches("!important");
    !value.is_empty() && !PLAIN.contains(&value)
}

/// Returns a warning about dropped colors, at the first position.
pub(in crate::read) fn reported(places: &[Span]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let more = match others.len() {
        0 => String::new(),
        1 => ", here and in one more place".to_owned(),
        count => format!(", here and in {count} more places"),
    };
    let message = format!("the color of text is left out{more}");
    Some(Diagnostic::new(Code::MarkupAsText, message).at(*first).help("say in words what the color means"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_color_with_meaning_counts() {
        for style in ["color: red", "font-size:9pt; COLOR:#c00 !important", "background: yellow"] {
            assert!(has_color(style), "{style}");
        }
        for style in
            ["", "color: inherit", "color: rgb(0, 0, 0)", "border-color: red", "background:none", "direction:rtl"]
        {
            assert!(!has_color(style), "{style}");
        }
    }
}
