//! How a paragraph is set.

use super::{linebreak::Fit, page::Owner};

/// The alignment of lines in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Alignment {
    /// At the side where reading starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the side where reading ends.
    End,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    /// The width of lines in points.
    pub(crate) measure: f32,
    /// How far the first line starts in, in points.
    pub(crate) first_indent: f32,
    /// How many lines start in so far: 1, or more next to a large initial.
    pub(crate) firsts: usize,
    /// How far lines start in that go on with what the author broke into lines, in points: those after the first, and
    /// after a forced break.
    pub(crate) hanging: f32,
    /// Distance from baseline to baseline in points.
    pub(crate) leading: f32,
    /// What makes good lines.
    pub(crate) fit: Fit,
    /// The alignment of lines.
    pub(crate) alignment: Alignment,
    /// Whether the paragraph runs right to left.
    pub(crate) rtl: bool,
    /// The owner of what only decorates: underlines, strikes.
    pub(crate) decoration: Owner,
}
