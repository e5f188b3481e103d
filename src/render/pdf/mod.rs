//! PDF: the printed handout.

use super::{Context, RenderError, Rendered, Renderer};
use crate::resolve::Resolved;

/// PDF: the printed handout.
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
