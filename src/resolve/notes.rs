//! Footnotes: which are referenced, and in which order.
//!
//! Their anchors are created later, in `anchors`.

use super::rewrite::{for_each_line, rewrite};
use crate::{
    article::{Article, Block, Inline, Note, NoteRef},
    diagnostic::{Code, Diagnostic},
};
use std::collections::HashMap;

/// Numbers footnotes in the order of their first references, and removes unreferenced ones. Notes referenced only
/// from other notes come after those of the body.
pub(super) fn order(article: &mut Article, diagnostics: &mut Vec<Diagnostic>) {
    let mut notes = Notes::new(std::mem::take(&mut article.notes));
    notes.number_marks(&mut article.body, diagnostics);
    let mut next = 0;
    while let Some(&index) = notes.order.get(next) {
        let mut body = std::mem::take(&mut notes.all[index].body);
        notes.number_marks(&mut body, diagnostics);
        notes.all[index].body = body;
        next += 1;
    }
    article.notes = notes.finish(diagnostics);
    for reference in &mut article.references {
        rewrite(&mut reference.content, &mut |inline| match inline {
            Inline::NoteRef(_) | Inline::Citation(_) => vec![],
            other => vec![other],
        });
    }
}

struct Notes {
    all: Vec<Note>,
    by_label: HashMap<String, usize>,
    /// Indices into `all`, in order of first reference.
    order: Vec<usize>,
}

impl Notes {
    fn new(mut all: Vec<Note>) -> Self {
        let mut by_label = HashMap::new();
        for (index, note) in all.iter_mut().enumerate() {
            note.number = None;
            by_label.entry(note.label.clone()).or_insert(index);
        }
        Self { all, by_label, order: Vec::new() }
    }

    fn number_marks(&mut self, blocks: &mut [Block], diagnostics: &mut Vec<Diagnostic>) {
        for_each_line(blocks, &mut |line| {
            rewrite(line, &mut |inline| match inline {
                Inline::NoteRef(mark) => vec![self.number(mark, diagnostics)],
                other => vec![other],
            });
        });
    }

    /// Numbers a note reference. It becomes plain text if there is no such note.
    fn number(&mut self, mut mark: Box<NoteRef>, diagnostics: &mut Vec<Diagnostic>) -> Inline {
        let Some(&index) = self.by_label.get(&mark.label) else {
            let message = format!("there is no footnote `{}`", mark.label);
            let help = format!("define it on a line of its own: `[^{}]: …`", mark.label);
            diagnostics.push(Diagnostic::new(Code::MissingNote, message).at(mark.span).help(help));
            let label: String = mark.label.chars().filter(|c| !c.is_control()).collect();
            return Inline::text(format!("[^{label}]"), mark.span);
        };
        let note = &mut self.all[index];
        if note.number.is_none() {
            self.order.push(index);
            note.number = u32::try_from(self.order.len()).ok();
        }
        mark.number = note.number;
        Inline::NoteRef(mark)
    }

    /// Returns the referenced notes, in order.
    fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Note> {
        let (mut used, unused): (Vec<Note>, Vec<Note>) = self.all.into_iter().partition(|note| note.number.is_some());
        used.sort_by_key(|note| note.number);
        diagnostics.extend(unused.iter().map(|note| {
            let message = format!("nothing refers to the footnote `{}`; it is left out", note.label);
            let help = format!("put its reference where it belongs, `[^{}]`, or remove it", note.label);
            Diagnostic::new(Code::UnusedNote, message).at(note.span).help(help)
        }));
        used
    }
}
