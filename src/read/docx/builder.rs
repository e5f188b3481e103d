//! The state shared by all parts of the reader: the parts of the document, open fields and lists, and the account.

use super::{
    field::Field,
    items::Item,
    numbering::Numbering,
    package::{Package, Relation, Relations},
    styles::{RunLook, Styles},
    xml::{Id, Space, Tree},
};
use crate::{
    article::{Anchor, Direction, Span},
    diagnostic::{Code, Diagnostic},
    pixels,
    read::account::{Account, Reason},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A part of the document: its elements and relationships.
#[derive(Debug, Default)]
pub(super) struct Part<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) relations: Relations,
}

/// Reads the elements of the document.
pub(super) struct Builder<'a, 'p> {
    pub(super) parts: &'a [Part<'a>],
    /// The index of the part being read.
    pub(super) at: usize,
    /// For each element of each part, whether its text is in the article or in the account.
    pub(super) read: Vec<Vec<bool>>,
    pub(super) styles: &'a Styles<'a>,
    pub(super) numbering: Numbering<'a>,
    pub(super) package: &'p mut Package<'a>,
    /// The addresses of pictures, by part name and crop.
    pub(super) pictures: HashMap<String, Option<String>>,
    /// The bytes of the addresses of pictures that are shown more than once.
    pub(super) repeated: usize,
    /// How many pixels may still be decoded to crop pictures, beyond those that the size of their files explains.
    pub(super) croppable: u64,
    /// The article's language and text direction.
    pub(super) lang: Option<String>,
    /// The language that most text is marked with, which programs set automatically.
    pub(super) marked: Option<String>,
    pub(super) dir: Direction,
    /// The open fields, outermost first.
    pub(super) fields: Vec<Field>,
    /// The number of further open fields that are nested too deeply to be read.
    pub(super) beyond: usize,
    /// Blocks anchored in lines: those of text boxes.
    pub(super) asides: Vec<Option<Vec<Item>>>,
    /// The bookmarks that something refers to.
    pub(super) targets: HashSet<String>,
    /// Bookmarks before the block that they belong to.
    pub(super) pending: Vec<String>,
    /// Bookmarks with the anchor of their block.
    pub(super) aliases: BTreeMap<String, Anchor>,
    /// The works that fields cite, by key.
    pub(super) works: BTreeMap<String, serde_json::Value>,
    /// The labels of referenced footnotes and endnotes.
    pub(super) noted: BTreeSet<String>,
    pub(super) left: Vec<(Reason, Span, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) captions: (u32, u32),
    /// Whether any heading has a number.
    pub(super) numbered: bool,
    pub(super) in_link: bool,
    /// Whether a picture without text stays inline, as in a table cell.
    pub(super) in_cell: bool,
}

/// The context shared by the runs of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The formatting from the paragraph's style.
    pub(super) base: RunLook<'a>,
    /// The formatting that does not count as emphasis: that of all text, or of the heading.
    pub(super) usual: RunLook<'a>,
    pub(super) code: bool,
}

impl<'a, 'p> Builder<'a, 'p> {
    pub(super) fn new(
        parts: &'a [Part<'a>],
        styles: &'a Styles<'a>,
        numbering: Numbering<'a>,
        package: &'p mut Package<'a>,
    ) -> Self {
        Self {
            parts,
            at: 0,
            read: parts.iter().map(|part| vec![false; part.tree.len()]).collect(),
            styles,
            numbering,
            package,
            pictures: HashMap::new(),
            repeated: 0,
            croppable: pixels::MOST,
            lang: None,
            marked: None,
            dir: Direction::Ltr,
            fields: Vec::new(),
            beyond: 0,
            asides: Vec::new(),
            targets: HashSet::new(),
            pending: Vec::new(),
            aliases: BTreeMap::new(),
            works: BTreeMap::new(),
            noted: BTreeSet::new(),
            left: Vec::new(),
            diagnostics: Vec::new(),
            captions: (0, 0),
            numbered: false,
            in_link: false,
            in_cell: false,
        }
    }

    pub(super) fn tree(&self) -> &'a Tree<'a> {
        let parts: &'a [Part<'a>] = self.parts;
        &parts[self.at].tree
    }

    /// Returns the relationship with an id in this part.
    pub(super) fn relation(&self, id: &str) -> Option<&'a Relation> {
        let parts: &'a [Part<'a>] = self.parts;
        parts[self.at].relations.get(id)
    }

    /// Records that an element's text is in the article.
    pub(super) fn take(&mut self, id: Id) {
        self.read[self.at][id] = true;
    }

    /// Records that all text below an element is in the article or in the account.
    pub(super) fn take_all(&mut self, id: Id) {
        let below = self.tree().below(id);
        self.read[self.at][below].fill(true);
    }

    /// Leaves out an element and everything below it.
    pub(super) fn leave(&mut self, reason: Reason, id: Id) {
        let (words, span) = (self.tree().words(id), self.tree().whole_span(id));
        self.take_all(id);
        self.leave_words(reason, span, &words);
    }

    /// Adds words to the account, and merges them with the previous ones if the reason is the same.
    pub(super) fn leave_words(&mut self, reason: Reason, span: Span, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        match self.left.last_mut() {
            // adjacent: only the end of a paragraph between them
            Some((known, place, before)) if *known == reason && span.start.saturating_sub(place.end) < 3 => {
                if span.start > place.end {
                    before.push(' ');
                }
                before.push_str(words);
                *place = place.cover(span);
            }
            _ => self.left.push((reason, span, words.to_owned())),
        }
    }

    pub(super) fn warn(&mut self, code: Code, message: impl Into<String>, span: Span, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(span).help(help));
    }

    /// Remembers a bookmark if something refers to it.
    pub(super) fn name(&mut self, id: Id) {
        if let Some(name) = self.tree().attribute(id, Space::W, "name").filter(|name| self.targets.contains(*name)) {
            self.pending.push(name.to_owned());
        }
    }

    /// Returns the anchor for the pending bookmarks, which all become aliases of it.
    pub(super) fn anchor(&mut self) -> Option<Anchor> {
        let names = std::mem::take(&mut self.pending);
        let anchor = Anchor::new(names.first()?.clone());
        self.aliases.extend(names.into_iter().map(|name| (name, anchor.clone())));
        Some(anchor)
    }

    /// Leaves out all text that was not read, so that no word can be missing from both article and account.
    pub(super) fn sweep(&mut self) {
        for at in 0..self.parts.len() {
            self.at = at;
            for id in self.tree().below(0) {
                let words = matches!(self.tree().full(id), (Space::W | Space::M | Space::A, "t" | "delText"));
                if words && !self.read[at][id] && !self.tree().text(id).trim().is_empty() {
                    self.leave(Reason::Unsupported, id);
                }
            }
        }
    }

    /// Returns the account of what was left out.
    pub(super) fn account(&mut self) -> Account {
        let mut account = Account::default();
        for (reason, span, words) in std::mem::take(&mut self.left) {
            account.leave_out(reason, span, words);
        }
        account
    }
}
