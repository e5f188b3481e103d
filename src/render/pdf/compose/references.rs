//! The bibliography: labels in the margin, entries next to them, and backlinks if the theme has them.

use super::{
    Column, Composer,
    inline::{Look, Place},
    list::LABEL_GAP,
};
use crate::{
    article::{Inline, Reference, Scope, Target},
    render::pdf::structure::{ListNumbering, NodeId, Role},
    typeset::{
        Text,
        flow::{Node, between_items},
    },
};

impl Composer<'_> {
    pub(super) fn bibliography(&mut self, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let list = self.structure.child(parent, Role::L);
        self.structure.attributes(list).numbering = Some(ListNumbering::Decimal);
        let article = self.article;
        let hanging = self.entry_inset();
        for (at, entry) in article.references.iter().enumerate() {
            if at > 0 {
                nodes.push(Node::Break(between_items(at, article.references.len())));
                nodes.push(Node::Space(self.sheet.loose_gap() * 0.6));
            }
            self.entry(entry, hanging, column, list, nodes);
        }
    }

    /// Returns the indent of entries: enough for the widest label. Without labels, entries have a hanging indent.
    fn entry_inset(&mut self) -> f32 {
        const LEAST: f32 = 26.0;
        const UNLABELLED: f32 = 18.0;
        let article = self.article;
        let look = Look { tabular: true, ..Look::new(self.sheet.references, self.sheet.colors.ink) };
        let widths = article.references.iter().filter_map(|entry| entry.label.as_deref());
        let widest = widths
            .map(|label| self.words_extent(label, look).most)
            .fold(None, |widest: Option<f32>, width| Some(widest.map_or(width, |widest| widest.max(width))));
        widest.map_or(UNLABELLED, |widest| (widest + LABEL_GAP).max(LEAST))
    }

    fn entry(&mut self, entry: &Reference, hanging: f32, column: Column, list: NodeId, nodes: &mut Vec<Node>) {
        let item = self.structure.child(list, Role::LI);
        let label = entry.label.as_ref().map(|label| (label, self.structure.child(item, Role::Lbl)));
        let body = self.structure.child(item, Role::LBody);
        let words = self.structure.child(body, Role::BibEntry);
        self.structure.attributes(words).lang.clone_from(&entry.lang);
        let look = Look::new(self.sheet.references, self.sheet.colors.ink);
        let mut text = self.entry_text(entry, look, words);
        self.back_link(entry, look, &mut Place { text: &mut text, node: body, link: None });
        let leading = self.sheet.references.leading;
        let inner = column.inset(hanging, 0.0);
        // without a label, the first line hangs
        let indent = if label.is_some() { 0.0 } else { -hanging };
        let setting = crate::typeset::Setting { first_indent: indent, ..self.setting(inner, leading) };
        let first = nodes.len();
        self.set(&text, &setting, inner.x, nodes);
        super::figure::keep_together(&mut nodes[first..]);
        if let Some((label, node)) = label {
            let look = Look { tabular: true, ..look };
            let text = self.text(&[Inline::words(label.as_str())], look, node);
            let hung = self.hung_label(&text, column.part(0.0, hanging), leading);
            self.hang(hung, first, nodes);
        }
        self.land(entry.anchor.as_ref(), first, nodes);
    }

    /// Returns the text of an entry, which may be in its own language.
    fn entry_text(&mut self, entry: &Reference, look: Look, node: NodeId) -> Text {
        let scope = Scope { lang: entry.lang.clone(), ..Scope::default() };
        let mut text = Text::new();
        let mut place = Place { text: &mut text, node, link: None };
        self.in_language(entry.lang.as_ref(), |composer| {
            composer.isolated(&scope, look, &mut place, |composer, place| {
                composer.inlines(&entry.content, look, place);
            });
        });
        text
    }

    /// Adds a backlink to the first citation, if the theme has them in print.
    fn back_link(&mut self, entry: &Reference, look: Look, place: &mut Place<'_>) {
        let Some(anchor) = entry.cited_from.first().filter(|_| self.sheet.has_back_links()) else { return };
        // an arrow starts no line
        self.words("\u{a0}", look, place);
        let label = entry.label.as_deref().unwrap_or_default().trim_end_matches('.');
        let description = format!("{}: {label}", self.locale.back_to_text);
        let look = Look { color: self.sheet.colors.accent, ..look };
        self.linked(&Target::Anchor(anchor.clone()), &description, &[Inline::words("↑")], look, place);
    }
}
