//! What the user may ask of renderers.

use super::{pdf::PdfStandard, text::TextOptions};
use crate::theme::Theme;
use std::{str::FromStr, sync::Arc};

/// Options of all renderers; each takes what concerns it.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The look of the page.
    pub theme: Arc<Theme>,
    /// The PDF's paper.
    pub paper: Paper,
    /// What the PDF claims to conform to.
    pub pdf_standard: PdfStandard,
    /// How plain text is laid out.
    pub text: TextOptions,
}

impl Default for Options {
    fn default() -> Self {
        let (theme, paper) = (Theme::clinic(), Paper::default());
        Self { theme, paper, pdf_standard: PdfStandard::default(), text: TextOptions::default() }
    }
}

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
}

impl Paper {
    /// Every paper, by name.
    pub const ALL: [(&'static str, Self); 4] =
        [("a4", Self::A4), ("letter", Self::Letter), ("a5", Self::A5), ("legal", Self::Legal)];

    /// Width and height in points.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
            Self::A5 => (419.528, 595.276),
            Self::Legal => (612.0, 1008.0),
        }
    }
}

impl FromStr for Paper {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        known.map(|&(_, paper)| paper).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            format!("`{text}` is not a paper: choose one of {names}")
        })
    }
}
