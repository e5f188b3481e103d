//! The list of renderers.

use super::{Format, Renderer, epub::Epub, faces::Faces, html::Html, markdown::Markdown, pdf::Pdf, text::PlainText};
use std::sync::Arc;

/// The renderers that a conversion may use, in order.
#[derive(Clone)]
pub struct Registry {
    renderers: Vec<Arc<dyn Renderer>>,
}

impl Registry {
    /// Returns the built-in renderers. A new one needs a folder and a line here.
    #[must_use]
    pub fn builtin() -> Self {
        let faces = Faces::default();
        Self {
            renderers: vec![
                Arc::new(Pdf::new(faces.clone())),
                Arc::new(Epub::new(faces)),
                Arc::new(PlainText),
                Arc::new(Html),
                Arc::new(Markdown),
                #[cfg(feature = "docx")]
                Arc::new(super::docx::Docx),
            ],
        }
    }

    /// Adds a renderer, or replaces the one of the same format.
    #[must_use]
    pub fn with(mut self, renderer: impl Renderer + 'static) -> Self {
        self.renderers.retain(|known| known.format() != renderer.format());
        self.renderers.push(Arc::new(renderer));
        self
    }

    /// Returns a renderer by its format.
    #[must_use]
    pub fn get(&self, format: &Format) -> Option<&dyn Renderer> {
        self.iter().find(|renderer| renderer.format() == *format)
    }

    /// Returns all renderers, in order.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Renderer> {
        self.renderers.iter().map(AsRef::as_ref)
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::builtin()
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(Renderer::format)).finish()
    }
}
