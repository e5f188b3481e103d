//! Elements that a style sheet takes out of their line, so that their words are separate.

use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// Classes with a rule of their own that takes text out of its line.
#[derive(Debug, Default)]
pub(super) struct Boxes(HashSet<String>);

impl Boxes {
    /// Finds the classes in the style sheets of a page.
    pub(super) fn of(document: &Document) -> Self {
        let mut found = HashSet::new();
        for sheet in document.select("style").nodes() {
            let text = sheet.text();
            let rules = text.split('}').filter_map(|rule| rule.split_once('{')).filter(|(_, style)| is_away(style));
            let selectors = rules.flat_map(|(selectors, _)| selectors.split(','));
            found.extend(selectors.filter_map(|one| one.trim().strip_prefix('.')).map(str::to_owned));
        }
        Self(found)
    }

    /// Returns whether an element is out of its line, and more than an initial or a mark.
    pub(super) fn contains(&self, node: &NodeRef<'_>, classes: &str) -> bool {
        let away = node.attr("style").is_some_and(|style| is_away(&style))
            || classes.split_whitespace().any(|class| self.0.contains(class));
        away && node.text().chars().filter(|c| c.is_alphabetic()).nth(2).is_some()
    }
}

fn is_away(style: &str) -> bool {
    let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.any(|(name, value)| name.trim() == "position" && matches!(value.trim(), "absolute" | "fixed"))
}
