//! Colors in sRGB.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A color in sRGB, 0 to 255 per channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// Creates a color from its channels.
    #[must_use]
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// Mixes two colors; `part` is the share of the second, 0 to 1.
    #[must_use]
    pub fn mixed(self, to: Self, part: f32) -> Self {
        let mix = |from: u8, to: u8| (f32::from(from) + (f32::from(to) - f32::from(from)) * part).round() as u8;
        Self::rgb(mix(self.r, to.r), mix(self.g, to.g), mix(self.b, to.b))
    }

    /// Returns the contrast ratio of two colors, 1 to 21 (WCAG 2.2).
    pub(crate) fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Returns the relative luminance (WCAG 2.2).
    pub(crate) fn luminance(self) -> f32 {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.r) + 0.7152 * part(self.g) + 0.0722 * part(self.b)
    }

    /// Returns the color, lightened until text in it has a contrast of 4.5:1 on a dark background (WCAG 2.2, 1.4.3).
    pub(crate) fn lightened_on(self, ground: Self) -> Self {
        let steps = (0..=100).map(|step| self.mixed(Self::WHITE, step as f32 / 100.0));
        steps.into_iter().find(|color| color.contrast(ground) >= 4.5).unwrap_or(Self::WHITE)
    }

    /// Returns the grey in which a black-and-white printer prints the color (ITU-R BT.601).
    pub(crate) fn grey(self) -> Self {
        let value = 0.299 * f32::from(self.r) + 0.587 * f32::from(self.g) + 0.114 * f32::from(self.b);
        let value = value.round() as u8;
        Self::rgb(value, value, value)
    }

    /// Returns whether text in this color is readable on white, and white text on it, also when printed in grey (WCAG
    /// 2.2, 1.4.3).
    #[must_use]
    pub fn is_readable(self) -> bool {
        self.contrast(Self::WHITE) >= READABLE && self.grey().contrast(Self::WHITE) >= READABLE
    }

    /// Returns the color if it is readable, else the lightest one of the same hue that is.
    #[must_use]
    pub fn readable(self) -> Self {
        let darker = |percent: u16| {
            let scale = |channel: u8| (u16::from(channel) * percent / 100) as u8;
            Self::rgb(scale(self.r), scale(self.g), scale(self.b))
        };
        (0..=100).rev().map(darker).find(|color| color.is_readable()).unwrap_or(Self::BLACK)
    }

    /// Returns a tint of the color, as a background for text in the color.
    pub(crate) fn ground(self) -> Self {
        let is_sound = |tint: &Self| self.contrast(*tint) >= READABLE && self.grey().contrast(tint.grey()) >= READABLE;
        [0.12, 0.09, 0.06, 0.03]
            .into_iter()
            .map(|part| Self::WHITE.mixed(self, part))
            .find(is_sound)
            .unwrap_or(Self::WHITE)
    }

    /// Parses `#rrggbb`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self::rgb(channel(0)?, channel(2)?, channel(4)?))
    }
}

/// The minimum contrast between text and its background (WCAG 2.2, 1.4.3).
const READABLE: f32 = 4.5;

impl fmt::Display for Color {
    /// Writes `#rrggbb`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| D::Error::custom(format!("`{text}` is not a color: write `#rrggbb`, such as `#124b74`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_color_becomes_the_nearest_dark_one_of_its_hue() {
        let sea = Color::parse("#12a5b8").unwrap();
        assert!(!sea.is_readable());
        let dark = sea.readable();
        assert!(dark.is_readable() && dark.r < dark.g && dark.g < dark.b, "{dark}");
        assert!(dark.contrast(Color::WHITE) < 5.2, "{dark} is darker than needed");
        assert_eq!(dark.readable(), dark);
        for color in [dark, Color::BLACK, Color::parse("#124b74").unwrap()] {
            assert!(color.contrast(color.ground()) >= 4.5, "{color}");
        }
    }
}
