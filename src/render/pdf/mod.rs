//! PDF: the printed handout.
//!
//! Two halves that meet in [`document::Document`]: `compose` turns the AST into pages of positioned
//! glyphs and a structure tree, by way of [`crate::typeset`]; `write` turns those into the bytes of a
//! tagged, archivable PDF (PDF/UA-1, PDF/A-2a).

#[expect(dead_code, reason = "composing and writing are built in their own commits")]
mod document;
#[expect(dead_code, reason = "composing and writing are built in their own commits")]
mod structure;

use super::{Context, RenderError, Rendered, Renderer};
use crate::resolve::Resolved;

/// The PDF renderer.
#[derive(Debug, Default)]
pub(super) struct Pdf;

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
        let _ = (article, context.env, context.options);
        Ok(Rendered::default())
    }
}
