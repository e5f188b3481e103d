//! Settings of a paragraph.

use super::{linebreak::Fit, page::Owner};

/// The alignment of lines in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Alignment {
    /// At the start edge.
    #[default]
    Start,
    /// Centered.
    Center,
    /// At the end edge.
    End,
}

/// Settings of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    /// The width of lines in points.
    pub(crate) measure: f32,
    /// The indent of the first line, in points.
    pub(crate) first_indent: f32,
    /// The number of lines with this indent: 1, or more next to a drop cap.
    pub(crate) firsts: usize,
    /// The indent of continuation lines, in points: those after the first line and its forced breaks.
    pub(crate) hanging: f32,
    /// The distance between baselines in points.
    pub(crate) leading: f32,
    /// The criterion for good lines.
    pub(crate) fit: Fit,
    /// The alignment of lines.
    pub(crate) alignment: Alignment,
    /// Whether the paragraph runs right to left.
    pub(crate) rtl: bool,
    /// The owner of decorations: underlines, strikethroughs.
    pub(crate) decoration: Owner,
}
