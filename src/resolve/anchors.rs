//! Anchors: unique names for everything that a link may point to.
//!
//! Names given by the author are kept where possible. Entries, citations, tips, tables, figures and notes are named
//! by their numbers, headings by their text.

use super::{
    rewrite::{bodies, for_each_block, for_each_inline, for_each_line},
    slug::{is_xml_id, slug},
};
use crate::{
    article::{Anchor, Article, Block, Caption, Division, Inline, Span, github_name, plain_text},
    diagnostic::{Code, Diagnostic},
    locale::Digits,
};
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// The anchors in use, with the names that lead to them.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The last suffix tried for each name already taken.
    next: HashMap<String, u32>,
    /// The author's names as written, with their anchors.
    given: HashMap<String, Anchor>,
    /// The names that GitHub would give to headings, with our anchors.
    github: HashMap<String, Anchor>,
    /// The last suffix that GitHub would append to each name.
    next_github: HashMap<String, u32>,
}

impl Names {
    /// Returns a new anchor with this name, or with a number appended if the name is taken.
    pub(super) fn claim(&mut self, wanted: &str) -> Anchor {
        let mut name = wanted.to_owned();
        while !self.taken.insert(name.clone()) {
            let suffix = self.next.entry(wanted.to_owned()).or_insert(1);
            *suffix += 1;
            name = format!("{wanted}-{suffix}");
        }
        Anchor::new(name)
    }

    /// Records the name that GitHub gives to a heading, with `-1`, `-2` appended to names already taken.
    fn note_github(&mut self, words: &str, anchor: Anchor) {
        let name = github_name(words);
        let mut own = name.clone();
        while self.github.contains_key(&own) {
            let suffix = self.next_github.entry(name.clone()).or_insert(0);
            *suffix += 1;
            own = format!("{name}-{suffix}");
        }
        self.github.insert(own, anchor);
    }

    /// Keeps an author's anchor, corrected if it is invalid or not unique.
    fn keep(&mut self, anchor: &mut Option<Anchor>, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        let Some(given) = anchor.take().filter(|given| !given.as_str().is_empty()) else { return };
        let given = given.as_str().to_owned();
        let valid = if is_xml_id(&given) { given.clone() } else { prefixed(&slug(&given), "place") };
        let kept = self.claim(&valid);
        match self.given.entry(given) {
            Entry::Vacant(first) => {
                first.insert(kept.clone());
            }
            Entry::Occupied(first) => {
                let message = format!("the anchor `{}` is used twice; the second becomes `{kept}`", first.key());
                let help = "give each a unique name";
                diagnostics.push(Diagnostic::new(Code::DuplicateAnchor, message).at(span).help(help));
            }
        }
        *anchor = Some(kept);
    }
}

/// Ensures that a slug begins with a letter.
fn prefixed(slug: &str, prefix: &str) -> String {
    match slug.chars().next() {
        None => prefix.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}-{slug}"),
        Some(_) => slug.to_owned(),
    }
}

/// Reserves the author's anchors, so that no generated one takes them.
pub(super) fn keep_given(article: &mut Article, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let mut names = Names::default();
    for body in bodies(article) {
        for_each_block(body, &mut |block| {
            block.anchors_mut().into_iter().for_each(|(anchor, span)| names.keep(anchor, span, diagnostics));
        });
    }
    names
}

/// The target of an anchor, which determines the text of cross-references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A heading with its number and text.
    Heading(Option<String>, String),
    /// A tip with its number.
    Tip(String),
    /// A table with its label.
    Table(Option<String>),
    /// A figure with its label.
    Figure(Option<String>),
    /// A formula with its number.
    Formula(Option<String>),
    /// A division, note, citation or entry.
    Other,
}

/// The anchors of an article and their targets.
#[derive(Debug, Default)]
pub(super) struct Places {
    at: HashMap<Anchor, Place>,
    given: HashMap<String, Anchor>,
    github: HashMap<String, Anchor>,
}

impl Places {
    /// Returns the anchor that a written name refers to, with its target. Tries the author's names, GitHub's
    /// (`#options-1`), ours, a slug (`#Qué-es` for `que-es`), and the name without a type prefix (`fig:dose` for
    /// `dose`).
    pub(super) fn find(&self, written: &str) -> Option<(&Anchor, &Place)> {
        let written = written.trim_start_matches('#');
        let after_kind = written.split_once(':').map(|(_, name)| name);
        [Some(written), after_kind].into_iter().flatten().find_map(|name| {
            let given = self.given.get(name).cloned();
            let github = self.github.get(&name.to_lowercase()).cloned();
            let candidates = [given, github, Some(Anchor::new(name)), Some(Anchor::new(slug(name)))];
            candidates.into_iter().flatten().find_map(|anchor| self.at.get_key_value(&anchor))
        })
    }

    fn add(&mut self, anchor: &Option<Anchor>, place: Place) {
        if let Some(anchor) = anchor {
            self.at.insert(anchor.clone(), place);
        }
    }
}

/// Gives an anchor to every target that lacks one, and returns all targets.
pub(super) fn place(article: &mut Article, mut names: Names) -> Places {
    for body in bodies(article) {
        for_each_block(body, &mut |block| by_number(block, &mut names));
    }
    name_notes(article, &mut names);
    let mut headings = 0;
    for body in bodies(article) {
        for_each_block(body, &mut |block| {
            if let Block::Heading(heading) = block {
                headings += 1;
                let words = by_words(&heading.content);
                let wanted = if words.is_empty() { format!("section-{headings}") } else { words };
                let anchor = heading.anchor.get_or_insert_with(|| names.claim(&wanted)).clone();
                names.note_github(&plain_text(&heading.content), anchor);
            }
        });
    }
    survey(article, names)
}

fn by_number(block: &mut Block, names: &mut Names) {
    match block {
        Block::Tips(tips) => {
            for tip in &mut tips.items {
                let wanted = format!("tip-{}", tip.number.unwrap_or_default());
                tip.anchor.get_or_insert_with(|| names.claim(&wanted));
            }
        }
        Block::Table(x) => {
            x.anchor.get_or_insert_with(|| names.claim(&captioned("table", &x.caption)));
        }
        Block::Figure(x) => {
            x.anchor.get_or_insert_with(|| names.claim(&captioned("figure", &x.caption)));
        }
        _ => {}
    }
}

/// Returns the name of a heading from its text, or an empty string if the text yields none.
pub(super) fn by_words(content: &[Inline]) -> String {
    let slug = slug(&plain_text(content));
    if slug.is_empty() { slug } else { prefixed(&slug, "section") }
}

/// Returns `table-2` for a table with this label, `uncaptioned-table` for one without a label.
pub(super) fn captioned(kind: &str, caption: &Option<Caption>) -> String {
    let label = caption.as_ref().and_then(|caption| caption.label.as_deref()).unwrap_or_default();
    let digits = Digits::western(label);
    if digits.is_empty() { format!("uncaptioned-{kind}") } else { format!("{kind}-{digits}") }
}

/// Sets the anchors of notes (`note-1`) and of the references to them (`noteref-1`, `noteref-1-2`).
fn name_notes(article: &mut Article, names: &mut Names) {
    for note in &mut article.notes {
        note.anchor = Some(names.claim(&format!("note-{}", note.number.unwrap_or_default())));
        note.referred_from.clear();
    }
    let mut marks: Vec<(u32, Anchor)> = Vec::new();
    for body in bodies(article) {
        for_each_line(body, &mut |line| {
            for_each_inline(line, &mut |inline| {
                if let Inline::NoteRef(mark) = inline {
                    let number = mark.number.unwrap_or_default();
                    let anchor = names.claim(&format!("noteref-{number}"));
                    marks.push((number, anchor.clone()));
                    mark.anchor = Some(anchor);
                }
            });
        });
    }
    for (number, anchor) in marks {
        if let Some(note) = (number as usize).checked_sub(1).and_then(|index| article.notes.get_mut(index)) {
            note.referred_from.push(anchor);
        }
    }
}

fn survey(article: &mut Article, names: Names) -> Places {
    let mut places = Places { at: HashMap::new(), given: names.given, github: names.github };
    for body in bodies(article) {
        for_each_block(body, &mut |block| match block {
            Block::Heading(x) => {
                places.add(&x.anchor, Place::Heading(x.number.clone(), plain_text(&x.content)));
            }
            Block::Table(x) => places.add(&x.anchor, Place::Table(label_of(&x.caption))),
            Block::Figure(x) => places.add(&x.anchor, Place::Figure(label_of(&x.caption))),
            Block::Division(x) => places.add(&x.anchor, division(x)),
            Block::Formula(x) => places.add(&x.anchor, Place::Formula(x.number.clone())),
            Block::Tips(x) => {
                x.items
                    .iter()
                    .for_each(|tip| places.add(&tip.anchor, Place::Tip(tip.printed_number().unwrap_or_default())));
            }
            _ => {}
        });
        for_each_line(body, &mut |line| {
            for_each_inline(line, &mut |inline| match inline {
                Inline::Citation(x) => places.add(&x.anchor, Place::Other),
                Inline::NoteRef(x) => places.add(&x.anchor, Place::Other),
                _ => {}
            });
        });
    }
    article.notes.iter().for_each(|note| places.add(&note.anchor, Place::Other));
    article.references.iter().for_each(|entry| places.add(&entry.anchor, Place::Other));
    places
}

/// Returns the target of a division: the only formula in it, if it wraps one to give it several names.
fn division(division: &Division) -> Place {
    match division.body.as_slice() {
        [Block::Formula(x)] => Place::Formula(x.number.clone()),
        [Block::Division(inner)] => self::division(inner),
        // several figures with one anchor: the first of them
        body => body.iter().find_map(floating).unwrap_or(Place::Other),
    }
}

fn floating(block: &Block) -> Option<Place> {
    match block {
        Block::Figure(x) => Some(Place::Figure(label_of(&x.caption))),
        Block::Table(x) => Some(Place::Table(label_of(&x.caption))),
        _ => None,
    }
}

fn label_of(caption: &Option<Caption>) -> Option<String> {
    caption.as_ref().and_then(|caption| caption.label.clone())
}
