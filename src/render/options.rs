//! The options of renderers.

use super::{paper::Paper, pdf::PdfStandard, text::TextOptions};
use crate::theme::Theme;
use std::sync::Arc;

/// The options of all renderers; each uses those that concern it.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The theme.
    pub theme: Arc<Theme>,
    /// The paper size of the PDF.
    pub paper: Paper,
    /// The standard that the PDF conforms to.
    pub pdf_standard: PdfStandard,
    /// The layout of plain text.
    pub text: TextOptions,
    /// Whether the EPUB lists the pages of the PDF, if both are made.
    pub page_list: bool,
    /// Whether the pictures of the PDF are in grayscale.
    pub greyscale: bool,
}

impl Default for Options {
    fn default() -> Self {
        let (theme, paper) = (Theme::clinic(), Paper::default());
        let (pdf_standard, text) = (PdfStandard::default(), TextOptions::default());
        Self { theme, paper, pdf_standard, text, page_list: false, greyscale: false }
    }
}
