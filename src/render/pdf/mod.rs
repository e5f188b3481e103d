//! PDF: the printed handout.
//!
//! Two halves that meet in [`document::Document`]: [`compose`] turns the AST into pages of positioned
//! glyphs and a structure tree, by way of [`crate::typeset`]; [`write`] turns those into the bytes of a
//! tagged, archivable PDF (PDF/UA-1, PDF/A-2a).

mod compose;
mod document;
mod standard;
mod structure;
mod write;

pub use standard::PdfStandard;

use super::{Context, Options, RenderError, Rendered, Renderer, animated};
use crate::{
    resolve::Resolved,
    typeset::{Fonts, Shaper},
};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The PDF renderer. It parses its fonts once, and remembers shaped words from article to article.
#[derive(Debug, Default)]
pub(super) struct Pdf {
    fonts: OnceLock<Fonts>,
    /// Shapers that no thread uses just now.
    shapers: Mutex<Vec<Shaper>>,
}

impl Renderer for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn description(&self) -> &'static str {
        "a printable, tagged document for paper and screen readers"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let fonts = self.fonts.get_or_init(|| Fonts::new(context.env.fonts()));
        let mut shaper = self.shapers.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let composed = compose::compose(article, fonts, &mut shaper, &context.options.theme, context.options.paper);
        self.shapers.lock().unwrap_or_else(PoisonError::into_inner).push(shaper);
        let (mut document, mut diagnostics) = composed?;
        diagnostics.extend(animated::losses(article, "PDF", |_| true));
        let pages = std::mem::take(&mut document.map);
        let pictures = |key: &str| article.picture(key);
        let Options { pdf_standard, greyscale, .. } = *context.options;
        let bytes = write::write(document, fonts, &pictures, context.env.timestamp(), pdf_standard, greyscale)?;
        Ok(Rendered { bytes, diagnostics, pages: Some(pages) })
    }
}
