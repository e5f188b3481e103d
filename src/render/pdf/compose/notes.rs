//! Footnotes: set once, placed at the foot of the page that refers to them first.
//!
//! A note too long for a page's foot stands in the text instead, after the block that refers to it; so does one for
//! which the others of its paragraph leave no room.

use super::{
    Column, Composer,
    inline::{Look, Place},
};
use crate::{
    article::{Inline, Note, Target},
    render::pdf::structure::{NodeId, Role, Structure},
    typeset::{
        Alignment, Text,
        flow::{Node, VBox, penalty, stack},
    },
};

/// How far a note's words stand in from its number, in points; more where the number is long.
const INDENT: f32 = 16.0;
/// The least between a note's number and its words, in points.
const GAP: f32 = 4.0;
/// The part of the page that a note may take up and still stand at its foot.
const FOOT: f32 = 0.35;
/// The part of the page that all notes of one paragraph or row may take up.
const FEET: f32 = 0.6;

impl Composer<'_> {
    /// On the first reference to a note: sets it, and ties it to the line of the reference.
    pub(super) fn set_note(&mut self, index: usize, text: &mut Text) {
        let Some(slot @ None) = self.notes.get_mut(index) else { return };
        // Claimed before it is set: a note may refer to itself.
        *slot = Some(VBox::default());
        let waiting = self.waiting_notes.len();
        let nodes = self.note(index);
        let note = stack(nodes.clone());
        let together = self.notes_height + note.height;
        if note.height > self.column_height * FOOT || together > self.column_height * FEET {
            // Before those that it refers to itself.
            self.waiting_notes.splice(waiting..waiting, nodes);
        } else {
            self.notes_height = together;
            text.push_note(u32::try_from(index).unwrap_or(u32::MAX));
            // Notes that this one refers to first stand below it: the foot of a page has no foot of its own.
            note.notes.iter().for_each(|&inner| text.push_note(inner));
            self.notes[index] = Some(note);
        }
    }

    /// Notes too long for the foot of a page, after the block that refers to them.
    pub(super) fn long_notes(&mut self, nodes: &mut Vec<Node>) {
        if !self.waiting_notes.is_empty() {
            nodes.push(Node::Break(penalty::BLOCKS));
            nodes.push(Node::Space(self.sheet.loose_gap()));
            nodes.append(&mut self.waiting_notes);
        }
    }

    fn note(&mut self, index: usize) -> Vec<Node> {
        let article = self.article;
        let note = &article.notes[index];
        let column = Column { x: 0.0, width: self.column_width, rtl: self.rtl };
        let parent = self.sections.last().map_or(Structure::ROOT, |(_, node)| *node);
        let node = self.structure.child(parent, Role::Note);
        let id = note.anchor.as_ref().map_or_else(|| format!("note-{index}"), ToString::to_string);
        self.structure.attributes(node).id = Some(id);
        let label = self.structure.child(node, Role::Lbl);
        let outer = std::mem::replace(&mut self.body_type, self.sheet.fine);
        let mut nodes = Vec::new();
        let number = note.number.unwrap_or_default().to_string();
        let indent = INDENT.max(self.words_extent(&number, self.body()).most + GAP);
        self.blocks(&note.body, column.inset(indent, 0.0), node, &mut nodes);
        let label = self.note_label(note, column.part(0.0, indent), label);
        self.hang(label, 0, &mut nodes);
        self.land(note.anchor.as_ref(), 0, &mut nodes);
        self.body_type = outer;
        nodes
    }

    /// The note's number, which leads back to the text.
    fn note_label(&mut self, note: &Note, column: Column, node: NodeId) -> VBox {
        let number = note.number.unwrap_or_default().to_string();
        let look = Look { color: self.sheet.colors.accent, ..self.body() };
        let mut text = Text::new();
        let mut place = Place { text: &mut text, node, link: None };
        let content = [Inline::words(number.as_str())];
        match note.referred_from.first() {
            Some(back) => {
                let description = format!("{} ({number})", self.locale.back_to_text);
                self.linked(&Target::Anchor(back.clone()), &description, &content, look, &mut place);
            }
            None => self.inlines(&content, look, &mut place),
        }
        self.label_box(&text, column, self.body_type.leading, Alignment::Start)
    }
}
