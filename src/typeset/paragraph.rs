//! Paragraphs: text is broken into lines of positioned glyphs.

use super::{
    Fonts, Owner, Shaper, Text,
    atoms::{Atoms, Tools, atomize},
    itemize::Missing,
    line::{LineSetter, SetLine},
    linebreak::{Fit, Measure, break_lines},
};

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Alignment {
    /// At the side where reading starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the side where reading ends.
    End,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The width of lines in points.
    pub measure: f32,
    /// How far the first line starts in, in points.
    pub first_indent: f32,
    /// Distance from baseline to baseline in points.
    pub leading: f32,
    /// What makes good lines.
    pub fit: Fit,
    /// Where lines stand.
    pub alignment: Alignment,
    /// Whether the paragraph runs right to left.
    pub rtl: bool,
    /// The owner of what only decorates: underlines, strikes.
    pub decoration: Owner,
}

/// Sets paragraphs; holds what all of a document's paragraphs share.
#[derive(Debug)]
pub struct Setter<'a> {
    fonts: &'a Fonts,
    shaper: &'a mut Shaper,
    missing: Missing,
}

/// The widths that a text asks for, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// Its widest unbreakable piece.
    pub least: f32,
    /// Its width on one line, forced breaks kept.
    pub most: f32,
}

impl<'a> Setter<'a> {
    /// A setter with these fonts, and a shaper that may have served documents before.
    pub fn new(fonts: &'a Fonts, shaper: &'a mut Shaper) -> Self {
        Self { fonts, shaper, missing: Missing::new() }
    }

    /// The fonts.
    #[must_use]
    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// Characters that no font has, each once, in order of appearance.
    #[must_use]
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// Breaks a text into lines. No line is wider than the measure.
    pub fn set(&mut self, text: &Text, setting: &Setting) -> Vec<SetLine> {
        let atoms = self.atoms(text, setting.rtl, setting.measure - setting.first_indent.max(0.0));
        let candidates: Vec<_> = atoms.breaks.iter().map(|b| b.candidate).collect();
        let measure = Measure { first: setting.measure - setting.first_indent, rest: setting.measure };
        let mut setter = LineSetter { text, atoms: &atoms, fonts: self.fonts, setting };
        let mut start = 0;
        let mut lines = Vec::new();
        for chosen in break_lines(&candidates, measure, setting.fit) {
            let at = atoms.breaks[chosen.candidate];
            let last = chosen.candidate + 1 == candidates.len();
            lines.push(setter.line(start, &at, chosen.ratio, lines.is_empty(), last));
            start = at.next;
        }
        lines
    }

    /// The widths that a text asks for.
    pub fn extent(&mut self, text: &Text, rtl: bool) -> Extent {
        let atoms = self.atoms(text, rtl, f32::INFINITY);
        let mut extent = Extent::default();
        let (mut line, mut piece) = (0.0, 0.0);
        for at in &atoms.breaks {
            extent.least = extent.least.max(at.candidate.end.width - piece);
            piece = at.candidate.start.width;
            if at.candidate.forced {
                extent.most = extent.most.max(at.candidate.end.width - line);
                line = at.candidate.start.width;
            }
        }
        extent
    }

    fn atoms(&mut self, text: &Text, rtl: bool, measure: f32) -> Atoms {
        let mut tools = Tools { fonts: self.fonts, shaper: self.shaper, missing: &mut self.missing };
        atomize(text, rtl, measure, &mut tools)
    }
}
