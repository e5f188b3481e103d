//! Colours as `#rrggbb`.

use crate::typeset::Color;
use serde::{Deserialize, Deserializer, de::Error as _};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text)
        .ok_or_else(|| D::Error::custom(format!("`{text}` is not a colour: write `#rrggbb`, such as `#124b74`")))
}

fn parse(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Color::rgb(part(0)?, part(2)?, part(4)?))
}
