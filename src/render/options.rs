//! The options of renderers.

use super::{paper::Paper, pdf::PdfStandard, text::TextOptions};
use crate::{article::PageCount, theme::Theme};
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The options of all renderers; each uses those that it needs. Start from [`Options::default`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Options {
    /// The theme.
    #[serde(serialize_with = "theme")]
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
    /// The number of pages that the PDF of every article should fit on, overriding theirs.
    pub fit: Option<PageCount>,
    /// The number of pages for articles that do not set it.
    pub usual_fit: Option<PageCount>,
    /// Whether spaces to fill in become form fields in the PDF, for all articles, overriding theirs.
    pub fillable: Option<bool>,
    /// Whether they do in articles that do not set it.
    pub usual_fillable: Option<bool>,
}

fn theme<S: Serializer>(theme: &Arc<Theme>, serializer: S) -> Result<S::Ok, S::Error> {
    theme.serialize(serializer)
}

impl Default for Options {
    fn default() -> Self {
        let (theme, paper) = (Theme::clinic(), Paper::default());
        let (pdf_standard, text) = (PdfStandard::default(), TextOptions::default());
        Self {
            theme,
            paper,
            pdf_standard,
            text,
            page_list: false,
            greyscale: false,
            fit: None,
            usual_fit: None,
            fillable: None,
            usual_fillable: None,
        }
    }
}

impl Options {
    /// Sets the theme.
    #[must_use]
    pub fn theme(mut self, theme: Arc<Theme>) -> Self {
        self.theme = theme;
        self
    }

    /// Sets the paper size of the PDF.
    #[must_use]
    pub fn paper(mut self, paper: Paper) -> Self {
        self.paper = paper;
        self
    }

    /// Sets the standards that the PDF conforms to.
    #[must_use]
    pub fn pdf_standard(mut self, pdf_standard: PdfStandard) -> Self {
        self.pdf_standard = pdf_standard;
        self
    }

    /// Sets the layout of plain text.
    #[must_use]
    pub fn text(mut self, text: TextOptions) -> Self {
        self.text = text;
        self
    }

    /// Sets whether the EPUB lists the pages of the PDF, if both are made.
    #[must_use]
    pub fn page_list(mut self, page_list: bool) -> Self {
        self.page_list = page_list;
        self
    }

    /// Sets whether the pictures of the PDF are in grayscale.
    #[must_use]
    pub fn greyscale(mut self, greyscale: bool) -> Self {
        self.greyscale = greyscale;
        self
    }

    /// Sets the number of pages that the PDF should fit on: for all articles, and for those that do not set it.
    #[must_use]
    pub fn fit(mut self, fit: Option<PageCount>, usual: Option<PageCount>) -> Self {
        (self.fit, self.usual_fit) = (fit, usual);
        self
    }

    /// Sets whether spaces to fill in become form fields in the PDF: for all articles, and for those that do not set
    /// it.
    #[must_use]
    pub fn fillable(mut self, fillable: Option<bool>, usual: Option<bool>) -> Self {
        (self.fillable, self.usual_fillable) = (fillable, usual);
        self
    }
}
