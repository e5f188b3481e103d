//! A line of text being shown, with the position of the pen.

use super::{operators::Shown, syntax::nearest};
use crate::typeset::{FaceId, GlyphRun};

/// A line being shown.
pub(super) struct Line {
    face: FaceId,
    size: f32,
    y: f32,
    /// The viewer's pen, in points from the page's left.
    pen: f32,
}

impl Line {
    /// Begins a line with a run; `pen` is in points from the page's left.
    pub(super) fn new(run: &GlyphRun, pen: f32) -> Self {
        Self { face: run.face, size: run.size, y: run.y, pen }
    }

    /// Returns whether a run can continue the line.
    pub(super) fn is_of(&self, run: &GlyphRun) -> bool {
        (self.face, self.size, self.y) == (run.face, run.size, run.y)
    }

    /// Shows a glyph at a position, moving the pen there first if it has drifted. `width` is in thousandths of an em.
    pub(super) fn show(&mut self, shown: &mut Shown, code: u16, target: f32, width: f32) {
        let thousandth = self.size / 1000.0;
        let stray = if thousandth > 0.0 { (self.pen - target) / thousandth } else { 0.0 };
        if stray.abs() >= TOLERANCE {
            let whole = nearest(stray);
            shown.adjust(i64::from(whole));
            self.pen -= whole as f32 * thousandth;
        }
        shown.glyph(code);
        self.pen += width * thousandth;
    }
}

/// The maximum drift of the pen from a glyph's position, in thousandths of an em.
const TOLERANCE: f32 = 0.5;
