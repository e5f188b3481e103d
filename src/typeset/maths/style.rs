//! How formulas look, and how that changes within them.

use crate::typeset::{Color, FaceId, TextStyle};

/// How a formula looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MathStyle {
    /// The face with the table MATH.
    pub(crate) face: FaceId,
    /// Of words in the formula; its size is that of the formula.
    pub(crate) words: TextStyle,
    /// Whether all of it is bold.
    pub(crate) bold: bool,
    /// Whether it is a display.
    pub(crate) display: bool,
    /// The size of raised and lowered parts, by that of their base.
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
    /// Whether there is room above and below, as in displays.
    pub(super) display: bool,
    /// 0 for text, 1 for scripts, 2 for scripts of scripts.
    pub(super) level: u8,
    /// Whether raised parts are kept low, as below a line.
    pub(super) cramped: bool,
}

impl Style {
    pub(super) fn cramped(self) -> Self {
        Self { cramped: true, ..self }
    }

    /// Returns the style of raised and lowered parts.
    pub(super) fn script(self) -> Self {
        Self { display: false, level: (self.level + 1).min(2), ..self }
    }

    /// Returns the style of what is above a line; below it, it is cramped besides.
    pub(super) fn fraction(self) -> Self {
        if self.display { Self { display: false, ..self } } else { self.script() }
    }

    /// Returns the style of text at the same level.
    pub(super) fn text(self) -> Self {
        Self { display: false, ..self }
    }
}
