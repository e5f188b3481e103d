//! Captions of tables and figures.

use super::builder::Builder;
use crate::{
    article::{Caption, Inline},
    read::common::captions::take_label,
};

impl Builder<'_> {
    /// Returns the caption of the next table or figure, or `None` if it has no text.
    pub(super) fn caption(&mut self, kind: &str, mut content: Vec<Inline>) -> Option<Caption> {
        let span = content.first()?.span();
        let count = if kind == "table" { &mut self.captions.tables } else { &mut self.captions.figures };
        *count += 1;
        if let Some(label) = take_label(&mut content, kind, *count) {
            self.markers.push((span, label));
        }
        Some(Caption { label: None, content })
    }
}
