//! Letters as they are drawn on covers: rows of runs of pixels, drawn once and kept for the covers that follow.
//!
//! Start with [`Glyphs::get`]. Covers of a batch share few letters at few sizes.

use crate::typeset::{Face, FaceId};
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::{
    FontRef, MetadataProvider as _, Tag,
    instance::Size,
    outline::{DrawSettings, OutlinePen, pen::ControlBoundsPen},
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// A glyph as drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// From the baseline down to the first row, in pixels.
    pub(super) top: i32,
    /// Where each row's runs end.
    ends: Vec<u32>,
    /// Those of all rows, each row's from left to right.
    runs: Vec<Run>,
}

/// Pixels side by side of about one coverage. Those without ink are left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// From the glyph's origin to the right, in pixels.
    pub(super) x: i16,
    pub(super) length: u16,
    /// How much of each pixel is covered, in sixteenths, 1 to 16.
    pub(super) sixteenths: u8,
}

/// The glyphs that have been drawn, of one set of fonts.
#[derive(Debug, Default)]
pub(in crate::render::epub) struct Glyphs {
    drawn: RwLock<HashMap<Key, Arc<Drawn>>>,
}

/// A glyph of a face at a size, by the size's bits.
type Key = (FaceId, u16, u32);

/// So far may a glyph reach from its origin, in pixels: beyond any cover.
const LARGEST: f32 = 4000.0;

/// More are drawn anew: all of the Latin alphabet at all sizes are fewer.
const MOST: usize = 2000;

impl Glyphs {
    /// A glyph of a face at a size in pixels an em.
    pub(super) fn get(&self, id: FaceId, face: &Face, glyph: u16, size: f32) -> Arc<Drawn> {
        let key = (id, glyph, size.to_bits());
        let known = self.drawn.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            // An outline that the font has wrong leaves its letter out.
            let drawn = Arc::new(Drawn::new(face, glyph, size).unwrap_or_default());
            let mut all = self.drawn.write().unwrap_or_else(PoisonError::into_inner);
            if all.len() < MOST {
                all.insert(key, drawn.clone());
            }
            drawn
        })
    }
}

impl Drawn {
    /// Draws a glyph; none for a glyph without an outline, as that of the space, or one that no cover could hold.
    fn new(face: &Face, glyph: u16, size: f32) -> Option<Self> {
        let font = FontRef::from_index(face.data(), face.index).ok()?;
        let outline = font.outline_glyphs().get(glyph.into())?;
        let axes = face.variations.iter().map(|(tag, value)| (Tag::new(tag), *value));
        let location = font.axes().location(axes);
        let settings = || DrawSettings::unhinted(Size::new(size), &location);
        let mut bounds = ControlBoundsPen::new();
        outline.draw(settings(), &mut bounds).ok()?;
        let bounds = bounds.bounding_box()?;
        let sides = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        if !sides.iter().all(|side| side.abs() <= LARGEST) {
            return None;
        }
        let (left, top) = (bounds.x_min.floor(), (-bounds.y_max).floor());
        // one pixel more, as the rasteriser writes beside a right edge that falls on a pixel's edge
        let width = (bounds.x_max - left).ceil() as usize + 1;
        let height = (-bounds.y_min - top).ceil() as usize + 1;
        let origin = point(-left, -top);
        let mut pen = Pen { raster: Rasterizer::new(width, height), origin, start: origin, at: origin };
        outline.draw(settings(), &mut pen).ok()?;
        let mut rows = Rows::new(width, height, left as i16, top as i32);
        // A cast rounds down, and is one instruction; `round` is a call for each pixel.
        pen.raster.for_each_pixel(|_, share| rows.pixel((share.min(1.0) * 16.0 + 0.5) as u8));
        Some(rows.drawn)
    }

    /// The runs of a row, by how far down it is from the first.
    pub(super) fn row(&self, down: usize) -> &[Run] {
        let end = |row: usize| self.ends[row] as usize;
        &self.runs[down.checked_sub(1).map_or(0, end)..end(down)]
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.ends.len()
    }
}

/// Joins the pixels of rows, one after another, to runs.
struct Rows {
    left: i16,
    width: i16,
    /// How many pixels of a row have come.
    x: i16,
    /// What the run has that goes on, 0 for none.
    sixteenths: u8,
    drawn: Drawn,
}

impl Rows {
    fn new(width: usize, height: usize, left: i16, top: i32) -> Self {
        let drawn = Drawn { top, ends: Vec::with_capacity(height), runs: Vec::new() };
        Self { left, width: width as i16, x: 0, sixteenths: 0, drawn }
    }

    fn pixel(&mut self, sixteenths: u8) {
        if sixteenths != self.sixteenths {
            self.end_run();
            if sixteenths > 0 {
                self.drawn.runs.push(Run { x: self.left + self.x, length: 0, sixteenths });
            }
            self.sixteenths = sixteenths;
        }
        self.x += 1;
        if self.x == self.width {
            self.end_run();
            self.drawn.ends.push(self.drawn.runs.len() as u32);
            (self.x, self.sixteenths) = (0, 0);
        }
    }

    fn end_run(&mut self) {
        if self.sixteenths > 0
            && let Some(run) = self.drawn.runs.last_mut()
        {
            run.length = (self.left + self.x - run.x) as u16;
        }
    }
}

/// Turns a glyph's outline (y up, from its origin) into coverage (y down).
struct Pen {
    raster: Rasterizer,
    origin: Point,
    start: Point,
    at: Point,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x, self.origin.y - y)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.raster.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (self.place(cx, cy), self.place(x, y));
        self.raster.draw_quad(self.at, control, to);
        self.at = to;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, to) = (self.place(ax, ay), self.place(bx, by), self.place(x, y));
        self.raster.draw_cubic(self.at, a, b, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{env::FontSet, typeset::Fonts};

    #[test]
    fn a_letter_is_drawn_row_by_row_and_one_that_no_cover_could_hold_is_left_out() {
        let fonts = Fonts::new(&FontSet::bundled());
        let face = fonts.face(fonts.ids().next().expect("a face"));
        let font = FontRef::from_index(face.data(), face.index).expect("a font");
        let bar = font.charmap().map('|').and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).expect("a glyph");
        let drawn = Drawn::new(face, bar, 100.0).expect("a letter");
        let whole = |row: usize| drawn.row(row).iter().filter(|run| run.sixteenths == 16).count();
        assert!((1..drawn.height() - 2).all(|row| whole(row) == 1), "one run of ink in each row of a bar");
        assert!(Drawn::new(face, bar, 1.0e6).is_none());
    }
}
