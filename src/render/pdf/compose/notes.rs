//! Footnotes: set once, placed at the foot of the page that refers to them.

use super::{Column, Composer, figure::keep_together, inline::Look};
use crate::{
    article::{Inline, Target},
    render::pdf::structure::{Role, Structure},
    typeset::flow::stack,
};

impl Composer<'_> {
    /// Whether this is the first reference to a note: then its page shows it.
    pub(super) fn claim_note(&mut self, index: usize) -> bool {
        let first = self.notes.get(index).is_some_and(Option::is_none);
        if first {
            self.notes[index] = Some(Default::default());
            let note = self.set_note(index);
            self.notes[index] = Some(note);
        }
        first
    }

    fn set_note(&mut self, index: usize) -> crate::typeset::flow::VBox {
        const INDENT: f32 = 16.0;
        let column = Column { x: 0.0, width: self.column_width, rtl: self.rtl };
        let note = &self.article.notes[index];
        let parent = self.sections.last().map_or(Structure::ROOT, |(_, node)| *node);
        let node = self.structure.child(parent, Role::Note);
        let anchor = note.anchor.as_ref().map_or_else(|| format!("note-{index}"), ToString::to_string);
        self.structure.attributes(node).id = Some(anchor);
        let label = self.structure.child(node, Role::Lbl);
        let outer = std::mem::replace(&mut self.body_type, self.theme.fine);
        let mut nodes = Vec::new();
        self.blocks(&note.body, column.inset(INDENT, 0.0), node, &mut nodes);
        keep_together(&mut nodes);
        let number = note.number.unwrap_or_default().to_string();
        let look = Look { color: self.theme.accent, ..self.body() };
        let mut text = crate::typeset::Text::new();
        let mut place = super::inline::Place { text: &mut text, node: label, link: None };
        let content = [Inline::words(number.as_str())];
        match note.referred_from.first() {
            Some(back) => {
                let description = format!("{} ({number})", self.words.back_to_text);
                self.linked(&Target::Anchor(back.clone()), &description, &content, look, &mut place);
            }
            None => self.inlines(&content, look, &mut place),
        }
        let setting = self.setting(column.part(0.0, INDENT), self.theme.fine.leading);
        let mut hung = crate::typeset::flow::VBox::default();
        for line in self.setter.set(&text, &setting) {
            hung.absorb(crate::typeset::flow::VBox::of_line(line, column.part(0.0, INDENT).x), 0.0, 0.0);
        }
        self.hang(hung, 0, &mut nodes);
        self.land(note.anchor.as_ref(), 0, &mut nodes);
        self.body_type = outer;
        stack(nodes)
    }
}
