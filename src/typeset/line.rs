//! Lines: the atoms between two breaks become positioned glyph runs.

use super::{
    Fonts, Glyph, GlyphRun, Item, ItemKind, ObjectContent, Rect, Text,
    atoms::{Atom, AtomKind, Atoms, Break},
    linebreak::Sum,
    setting::{Alignment, Setting},
};
use std::ops::Range;

/// A line. Its items are relative to its box, whose left edge is that of the column and whose top is 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SetLine {
    /// The height of the line's box in points: the leading, or more if a picture is taller.
    pub(crate) height: f32,
    /// The baseline, from the box's top.
    pub(crate) baseline: f32,
    /// The natural or justified width of the text in points.
    pub(crate) width: f32,
    /// Its contents.
    pub(crate) items: Vec<Item>,
    /// The notes of the line, by the caller's numbers.
    pub(crate) notes: Vec<u32>,
    /// Whether it ends in a hyphenated word.
    pub(crate) divided: bool,
}

pub(super) struct LineSetter<'a> {
    pub(super) text: &'a Text,
    pub(super) atoms: &'a Atoms,
    pub(super) fonts: &'a Fonts,
    pub(super) setting: &'a Setting,
    /// Where the last glyphs end. That may be beyond the end of their atom, if a mark's blank is closed up.
    pub(super) end: f32,
}

impl LineSetter<'_> {
    /// Sets the atoms between two breaks, or those up to the first, as a line; lines are numbered from 0.
    pub(super) fn line(&mut self, from: (Option<&Break>, usize), at: &Break, ratio: f32, last: bool) -> SetLine {
        let (from, number) = from;
        let (start, head) = from.map_or((0, 0.0), |from| (from.next, from.blank_before));
        let atoms = &self.atoms.atoms[start..at.end];
        let mut widths: Vec<f32> = atoms.iter().map(|atom| set_width(atom, ratio)).collect();
        if let (Some(width), Some(atom)) = (widths.last_mut(), atoms.last()) {
            *width = atom.width - at.blank_after;
        }
        let width = widths.iter().sum::<f32>() - head + at.candidate.hyphen;
        let (height, baseline) = self.extents(atoms);
        let left = self.left(width, self.indent(from, number)) - head;
        let pens = pens(left, &widths, &self.levels(atoms));
        let mut line = SetLine { height, baseline, width, divided: at.candidate.hyphen > 0.0, ..SetLine::default() };
        let mut rest = 1 + atoms.iter().map(Atom::glyphs).sum::<usize>();
        for ((atom, &x), &width) in atoms.iter().zip(&pens).zip(&widths) {
            self.atom(atom, x, width, (baseline, rest), &mut line.items);
            rest -= atom.glyphs();
        }
        if line.divided {
            self.hyphen(atoms, left + head + width - at.candidate.hyphen, baseline, &mut line.items);
        } else if !last && self.ends_word(at) {
            match (atoms.last().map(|atom| &atom.kind), self.atoms.atoms.get(at.end)) {
                // the formula's own space would be part of its alternative text, and never read
                (Some(AtomKind::Object(_)), Some(space)) if matches!(space.kind, AtomKind::Space) => {
                    self.atom(space, left + head + width, space.width, (baseline, 1), &mut line.items);
                }
                _ => self.end_space(&mut line.items),
            }
        }
        self.follow(start, at, last, &mut line);
        line.items.iter_mut().for_each(settle);
        line
    }

    /// Returns whether a line ends where a word does: at a space or a forced break, not after a hyphen or between
    /// ideographs.
    fn ends_word(&self, at: &Break) -> bool {
        let skipped = self.atoms.atoms.get(at.end..at.next).unwrap_or_default();
        at.candidate.forced || skipped.iter().any(|atom| matches!(atom.kind, AtomKind::Space))
    }

    /// Returns the line box's height and baseline: the leading, with the text centered in it, more for a tall picture
    /// or formula.
    fn extents(&self, atoms: &[Atom]) -> (f32, f32) {
        let style = self.text.runs.first().map(|run| run.style);
        let (ascent, descent) = style.map_or((0.0, 0.0), |style| {
            let metrics = self.fonts.face(style.face).metrics();
            (metrics.ascent * style.size, -metrics.descent * style.size)
        });
        let leading = self.setting.leading;
        let baseline = (leading - ascent - descent) / 2.0 + ascent;
        let (mut tallest, mut deepest) = (0.0f32, 0.0f32);
        for atom in atoms {
            if let AtomKind::Object(object) = atom.kind {
                let object = &self.text.objects[object].1;
                (tallest, deepest) = (tallest.max(object.height), deepest.max(object.depth));
            }
        }
        let (above, below) = ((tallest - baseline).max(0.0), (deepest - (leading - baseline)).max(0.0));
        (leading + above + below, baseline + above)
    }

    /// Returns the indent of a line after a break.
    fn indent(&self, from: Option<&Break>, number: usize) -> f32 {
        match from {
            _ if number < self.setting.firsts => self.setting.first_indent,
            None => 0.0,
            Some(from) if from.candidate.forced => 0.0,
            Some(_) => self.setting.hanging,
        }
    }

    /// Returns the line's left end in its column.
    fn left(&self, width: f32, indent: f32) -> f32 {
        let setting = self.setting;
        let room = setting.measure - width;
        match (setting.alignment, setting.rtl) {
            (Alignment::Start, false) => indent,
            (Alignment::Start, true) => room - indent,
            (Alignment::Center, _) => room / 2.0,
            (Alignment::End, false) => room,
            (Alignment::End, true) => 0.0,
        }
    }

    fn levels(&self, atoms: &[Atom]) -> Vec<u8> {
        atoms.iter().map(|atom| self.atoms.items[atom.item].level).collect()
    }

    /// Sets an atom; `rest` is the number of glyphs of its line from here on.
    fn atom(&mut self, atom: &Atom, x: f32, width: f32, (baseline, rest): (f32, usize), items: &mut Vec<Item>) {
        let run = &self.text.runs[atom.run];
        let style = run.style;
        let y = baseline - style.rise;
        self.marks(atom, y - style.size, items);
        match &atom.kind {
            AtomKind::Object(object) => {
                let object = &self.text.objects[*object].1;
                match &object.content {
                    ObjectContent::Picture(key) => {
                        let rect = Rect { x, y: y - object.height, width, height: object.height };
                        let kind = ItemKind::Picture { rect, key: key.clone(), link: run.link };
                        items.push(Item { owner: run.owner, kind });
                    }
                    ObjectContent::Formula { items: parts, .. } => {
                        let scale = (atom.width / object.width.max(f32::EPSILON)).min(1.0);
                        let around = self.around(atom, width);
                        let (before, after) = around.split_at(around.len() / 2);
                        items.extend(before.iter().chain(parts).chain(after).map(|part| {
                            let mut kind = part.clone();
                            if scale < 1.0 {
                                kind.scale(scale);
                            }
                            kind.shift(x, y);
                            if let ItemKind::Glyphs(glyphs) = &mut kind {
                                glyphs.link = run.link;
                            }
                            Item { owner: run.owner, kind }
                        }));
                        self.end = x + width;
                    }
                }
            }
            AtomKind::Space => {
                if let Some(space) = self.space(atom, width)
                    && let Some(run) = self.run(atom, (x, y), rest, items)
                {
                    self.end = x + append(run, [space].into_iter(), " ");
                }
            }
            AtomKind::Glyphs { shaped, glyphs, origin } => {
                let base = (atom.range.start - origin) as u32;
                let glyphs = shaped.glyphs[glyphs.clone()].iter().map(|glyph| Glyph {
                    id: glyph.id,
                    advance: glyph.advance * style.size,
                    dx: glyph.dx * style.size,
                    dy: glyph.dy * style.size,
                    start: glyph.start.saturating_sub(base),
                    end: glyph.end.saturating_sub(base),
                });
                if let Some(run) = self.run(atom, (x, y), rest, items) {
                    self.end = x + append(run, glyphs, &self.text.text[atom.range.clone()]);
                    // the space after it
                    if let Some(last) = run.glyphs.last_mut().filter(|_| atom.after != Sum::default()) {
                        last.advance += width - atom.width;
                        self.end += width - atom.width;
                    }
                }
            }
        }
        self.rules(atom, x, y, width, items);
    }

    /// Returns the run for an atom's glyphs: the previous one if they continue where it ends, else a new one with
    /// capacity for the rest of the line.
    fn run<'i>(
        &self,
        atom: &Atom,
        (x, y): (f32, f32),
        rest: usize,
        items: &'i mut Vec<Item>,
    ) -> Option<&'i mut GlyphRun> {
        let styled = &self.text.runs[atom.run];
        let item = &self.atoms.items[atom.item];
        let goes_on = matches!(items.last(), Some(Item { owner, kind: ItemKind::Glyphs(run) })
            if !item.rtl()
                && (*owner, run.face, run.size, run.link, run.rtl)
                    == (styled.owner, item.face, styled.style.size, styled.link, false)
                && run.color == styled.style.color
                && (run.y - y).abs() < 0.001
                && (self.end - x).abs() < 0.01);
        if !goes_on {
            let rest = if item.rtl() { 0 } else { rest };
            let run = GlyphRun {
                face: item.face,
                size: styled.style.size,
                x,
                y,
                color: styled.style.color,
                glyphs: Vec::with_capacity(rest),
                text: String::with_capacity(rest),
                rtl: item.rtl(),
                link: styled.link,
            };
            items.push(Item { owner: styled.owner, kind: ItemKind::Glyphs(run) });
        }
        match items.last_mut().map(|item| &mut item.kind) {
            Some(ItemKind::Glyphs(run)) => Some(run),
            _ => None,
        }
    }

    /// Returns spaces at both ends of a formula, from its left end on the baseline. They have no width: programs that
    /// copy text take its position and size from the first and the last glyph.
    fn around(&self, atom: &Atom, width: f32) -> Vec<ItemKind> {
        let style = self.text.runs[atom.run].style;
        let face = self.atoms.items[atom.item].face;
        let Some(space) = self.space(atom, self.fonts.face(face).space() * style.size) else { return Vec::new() };
        let at = |x: f32| {
            ItemKind::Glyphs(GlyphRun {
                face,
                size: style.size,
                x,
                y: 0.0,
                color: style.color,
                glyphs: vec![space],
                text: " ".to_owned(),
                rtl: false,
                link: None,
            })
        };
        vec![at(0.0), at(width - space.advance)]
    }

    /// Returns the glyph of a space, `width` points wide; `None` if no font has one.
    fn space(&self, atom: &Atom, width: f32) -> Option<Glyph> {
        let face = self.fonts.face(self.atoms.items[atom.item].face);
        Some(Glyph { id: face.space_glyph()?, advance: width, dx: 0.0, dy: 0.0, start: 0, end: 1 })
    }

    /// Adds underlines and strikethroughs of text.
    fn rules(&self, atom: &Atom, x: f32, y: f32, width: f32, items: &mut Vec<Item>) {
        if matches!(atom.kind, AtomKind::Object(_)) {
            return;
        }
        let style = self.text.runs[atom.run].style;
        let thickness = (style.size / 16.0).max(0.5);
        let mut rule = |top: f32| {
            let rect = Rect { x, y: top, width, height: thickness };
            let kind = ItemKind::Fill { rect, radius: 0.0, color: style.color };
            items.push(Item { owner: self.setting.decoration, kind });
        };
        if style.underline {
            rule(y + style.size * 0.12);
        }
        if style.strike {
            rule(y - style.size * 0.28);
        }
    }

    fn marks(&self, atom: &Atom, y: f32, items: &mut Vec<Item>) {
        let owner = self.text.runs[atom.run].owner;
        for (_, mark) in within(&self.text.marks, atom.range.clone()) {
            items.push(Item { owner, kind: ItemKind::Mark { y, mark: *mark } });
        }
    }

    fn hyphen(&self, atoms: &[Atom], x: f32, y: f32, items: &mut Vec<Item>) {
        let Some(atom) = atoms.last() else { return };
        let face = self.fonts.face(self.atoms.items[atom.item].face);
        let Some(id) = face.hyphen_glyph() else { return };
        let advance = face.hyphen() * self.text.runs[atom.run].style.size;
        let glyph = Glyph { id, advance, dx: 0.0, dy: 0.0, start: 0, end: 2 };
        let y = y - self.text.runs[atom.run].style.rise;
        if let Some(run) = self.run(atom, (x, y), 1, items) {
            append(run, [glyph].into_iter(), "\u{ad}");
        }
    }

    /// Adds a space at the line's end, which separates its last word from the next line's first when text is copied.
    fn end_space(&self, items: &mut [Item]) {
        let run = items.iter_mut().rev().find_map(|item| match &mut item.kind {
            ItemKind::Glyphs(run) => Some(run),
            ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => None,
            ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
        });
        if let Some(run) = run {
            let face = self.fonts.face(run.face);
            let Some(id) = face.space_glyph() else { return };
            let (start, advance) = (run.text.len() as u32, face.space() * run.size);
            run.text.push(' ');
            let space = Glyph { id, advance, dx: 0.0, dy: 0.0, start, end: start + 1 };
            if run.rtl {
                run.x -= advance;
                run.glyphs.insert(0, space);
            } else {
                run.glyphs.push(space);
            }
        }
    }

    /// Adds the notes of the line, and marks at positions without an atom.
    fn follow(&self, start: usize, at: &Break, last: bool, line: &mut SetLine) {
        let from = self.atoms.atoms.get(start).map_or(0, |atom| atom.range.start);
        let next = self.atoms.atoms.get(at.next).map(|atom| atom.range.start);
        let to = next.filter(|_| !last).unwrap_or(usize::MAX);
        line.notes = within(&self.text.notes, from..to).iter().map(|&(_, note)| note).collect();
        let end = self.text.text.len();
        if last && let Some(owner) = self.text.runs.last().map(|run| run.owner) {
            for &(_, mark) in self.text.marks.iter().filter(|(place, _)| *place >= end) {
                line.items.push(Item { owner, kind: ItemKind::Mark { y: 0.0, mark } });
            }
        }
    }
}

/// Returns the entries in a range of the text, from a list in text order.
fn within<T>(places: &[(usize, T)], range: Range<usize>) -> &[(usize, T)] {
    let from = places.partition_point(|(at, _)| *at < range.start);
    let length = places[from..].partition_point(|(at, _)| *at < range.end);
    &places[from..from + length]
}

/// Releases unused capacity of a run: thousands of pages wait to be written.
fn settle(item: &mut Item) {
    if let ItemKind::Glyphs(run) = &mut item.kind {
        run.glyphs.shrink_to_fit();
        run.text.shrink_to_fit();
    }
}

/// Appends glyphs to a run, with their text. Returns their width.
fn append(run: &mut GlyphRun, glyphs: impl Iterator<Item = Glyph>, text: &str) -> f32 {
    let (offset, before) = (run.text.len() as u32, run.glyphs.len());
    run.text.push_str(text);
    run.glyphs.extend(glyphs.map(|glyph| Glyph { start: glyph.start + offset, end: glyph.end + offset, ..glyph }));
    run.glyphs[before..].iter().map(|glyph| glyph.advance).sum()
}

/// Returns the width of an atom with the space after it.
fn set_width(atom: &Atom, ratio: f32) -> f32 {
    let by = if ratio > 0.0 { atom.after.stretch } else { atom.after.shrink };
    atom.width + atom.after.width + by * ratio
}

/// Returns the left end of each atom, in the visual order that UAX 9's rule L2 gives.
fn pens(left: f32, widths: &[f32], levels: &[u8]) -> Vec<f32> {
    let highest = levels.iter().copied().max().unwrap_or(0);
    let (mut pens, mut pen) = (vec![0.0; widths.len()], left);
    if highest == 0 {
        for (place, width) in pens.iter_mut().zip(widths) {
            *place = pen;
            pen += width;
        }
        return pens;
    }
    let mut order: Vec<usize> = (0..widths.len()).collect();
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min().unwrap_or(u8::MAX);
    for level in (lowest_odd..=highest).rev() {
        let mut at = 0;
        while at < order.len() {
            let run = order[at..].iter().take_while(|&&atom| levels[atom] >= level).count();
            order[at..at + run].reverse();
            at += run.max(1);
        }
    }
    for atom in order {
        pens[atom] = pen;
        pen += widths[atom];
    }
    pens
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_bidi::{BidiInfo, Level};

    #[test]
    fn a_right_to_left_stretch_is_reversed_as_a_whole() {
        assert_eq!(pens(0.0, &[1.0, 2.0, 4.0, 8.0], &[0, 1, 1, 0]), [0.0, 5.0, 1.0, 7.0]);
        assert_eq!(pens(0.0, &[1.0, 2.0, 4.0], &[1, 2, 1]), [6.0, 4.0, 0.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn stretches_are_reversed_as_the_crate_for_uax_9_does(levels in prop::collection::vec(0u8..6, 1..40)) {
            let theirs = BidiInfo::reorder_visual(&levels.iter().map(|&level| Level::new(level).unwrap()).collect::<Vec<_>>());
            let pens = pens(0.0, &vec![1.0; levels.len()], &levels);
            let mut ours: Vec<usize> = (0..levels.len()).collect();
            ours.sort_by(|&a, &b| pens[a].total_cmp(&pens[b]));
            prop_assert_eq!(ours, theirs);
        }
    }
}
