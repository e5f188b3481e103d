//! Atoms: the shaped words, spaces and objects of a paragraph, and the breaks between them.

use super::{
    Fonts, Shaper, cjk, hyphenate,
    invisible::is_bidi_control,
    itemize::{Item, Missing, itemize},
    linebreak::{Candidate, Sum},
    shape::Setting,
    shaped::{Footprint, Shaped, ShapedGlyph},
    text::{Divider, Division, OBJECT, ObjectContent, StyledRun, Text},
};
use crate::breaks;
use std::{ops::Range, sync::Arc};
use unicode_normalization::char::is_combining_mark;

/// The stretch of a space, as a fraction of its width.
const STRETCH: f32 = 0.5;
const SHRINK: f32 = 0.25;
/// The penalty for hyphenating a word; an emergency break costs far more.
const HYPHEN_PENALTY: f32 = 60.0;
/// The penalty for ending a line inside a word, as after an explicit hyphen or in an address.
const INNER_PENALTY: f32 = 50.0;
const EMERGENCY_PENALTY: f32 = 5_000.0;
/// The penalty for hyphenating a word that contains a hyphen and is too wide for a line.
const NEEDED_PENALTY: f32 = 2_000.0;
/// The penalty for ending a line of code inside a word: any space is better.
const CODE_PENALTY: f32 = 4_000.0;
/// The penalty for separating tied words, if they do not fit on one line: less than hyphenating one of them.
const TIE_PENALTY: f32 = 1_000.0;

/// A piece of text that is never divided further.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) kind: AtomKind,
    /// The byte range in the paragraph's text.
    pub(super) range: Range<usize>,
    /// The index of its styled run.
    pub(super) run: usize,
    /// The index of its item.
    pub(super) item: usize,
    /// The natural width in points.
    pub(super) width: f32,
    /// The space after it, in points, with stretch and shrink; zero at the end of a line.
    pub(super) after: Sum,
}

impl Atom {
    /// Returns whether another atom continues the same word.
    fn continues(&self, next: &Self) -> bool {
        match (&self.kind, &next.kind) {
            (
                AtomKind::Glyphs { origin, glyphs, .. },
                AtomKind::Glyphs { origin: next_origin, glyphs: next_glyphs, .. },
            ) => origin == next_origin && glyphs.end == next_glyphs.start,
            _ => false,
        }
    }
}

impl Atom {
    /// Returns the number of its glyphs.
    pub(super) fn glyphs(&self) -> usize {
        match &self.kind {
            AtomKind::Glyphs { glyphs, .. } => glyphs.len(),
            AtomKind::Space => 1,
            AtomKind::Object(_) => 0,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum AtomKind {
    /// A part of a shaped word.
    Glyphs {
        /// The whole word.
        shaped: Arc<Shaped>,
        /// The range of glyphs.
        glyphs: Range<usize>,
        /// The offset of the word in the paragraph's text.
        origin: usize,
    },
    /// A space.
    Space,
    /// A picture or a piece of a formula, by its index in the text's objects.
    Object(usize),
}

/// A paragraph cut into atoms, with the breaks between them.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    pub(super) atoms: Vec<Atom>,
    pub(super) items: Vec<Item>,
    pub(super) breaks: Vec<Break>,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Break {
    /// The atom after the last one of a line that ends here.
    pub(super) end: usize,
    /// The first atom of the next line.
    pub(super) next: usize,
    /// How much blank space of the line's last atom vanishes at the end of the line, in points.
    pub(super) blank_after: f32,
    /// How much blank space of the next line's first atom vanishes at its start, in points.
    pub(super) blank_before: f32,
    pub(super) candidate: Candidate,
}

pub(super) struct Tools<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) shaper: &'a mut Shaper,
    pub(super) missing: &'a mut Missing,
}

/// Splits a text into atoms. Words wider than `measure` get emergency breaks between their characters.
pub(super) fn atomize(text: &Text, rtl: bool, measure: f32, tools: &mut Tools<'_>) -> Atoms {
    let items = itemize(text, tools.fonts, rtl, tools.missing);
    // roughly one word and one space per six bytes
    let length = text.text.len();
    let mut atoms =
        Atoms { items, atoms: Vec::with_capacity(length / 3 + 4), breaks: Vec::with_capacity(length / 5 + 2) };
    let mut builder = Builder { text, tools, atoms: &mut atoms, sum: Sum::default(), item: 0, measure, rtl };
    let mut start = 0;
    for end in breaks::opportunities(&text.breakable()) {
        builder.segment(start..end);
        start = end;
    }
    if start < text.text.len() {
        builder.segment(start..text.text.len());
    }
    if let Some(last) = atoms.breaks.last_mut() {
        last.candidate.forced = true;
    }
    atoms
}

struct Builder<'a, 'b> {
    text: &'a Text,
    tools: &'a mut Tools<'b>,
    atoms: &'a mut Atoms,
    sum: Sum,
    item: usize,
    measure: f32,
    rtl: bool,
}

impl Builder<'_, '_> {
    /// Adds the text between two break opportunities: words, then the spaces that vanish at the end of a line.
    fn segment(&mut self, range: Range<usize>) {
        let segment = &self.text.text[range.clone()];
        let forced = segment.ends_with(['\n', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}', '\r']);
        let words_end = range.start + segment.trim_end().len();
        let (first, breaks) = (self.atoms.atoms.len(), self.atoms.breaks.len());
        self.words(range.start..words_end);
        self.open(first, breaks);
        self.relieve(first);
        let end = self.atoms.atoms.len();
        let (mut sum_at_end, mut blank_after) = (self.sum, 0.0);
        if words_end < range.end && !forced {
            self.words(words_end..range.end);
        } else if !self.rtl && cjk::may_meet(&self.text.text, range.end) {
            (sum_at_end, blank_after) = self.meet(range.end);
        }
        let (mut penalty, flagged) = if words_end == range.end && !forced { inner(segment) } else { (0.0, false) };
        if penalty > 0.0 && self.is_code() {
            penalty = CODE_PENALTY;
        }
        let candidate = Candidate { end: sum_at_end, start: self.sum, penalty, hyphen: 0.0, flagged, forced };
        let next = self.atoms.atoms.len();
        if self.atoms.breaks.len() == breaks && blank_after == 0.0 && self.extends_break(&candidate, (end, next)) {
            return;
        }
        self.atoms.breaks.push(Break { end, next, blank_after, blank_before: 0.0, candidate });
    }

    /// Moves the last break behind text without width. A break before and after it would be one too many: thousands of
    /// them fit on a line, and each is compared with all others.
    fn extends_break(&mut self, after: &Candidate, (end, next): (usize, usize)) -> bool {
        let Some(last) = self.atoms.breaks.last_mut() else { return false };
        let widths = [last.candidate.end.width, last.candidate.start.width, after.end.width, after.start.width];
        let extends = !last.candidate.forced && !after.forced && widths.iter().all(|width| *width == widths[0]);
        if extends {
            (last.end, last.next) = (end, next);
        }
        extends
    }

    /// Removes the blank of an opening bracket where a line starts with it.
    fn open(&mut self, first: usize, breaks: usize) {
        let Some(atom) = self.atoms.atoms.get(first) else { return };
        let AtomKind::Glyphs { shaped, .. } = &atom.kind else { return };
        if shaped.blank_before > 0.0 && breaks > 0 && !self.rtl {
            let blank = shaped.blank_before * self.text.runs[atom.run].style.size;
            let before = &mut self.atoms.breaks[breaks - 1];
            before.blank_before = blank;
            before.candidate.start.width += blank;
        }
    }

    /// Adds the space between two segments without a space character between them. Returns the sums of a line that ends
    /// here, and how much of its last atom vanishes.
    fn meet(&mut self, at: usize) -> (Sum, f32) {
        let (before, after) = self.text.text.split_at(at);
        let Some(atom) = self.atoms.atoms.last_mut() else { return (self.sum, 0.0) };
        let size = self.text.runs[atom.run].style.size;
        let blank = match &atom.kind {
            AtomKind::Glyphs { shaped, .. } => shaped.blank_after * size,
            AtomKind::Space | AtomKind::Object(_) => 0.0,
        };
        let end = Sum { width: self.sum.width - blank, ..self.sum };
        let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else {
            return (end, blank);
        };
        if cjk::close_up(before, after) {
            atom.width -= blank;
            self.sum.width -= blank;
            return (end, 0.0);
        }
        atom.after = cjk::room(before, after, blank / size) * size;
        self.sum += atom.after;
        (end, blank)
    }

    /// Adds words and spaces, item by item.
    fn words(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            while self.atoms.items.get(self.item).is_some_and(|item| item.range.end <= at) {
                self.item += 1;
            }
            let Some(item) = self.atoms.items.get(self.item) else { return };
            let piece = at..range.end.min(item.range.end);
            self.piece(piece.clone());
            at = piece.end;
        }
    }

    fn piece(&mut self, range: Range<usize>) {
        let (text, mut word) = (&self.text.text, range.start);
        while let Some((at, character)) = apart(&text[word..range.end]) {
            let at = word + at;
            self.word(word..at);
            word = at + character.len_utf8();
            self.single(at..word, character);
        }
        self.word(word..range.end);
    }

    fn single(&mut self, range: Range<usize>, character: char) {
        if is_bidi_control(character) {
            return;
        }
        let style = self.style();
        if character == OBJECT {
            if let Some(object) = self.text.object_at(range.start) {
                let content = &self.text.objects[object].1;
                let is_formula = matches!(content.content, ObjectContent::Formula { .. });
                // a formula too wide for any line is scaled down
                let width = if is_formula { content.width.min(self.measure) } else { content.width };
                self.push(AtomKind::Object(object), range, width);
                self.break_after(object);
            }
            return;
        }
        let narrow = if character == '\u{202f}' { 0.6 } else { 1.0 };
        let width = self.tools.fonts.face(self.atoms.items[self.item].face).space() * style.style.size * narrow;
        let after = Sum { width: 0.0, stretch: width * STRETCH, shrink: width * SHRINK };
        self.push_with(AtomKind::Space, range, width, after);
    }

    /// Adds a word, with breaks where it may be hyphenated.
    fn word(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let (item, style) = (&self.atoms.items[self.item], self.style().style);
        let setting = Setting { face: item.face, script: item.script, rtl: item.rtl(), forms: style.forms };
        let word = &self.text.text[range.clone()];
        let shaped = self.tools.shaper.word(word, setting, self.tools.fonts);
        let divisions = match style.division {
            Division::Freely(divider) if !setting.rtl => hyphenate::divisions(word, divider),
            Division::Freely(_) | Division::Needed(_) | Division::Never => Vec::new(),
        };
        let mut from = 0;
        for division in divisions {
            if let Some(glyph) = boundary(&shaped.glyphs, division).filter(|&glyph| glyph > from) {
                self.part(&shaped, from..glyph, range.start);
                self.divide(HYPHEN_PENALTY, self.hyphenates());
                from = glyph;
            }
        }
        self.part(&shaped, from..shaped.glyphs.len(), range.start);
    }

    fn part(&mut self, shaped: &Arc<Shaped>, glyphs: Range<usize>, origin: usize) {
        let size = self.style().style.size;
        let Footprint { width, start, end } = shaped.footprint(glyphs.clone());
        let range = origin + start as usize..origin + end as usize;
        self.push(AtomKind::Glyphs { shaped: shaped.clone(), glyphs, origin }, range, width * size);
    }

    fn push(&mut self, kind: AtomKind, range: Range<usize>, width: f32) {
        self.push_with(kind, range, width, Sum::default());
    }

    fn push_with(&mut self, kind: AtomKind, range: Range<usize>, width: f32, after: Sum) {
        let item = self.item;
        let atom = Atom { kind, range, run: self.atoms.items[item].run, item, width, after };
        self.count(&atom, 1.0);
        self.atoms.atoms.push(atom);
    }

    /// Adds the lengths of an atom to the sums, or subtracts them (`sign` -1).
    fn count(&mut self, atom: &Atom, sign: f32) {
        self.sum.width += sign * atom.width;
        self.sum += atom.after * sign;
    }

    /// Adds a break inside a word, after the atoms so far.
    fn divide(&mut self, penalty: f32, with_hyphen: bool) {
        let hyphen = if with_hyphen { self.hyphen_width() } else { 0.0 };
        let flagged = with_hyphen;
        let candidate = Candidate { end: self.sum, start: self.sum, penalty, hyphen, flagged, forced: false };
        let at = self.atoms.atoms.len();
        self.atoms.breaks.push(Break { end: at, next: at, blank_after: 0.0, blank_before: 0.0, candidate });
    }

    fn hyphen_width(&self) -> f32 {
        self.tools.fonts.face(self.atoms.items[self.item].face).hyphen() * self.style().style.size
    }

    /// Returns whether the text so far ends in code.
    fn is_code(&self) -> bool {
        let run = self.atoms.atoms.last().map(|atom| &self.text.runs[atom.run]);
        run.is_some_and(|run| run.style.division.divider() == Some(Divider::Code))
    }

    fn style(&self) -> &StyledRun {
        &self.text.runs[self.atoms.items[self.item].run]
    }

    /// Allows a line break after a piece if its formula continues.
    fn break_after(&mut self, object: usize) -> bool {
        let ObjectContent::Formula { continues: Some((penalty, blank)), .. } = self.text.objects[object].1.content
        else {
            return false;
        };
        self.divide(penalty, false);
        if let Some(last) = self.atoms.breaks.last_mut() {
            last.blank_after = blank;
            last.candidate.end.width -= blank;
        }
        true
    }

    /// Adds breaks to a segment wider than the measure, so that nothing leaves the page: between words, else at
    /// hyphenation points, else between any two characters.
    fn relieve(&mut self, first: usize) {
        let width: f32 = self.atoms.atoms[first..].iter().map(|atom| atom.width).sum();
        if width <= self.measure {
            return;
        }
        self.atoms.breaks.retain(|known| known.end <= first);
        let long: Vec<Atom> = self.atoms.atoms.drain(first..).collect();
        for atom in &long {
            self.count(atom, -1.0);
        }
        for (at, atom) in long.iter().enumerate() {
            let continues = long.get(at + 1).is_some_and(|next| atom.continues(next));
            self.relax(atom.clone(), continues, first);
        }
        // the segment itself ends with a break
        let end = self.atoms.atoms.len();
        self.atoms.breaks.pop_if(|last| last.end == end && end > first);
    }

    /// Adds an atom, or parts of it that fit on a line, each with a break after it.
    fn relax(&mut self, atom: Atom, continues: bool, first: usize) {
        let item = std::mem::replace(&mut self.item, atom.item);
        match &atom.kind {
            AtomKind::Glyphs { shaped, glyphs, origin } if self.is_too_wide(&atom, continues) => {
                let pieces = self.divided(shaped, glyphs.clone(), *origin);
                let last = pieces.len() - 1;
                for (at, piece) in pieces.into_iter().enumerate() {
                    self.piece_of(shaped, piece, *origin, at < last || continues);
                }
            }
            // a line never starts with a space: the break before it skips it, like one at the end of a line
            AtomKind::Space => {
                self.count(&atom, 1.0);
                self.atoms.atoms.push(atom);
                let next = self.atoms.atoms.len();
                if let Some(last) = self.atoms.breaks.last_mut().filter(|last| last.end > first) {
                    (last.next, last.candidate.start) = (next, self.sum);
                    (last.candidate.penalty, last.candidate.flagged) = (TIE_PENALTY, false);
                }
            }
            AtomKind::Glyphs { .. } | AtomKind::Object(_) => {
                self.count(&atom, 1.0);
                let object = if let AtomKind::Object(object) = atom.kind { Some(object) } else { None };
                self.atoms.atoms.push(atom);
                if object.is_some_and(|object| self.break_after(object)) {
                    self.item = item;
                    return;
                }
                let penalty = if continues { NEEDED_PENALTY } else { EMERGENCY_PENALTY };
                self.divide(penalty, continues && self.hyphenates());
            }
        }
        self.item = item;
    }

    fn is_too_wide(&self, atom: &Atom, continues: bool) -> bool {
        atom.width + if continues && self.hyphenates() { self.hyphen_width() } else { 0.0 } > self.measure
    }

    /// Returns whether a hyphen is shown where a word is divided here.
    fn hyphenates(&self) -> bool {
        self.style().style.division.divider() != Some(Divider::Code)
    }

    /// Splits a word's glyphs at hyphenation points: in reading order.
    fn divided(&self, shaped: &Shaped, glyphs: Range<usize>, origin: usize) -> Vec<Range<usize>> {
        let style = self.style().style;
        let whole = vec![glyphs.clone()];
        let Some(divider) = style.division.divider() else { return whole };
        let end = shaped.glyphs.iter().map(|glyph| glyph.end as usize).max().unwrap_or_default();
        let Some(word) = self.text.text.get(origin..origin + end).filter(|_| !self.rtl_here()) else { return whole };
        let mut from = glyphs.start;
        let mut parts = Vec::new();
        for division in hyphenate::divisions(word, divider) {
            if let Some(at) = boundary(&shaped.glyphs, division).filter(|at| (from + 1..glyphs.end).contains(at)) {
                parts.push(std::mem::replace(&mut from, at)..at);
            }
        }
        parts.push(from..glyphs.end);
        parts
    }

    /// Adds a part of a word, with a hyphen if the word continues; broken anywhere if even that fits on no line.
    fn piece_of(&mut self, shaped: &Arc<Shaped>, glyphs: Range<usize>, origin: usize, continues: bool) {
        let size = self.style().style.size;
        let width: f32 = shaped.glyphs[glyphs.clone()].iter().map(|glyph| glyph.advance * size).sum();
        let with_hyphen = continues && self.hyphenates();
        let hyphen = if with_hyphen { self.hyphen_width() } else { 0.0 };
        if width + hyphen <= self.measure {
            self.part(shaped, glyphs, origin);
            self.divide(if continues { NEEDED_PENALTY } else { EMERGENCY_PENALTY }, with_hyphen);
        } else {
            for character in self.characters(shaped, glyphs, origin) {
                self.part(shaped, character, origin);
                self.divide(EMERGENCY_PENALTY, false);
            }
        }
    }

    /// Splits glyphs into characters with their marks, in reading order.
    fn characters(&self, shaped: &Shaped, glyphs: Range<usize>, origin: usize) -> Vec<Range<usize>> {
        let begins = |at: usize| self.begins_character(&shaped.glyphs[at], origin);
        let mut parts = Vec::new();
        if self.rtl_here() {
            // the base glyph of a character is to the right of its marks
            let mut end = glyphs.end;
            for at in glyphs.clone().rev().filter(|&at| begins(at)) {
                if at + 1 < end {
                    parts.push(at + 1..std::mem::replace(&mut end, at + 1));
                }
            }
            parts.push(glyphs.start..end);
        } else {
            let mut start = glyphs.start;
            for at in (glyphs.start + 1..glyphs.end).filter(|&at| begins(at)) {
                parts.push(std::mem::replace(&mut start, at)..at);
            }
            parts.push(start..glyphs.end);
        }
        parts
    }

    fn rtl_here(&self) -> bool {
        self.atoms.items[self.item].rtl()
    }

    /// Returns whether a glyph begins a user-perceived character: marks stay with their letters.
    fn begins_character(&self, glyph: &ShapedGlyph, origin: usize) -> bool {
        let text = self.text.text.get(origin + glyph.start as usize..origin + glyph.end as usize);
        text.and_then(|text| text.chars().next()).is_some_and(|first| !is_combining_mark(first))
    }
}

/// Returns the first character that is not part of a word, and its offset: a space, an object, or a bidi control.
fn apart(text: &str) -> Option<(usize, char)> {
    // most words are ASCII, and scanned by byte
    let from = text.bytes().position(|byte| byte <= b' ' || byte >= 0x7f)?;
    let is_apart = |character: char| character.is_whitespace() || character == OBJECT || is_bidi_control(character);
    text[from..].char_indices().find(|(_, character)| is_apart(*character)).map(|(at, found)| (from + at, found))
}

/// Returns the penalty for ending a line after a segment without a space, and whether the line then ends in a hyphen.
/// Between ideographs, and between words in scripts without spaces, it is zero.
fn inner(segment: &str) -> (f32, bool) {
    match segment.chars().next_back() {
        Some('-' | '\u{2010}') => (INNER_PENALTY, true),
        Some(last) if last.is_ascii() && last != OBJECT => (INNER_PENALTY, false),
        _ => (0.0, false),
    }
}

/// Returns the first glyph of the text from `offset` on, if a cluster starts exactly there.
fn boundary(glyphs: &[ShapedGlyph], offset: usize) -> Option<usize> {
    glyphs.iter().position(|glyph| glyph.start as usize == offset && glyph.end > glyph.start)
}
