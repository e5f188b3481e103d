//! Lengths with units.

use crate::value::ValueError;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::str::FromStr;

/// A length.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Length {
    /// Points, 1/72 inch.
    Points(f32),
    /// A multiple of the body size.
    Em(f32),
    /// A percentage of the page width.
    Percent(f32),
}

/// Points per unit.
const UNITS: [(&str, f32); 4] = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];

impl Length {
    /// Returns the length in points, `em` being the body's size and `width` the page's width in points.
    #[must_use]
    pub fn points(self, em: f32, width: f32) -> f32 {
        match self {
            Self::Points(points) => points,
            Self::Em(ems) => ems * em,
            Self::Percent(percent) => percent / 100.0 * width,
        }
    }
}

impl FromStr for Length {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let wrong =
            || ValueError::malformed(text, "a length", "write a number with pt, mm, cm, in, em or %, such as `12pt`");
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        let value: f32 = number.trim().parse().map_err(|_| wrong())?;
        if !value.is_finite() || value < 0.0 {
            return Err(wrong());
        }
        match &text[number.len()..] {
            "em" => Ok(Self::Em(value)),
            "%" => Ok(Self::Percent(value)),
            unit => {
                let known = UNITS.iter().find(|(name, _)| *name == unit);
                known.map(|(_, points)| Self::Points(value * points)).ok_or_else(wrong)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A bare number is reported as a length without its unit.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Number(f64),
            Other(serde::de::IgnoredAny),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Number(number) => number.to_string(),
            Written::Other(_) => String::new(),
        };
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_know_their_units() {
        let points = |text: &str| text.parse::<Length>().map(|length| length.points(10.0, 200.0));
        assert_eq!(points("12pt"), Ok(12.0));
        assert_eq!(points("1in"), Ok(72.0));
        assert_eq!(points("25.4 mm"), Ok(72.0));
        assert_eq!(points("1.5em"), Ok(15.0));
        assert_eq!(points("10%"), Ok(20.0));
        for wrong in ["12", "px", "-1pt", "1e99pt", "12 furlongs"] {
            assert!(points(wrong).is_err(), "{wrong}");
        }
    }
}
