//! Citations in the order that a reader meets them: a note's where the text first refers to the note.

use super::super::rewrite::{for_each_inline, for_each_line};
use crate::article::{Article, Block, Citation, Inline, Note};

/// Notes inside notes are followed so deep; deeper ones are visited last.
const DEPTH: usize = 8;

/// Calls `visit` on every citation in reading order.
pub(super) fn in_reading_order(article: &mut Article, visit: &mut dyn FnMut(&mut Citation)) {
    let notes = std::mem::take(&mut article.notes);
    let mut walk = Walk { seen: vec![false; notes.len()], notes, depth: 0, visit };
    walk.blocks(&mut article.body);
    for index in 0..walk.notes.len() {
        walk.note(index);
    }
    article.notes = walk.notes;
}

struct Walk<'v> {
    notes: Vec<Note>,
    seen: Vec<bool>,
    depth: usize,
    visit: &'v mut dyn FnMut(&mut Citation),
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for_each_line(blocks, &mut |line| {
            for_each_inline(line, &mut |inline| match inline {
                Inline::Citation(citation) => (self.visit)(citation),
                Inline::NoteRef(mark) => {
                    if let Some(index) = mark.number.and_then(|number| (number as usize).checked_sub(1)) {
                        self.note(index);
                    }
                }
                _ => {}
            });
        });
    }

    fn note(&mut self, index: usize) {
        if self.depth >= DEPTH || self.seen.get(index).is_none_or(|&seen| seen) {
            return;
        }
        self.seen[index] = true;
        self.depth += 1;
        let mut body = std::mem::take(&mut self.notes[index].body);
        self.blocks(&mut body);
        self.notes[index].body = body;
        self.depth -= 1;
    }
}
