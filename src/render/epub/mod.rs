//! EPUB 3.3.

use super::{Context, RenderError, Rendered, Renderer};
use crate::resolve::Resolved;

/// EPUB 3.3.
#[derive(Debug, Default)]
pub(super) struct Epub;

impl Renderer for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn description(&self) -> &'static str {
        "an ebook for Kobo, Apple Books, Kindle and phones"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let _ = (article, context.env, context.options);
        Ok(Rendered::default())
    }
}
