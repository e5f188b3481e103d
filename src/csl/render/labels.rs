//! `cs:label` outside `cs:names`.

use super::renderer::Renderer;
use super::types::{Part, Rendered};
use crate::csl::elements::TermForm;
use crate::csl::elements::*;
use crate::csl::node::{Node, Tag};
use crate::csl::number;

impl<'a> Renderer<'a> {
    /// Renders the label of a number variable, unless the variable is empty.
    pub(super) fn label(&mut self, label: &'a Label) -> Rendered {
        if self.part == Part::NamesOnly || self.substituted.contains(&label.variable.as_str()) {
            return Rendered::default();
        }
        let item = self.work.item;
        let (term, value) = match label.variable.as_str() {
            "locator" => {
                let Some(cite) = self.place.map(|place| place.cite) else { return Rendered::default() };
                let kind = cite.label.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("page");
                (kind, cite.locator.as_deref().unwrap_or_default())
            }
            name => (name, item.get(name).unwrap_or_default()),
        };
        if value.is_empty() {
            return Rendered::default();
        }
        let plural = match label.plural {
            Plural::Always => true,
            Plural::Never => false,
            Plural::Contextual if term.starts_with("number-of-") => value.trim() != "1" && value.trim() != "0",
            Plural::Contextual => {
                number::is_plural(value, self.locales.term("and", TermForm::Long, false).unwrap_or("and"))
            }
        };
        // older locales and cites spell some locators with a space
        let spaced = || self.locales.term(&term.replace('-', " "), label.form, plural);
        let hyphened = || self.locales.term(&term.replace(' ', "-"), label.form, plural);
        let text = self.locales.term(term, label.form, plural).or_else(spaced).or_else(hyphened).unwrap_or_default();
        if text.is_empty() {
            return Rendered::default();
        }
        Rendered::neutral(
            self.styled(vec![Node::Tagged(Tag::Term, vec![Node::Text(text.replace('\'', "’"))])], &label.look),
        )
    }
}
