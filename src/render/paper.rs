//! Paper sizes.

use crate::{
    theme::Length,
    value::{ValueError, by_name},
};
use serde::Serialize;
use std::str::FromStr;

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 14 inches.
    Legal,
    /// Any other size, in thousandths of a point.
    Custom {
        /// Width.
        width: u32,
        /// Height.
        height: u32,
    },
}

/// The minimum and maximum side of a paper, in points: wide enough for words, and within the limits of PDF (ISO
/// 32000-1, annex C).
const SIDES: std::ops::RangeInclusive<f32> = 198.4..=14_400.0;

impl Paper {
    /// All named sizes.
    pub const ALL: [(&'static str, Self); 4] =
        [("a4", Self::A4), ("letter", Self::Letter), ("a5", Self::A5), ("legal", Self::Legal)];

    /// Returns width and height in points.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
            Self::A5 => (419.528, 595.276),
            Self::Legal => (612.0, 1008.0),
            Self::Custom { width, height } => (width as f32 / 1000.0, height as f32 / 1000.0),
        }
    }
}

impl FromStr for Paper {
    type Err = ValueError;

    /// Parses a name, or width by height: `6inx9in`, `17×24cm`.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let unknown = match by_name(text, "a paper", &Self::ALL) {
            Ok(paper) => return Ok(paper),
            Err(unknown) => unknown.or("give its size, such as `6inx9in`"),
        };
        let (width, height) = text.split_once(['x', '×']).ok_or(unknown)?;
        // one unit after both sides is enough
        let unit = height.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let bare = width.trim().ends_with(|c: char| c.is_ascii_digit());
        let width = if bare { format!("{}{unit}", width.trim()) } else { width.to_owned() };
        Ok(Self::Custom { width: side(&width)?, height: side(height)? })
    }
}

/// Parses a side; returns thousandths of a point.
fn side(text: &str) -> Result<u32, ValueError> {
    let help = "write a number with mm, cm, in or pt, such as `17cm`";
    let wrong = || ValueError::malformed(text, "a side of a paper", help);
    let points = match text.parse::<Length>().map_err(|_| wrong())? {
        Length::Points(points) => points,
        Length::Em(_) | Length::Percent(_) => return Err(wrong()),
    };
    if SIDES.contains(&points) {
        Ok((points * 1000.0).round() as u32)
    } else {
        Err(ValueError::malformed(text, "a size of paper", "a side is 7 cm to 5 m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_named_or_measured() {
        assert_eq!("Letter".parse(), Ok(Paper::Letter));
        assert_eq!("6inx9in".parse(), Ok(Paper::Custom { width: 432_000, height: 648_000 }));
        assert_eq!("6x9in".parse::<Paper>(), "6inx9in".parse());
        assert!("7cmx14cm".parse::<Paper>().is_ok());
        for wrong in ["a3a", "6x9", "1mmx9in", "2emx9in", "6in"] {
            assert!(wrong.parse::<Paper>().is_err(), "{wrong}");
        }
    }
}
