//! Words of formulas, in the face of the surrounding text.

use super::{boxes::MathBox, layout::Layout, style::Style};
use crate::{
    maths::Leaf,
    typeset::{Alignment, FaceId, FaceQuery, Fit, GlyphRun, ItemKind, Owner, Setting, Text, TextStyle},
};

impl Layout<'_, '_> {
    /// Sets words in the face of the text around the formula.
    pub(super) fn words(&mut self, leaf: &Leaf, style: Style) -> MathBox {
        let text = leaf.text.replace(char::is_whitespace, " ");
        let words = TextStyle {
            face: self.words_face(leaf.bold),
            size: self.style.words.size * self.scale(style),
            ..self.style.words
        };
        let space = self.setter.fonts.face(words.face).space() * words.size;
        let (before, after) = (text.len() - text.trim_start().len(), text.len() - text.trim_end().len());
        let mut laid = MathBox { is_letter: true, ..MathBox::space(before as f32 * space) };
        if text.trim().is_empty() {
            return laid;
        }
        let mut set = Text::new();
        set.push(text.trim(), words, Owner(0), None);
        let lines = self.setter.lines;
        for line in self.setter.set(&set, &one_line()) {
            let x = laid.width;
            laid.width += line.width;
            for mut item in line.items {
                item.kind.shift(x, -line.baseline);
                let ItemKind::Glyphs(run) = &item.kind else { continue };
                let (ascent, descent) = self.extents_of(run);
                laid.ascent = laid.ascent.max(ascent);
                laid.descent = laid.descent.max(descent);
                self.parts += run.glyphs.len();
                laid.items.push(item.kind);
            }
        }
        // these lines are not lines of the page
        self.setter.lines = lines;
        laid.width += after as f32 * space;
        laid
    }

    pub(super) fn words_face(&self, bold: bool) -> FaceId {
        let (fonts, given) = (self.setter.fonts, self.style.words.face);
        let face = fonts.face(given);
        let query = FaceQuery { family: &face.family, bold: true, italic: face.italic };
        if bold && !face.bold { fonts.select(query).unwrap_or(given) } else { given }
    }

    /// Returns the height and depth of a run's glyphs.
    fn extents_of(&mut self, run: &GlyphRun) -> (f32, f32) {
        let Some(outlines) = self.outlines(run.face) else { return (run.size * 0.7, run.size * 0.2) };
        let each = run.glyphs.iter().map(|glyph| outlines.extents(glyph.id));
        let (ascent, descent) = each
            .fold((0.0f32, 0.0f32), |(ascent, descent), glyph| (ascent.max(glyph.ascent), descent.max(glyph.descent)));
        (ascent * run.size - run.y, descent * run.size + run.y)
    }
}

/// Returns settings for a single line that holds all words.
fn one_line() -> Setting {
    const WIDE: f32 = 1e6;
    Setting {
        measure: WIDE,
        first_indent: 0.0,
        firsts: 1,
        hanging: 0.0,
        leading: 0.0,
        fit: Fit::Ragged,
        alignment: Alignment::Start,
        rtl: false,
        decoration: Owner(0),
    }
}
