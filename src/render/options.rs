//! What the user may ask of renderers.

use super::{paper::Paper, pdf::PdfStandard, text::TextOptions};
use crate::theme::Theme;
use std::sync::Arc;

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
    /// Whether the EPUB lists the pages of the PDF, when both are made.
    pub page_list: bool,
    /// Whether the pictures of the PDF are in shades of grey.
    pub greyscale: bool,
}

impl Default for Options {
    fn default() -> Self {
        let (theme, paper) = (Theme::clinic(), Paper::default());
        let (pdf_standard, text) = (PdfStandard::default(), TextOptions::default());
        Self { theme, paper, pdf_standard, text, page_list: false, greyscale: false }
    }
}
