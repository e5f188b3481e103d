//! Footnotes. Word numbers them in the order of their references, which must be in the body: if that would give other
//! numbers, such as for a note that only another note refers to, all notes become paragraphs at the end.

use super::{Part, Writer};
use crate::article::{Article, Inline, Note, TitleBlock, for_each_inline, inlines_of};
use std::collections::{HashMap, HashSet};

/// Where the text of a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the foot of the page of this reference, which is the first to the note.
    Here(u32),
    /// At the foot of an earlier reference.
    Before,
    /// At the end of the document.
    AtEnd,
}

/// The notes of an article.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    numbers: HashMap<&'a str, u32>,
    are_at_end: bool,
    marked: HashSet<String>,
}

impl<'a> Notes<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let numbers: HashMap<&str, u32> =
            article.notes.iter().zip(1..).map(|(note, number)| (note.label.as_str(), number)).collect();
        let (mut next, mut are_in_order) = (1, article.notes.iter().zip(1..).all(|(note, at)| note.number == Some(at)));
        let mut look = |inline: &Inline| {
            if let Inline::NoteRef(mark) = inline {
                let number = numbers.get(mark.label.as_str()).copied();
                are_in_order &= number.is_some_and(|number| number <= next) && mark.number == number;
                next += u32::from(number == Some(next));
            }
        };
        article.front.iter().flat_map(TitleBlock::texts).for_each(|line| inlines_of(line, &mut look));
        for_each_inline(&article.body, &mut look);
        are_in_order &= numbers.len() + 1 == next as usize;
        Self { numbers, are_at_end: !are_in_order, marked: HashSet::new() }
    }

    /// Returns where a note is, for a reference that is being written.
    pub(super) fn place(&mut self, label: &str) -> Place {
        match self.numbers.get(label) {
            Some(&number) if !self.are_at_end => {
                if self.marked.insert(label.to_owned()) {
                    Place::Here(number)
                } else {
                    Place::Before
                }
            }
            _ => Place::AtEnd,
        }
    }

    /// Returns the name of a note's bookmark.
    pub(super) fn bookmark(&self, label: &str) -> String {
        format!("_note{}", self.numbers.get(label).copied().unwrap_or_default())
    }
}

impl Writer<'_> {
    /// Writes the notes that are not at the foot of pages.
    pub(super) fn notes_at_end(&mut self) {
        if !self.notes.are_at_end || self.article.notes.is_empty() {
            return;
        }
        self.line_in("TOCHeading", self.words.notes);
        for note in &self.article.notes {
            self.begin_bookmark(note.anchor.as_ref());
            let name = self.notes.bookmark(&note.label);
            let number = note.number.unwrap_or_default();
            self.mark_next(super::list::Mark::said(format!("{number}."), 360).named(name));
            self.styled_as("FootnoteText", |writer| writer.item_body(&note.body, 360));
        }
    }

    /// Returns the part with the footnotes. `None` if there are none.
    pub(super) fn footnotes(&mut self) -> Option<Part> {
        if self.notes.are_at_end || self.article.notes.is_empty() {
            return None;
        }
        let outer = std::mem::take(&mut self.part);
        // the numbering of bookmarks and pictures continues
        self.part.numbered = outer.numbered;
        for (id, sign) in [("-1", "w:separator"), ("0", "w:continuationSeparator")] {
            let kind = sign.trim_start_matches("w:");
            let out = &mut self.part.out;
            out.tag("w:footnote").attr("w:type", kind).attr("w:id", id).open();
            ["w:p", "w:r"].iter().for_each(|name| out.tag(name).open());
            out.tag(sign).empty();
            ["w:r", "w:p", "w:footnote"].iter().for_each(|name| out.end(name));
        }
        for (note, id) in self.article.notes.iter().zip(1..) {
            self.footnote(note, id);
        }
        Some(std::mem::replace(&mut self.part, outer))
    }

    fn footnote(&mut self, note: &Note, id: u32) {
        self.part.out.tag("w:footnote").attr("w:id", &id.to_string()).open();
        self.begin_bookmark(note.anchor.as_ref());
        self.mark_next(super::list::Mark::note());
        self.styled_as("FootnoteText", |writer| writer.item_body(&note.body, 0));
        self.part.out.end("w:footnote");
    }
}
