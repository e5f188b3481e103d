//! The style of formulas, and how it changes within them.

use crate::typeset::{Color, FaceId, TextStyle};

/// The style of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MathStyle {
    /// The math face, which has a MATH table.
    pub(crate) face: FaceId,
    /// The style of words in the formula, whose size is also that of the formula.
    pub(crate) words: TextStyle,
    /// Whether all of it is bold.
    pub(crate) bold: bool,
    /// Whether it is a display.
    pub(crate) display: bool,
    /// The size of scripts, relative to their base.
    pub(crate) script: f32,
}

impl MathStyle {
    pub(super) fn color(&self) -> Color {
        self.words.color
    }
}

/// The style of a part of a formula (The TeXbook, chapter 17).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Whether the spacing is that of displays.
    pub(super) display: bool,
    /// 0 for text, 1 for scripts, 2 for scripts of scripts.
    pub(super) level: u8,
    /// Whether superscripts are lower, as in a denominator.
    pub(super) cramped: bool,
}

impl Style {
    pub(super) fn cramped(self) -> Self {
        Self { cramped: true, ..self }
    }

    /// Returns the style of scripts.
    pub(super) fn script(self) -> Self {
        Self { display: false, level: (self.level + 1).min(2), ..self }
    }

    /// Returns the style of a numerator; a denominator is also cramped.
    pub(super) fn fraction(self) -> Self {
        if self.display { Self { display: false, ..self } } else { self.script() }
    }

    /// Returns the text style of the same level.
    pub(super) fn text(self) -> Self {
        Self { display: false, ..self }
    }
}
