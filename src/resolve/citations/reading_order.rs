//! Visits citations in reading order: those in a note where the text first refers to the note.

use super::super::rewrite::{for_each_line, rewrite};
use crate::article::{Article, Block, Citation, Inline, Note};

/// The maximum nesting depth of notes; deeper ones are visited last.
const DEPTH: usize = 8;

/// Replaces every citation with the result of `replace`, which gets the citation and the number of its note, or 0.
pub(super) fn in_reading_order(article: &mut Article, replace: &mut dyn FnMut(Box<Citation>, u32) -> Vec<Inline>) {
    let notes = std::mem::take(&mut article.notes);
    let mut walk = Walk { seen: vec![false; notes.len()], notes, path: Vec::new(), replace };
    walk.blocks(&mut article.body);
    for index in 0..walk.notes.len() {
        walk.note(index);
    }
    article.notes = walk.notes;
}

struct Walk<'v> {
    notes: Vec<Note>,
    seen: Vec<bool>,
    /// The numbers of the notes being visited.
    path: Vec<u32>,
    replace: &'v mut dyn FnMut(Box<Citation>, u32) -> Vec<Inline>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for_each_line(blocks, &mut |line| {
            rewrite(line, &mut |inline| match inline {
                Inline::Citation(citation) => {
                    let note = self.path.last().copied().unwrap_or_default();
                    (self.replace)(citation, note)
                }
                Inline::NoteRef(mark) => {
                    if let Some(index) = mark.number.and_then(|number| (number as usize).checked_sub(1)) {
                        self.note(index);
                    }
                    vec![Inline::NoteRef(mark)]
                }
                other => vec![other],
            });
        });
    }

    fn note(&mut self, index: usize) {
        if self.path.len() >= DEPTH || self.seen.get(index).is_none_or(|&seen| seen) {
            return;
        }
        self.seen[index] = true;
        self.path.push(self.notes[index].number.unwrap_or_default());
        let mut body = std::mem::take(&mut self.notes[index].body);
        self.blocks(&mut body);
        self.notes[index].body = body;
        self.path.pop();
    }
}
