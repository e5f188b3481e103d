//! Footnotes: set once, placed at the foot of the first page that refers to them.
//!
//! Notes at the end of a long chain of notes that refer to each other are set in the text. So is a note too long for
//! the foot of a page, after the block that refers to it, and one for which the others of its paragraph leave no room.

use super::{
    Column, Composer, Inherited,
    inline::{Look, Place},
};
use crate::{
    article::{Article, Inline, Note, Target},
    render::pdf::structure::{NodeId, Role, Structure},
    typeset::{
        Alignment, Text,
        flow::{Node, VBox, penalty, stack},
    },
};
use std::collections::{HashMap, VecDeque};

/// The indent of a note's text, in points; more if the number is long.
const INDENT: f32 = 16.0;
/// The minimum space between a note's number and its text, in points.
const GAP: f32 = 4.0;
/// The maximum height of a note at the foot of a page, as a fraction of the page.
const FOOT: f32 = 0.35;
/// The maximum height of all notes of one paragraph or row, as a fraction of the page.
const FEET: f32 = 0.6;

/// The maximum nesting of notes that are set while another is.
const DEEPEST: usize = 16;

/// The notes of an article.
pub(super) struct Notes<'a> {
    /// The index of each note in the article, by its label.
    pub(super) places: HashMap<&'a str, usize>,
    /// Notes by their index in the article: set at their first reference.
    pub(super) set: Vec<Option<VBox>>,
    /// Notes too long for the foot of a page, which follow the block that refers to them.
    waiting: Vec<Node>,
    /// The number of notes being set, each referred to by the one before.
    depth: usize,
    /// Notes at the end of chains too long to nest.
    later: VecDeque<usize>,
    /// The height, in points, of the notes that the current row or paragraph refers to.
    pub(super) height: f32,
}

impl<'a> Notes<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let places = (0..).zip(&article.notes).map(|(at, note)| (note.label.as_str(), at)).collect();
        Self {
            places,
            set: vec![None; article.notes.len()],
            waiting: Vec::new(),
            depth: 0,
            later: VecDeque::new(),
            height: 0.0,
        }
    }
}

impl Composer<'_> {
    /// At the first reference to a note, sets it, and attaches it to the line of the reference.
    pub(super) fn set_note(&mut self, index: usize, text: &mut Text) {
        let Some(slot @ None) = self.notes.set.get_mut(index) else { return };
        // claimed before it is set: a note may refer to itself
        *slot = Some(VBox::default());
        if self.notes.depth == DEEPEST {
            return self.notes.later.push_back(index);
        }
        self.notes.depth += 1;
        self.set_note_here(index, text);
        self.notes.depth -= 1;
        while self.notes.depth == 0
            && let Some(index) = self.notes.later.pop_front()
        {
            self.notes.depth += 1;
            let waiting = self.notes.waiting.len();
            let nodes = self.note(index);
            self.notes.waiting.splice(waiting..waiting, nodes);
            self.notes.depth -= 1;
        }
    }

    fn set_note_here(&mut self, index: usize, text: &mut Text) {
        let waiting = self.notes.waiting.len();
        let nodes = self.note(index);
        let note = stack(nodes.clone());
        let together = self.notes.height + note.height;
        if note.height > self.area.height * FOOT || together > self.area.height * FEET {
            // before those that it refers to itself
            self.notes.waiting.splice(waiting..waiting, nodes);
        } else {
            self.notes.height = together;
            text.push_note(u32::try_from(index).unwrap_or(u32::MAX));
            // notes that this one refers to first are placed below it: the foot of a page has no foot
            note.notes.iter().for_each(|&inner| text.push_note(inner));
            self.notes.set[index] = Some(note);
        }
    }

    /// Adds notes too long for the foot of a page, after the block that refers to them.
    pub(super) fn long_notes(&mut self, nodes: &mut Vec<Node>) {
        if !self.notes.waiting.is_empty() {
            nodes.push(Node::Break(penalty::BLOCKS));
            nodes.push(Node::Space(self.sheet.loose_gap()));
            nodes.append(&mut self.notes.waiting);
        }
    }

    fn note(&mut self, index: usize) -> Vec<Node> {
        let article = self.article;
        let note = &article.notes[index];
        let column = Column { x: 0.0, width: self.area.width, rtl: self.rtl };
        let parent = self.sections.last().map_or(Structure::ROOT, |(_, node)| *node);
        let node = self.structure.child(parent, Role::Note);
        let id = note.anchor.as_ref().map_or_else(|| format!("note-{index}"), ToString::to_string);
        self.structure.attributes(node).id = Some(id);
        let label = self.structure.child(node, Role::Lbl);
        let mut nodes = Vec::new();
        let fine = self.sheet.fine;
        let inherit = |here: &mut Inherited| (here.body_type, here.is_body) = (fine, false);
        self.within(inherit, |composer| {
            let number = note.number.unwrap_or_default().to_string();
            let indent = INDENT.max(composer.words_extent(&number, composer.body()).most + GAP);
            composer.blocks(&note.body, column.inset(indent, 0.0), node, &mut nodes);
            let label = composer.note_label(note, column.part(0.0, indent), label);
            composer.hang(label, 0, &mut nodes);
        });
        self.land(note.anchor.as_ref(), 0, &mut nodes);
        nodes
    }

    /// Returns the note's number, which links back to the text.
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
        self.label_box(&text, column, self.inherited.body_type.leading, Alignment::Start)
    }
}
