//! Rasterizes glyphs and caches them.

use crate::{
    cache::Cache,
    typeset::{Face, FaceId, Fonts},
};
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::{
    FontRef, MetadataProvider as _, Tag,
    instance::Size,
    outline::{DrawSettings, OutlinePen, pen::ControlBoundsPen},
};
use std::sync::{Arc, Mutex, PoisonError};

/// The maximum extent of a glyph from its origin, in pixels: more than any cover's width or height.
const LARGEST: f32 = 4000.0;

/// Adjacent pixels that a glyph covers equally.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// The offset from the glyph's origin to the right and down, in pixels.
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) length: u32,
    /// The coverage of each pixel, in sixteenths, 1 to 16.
    pub(super) sixteenths: u8,
}

/// Rasterized glyphs, by face, glyph and the bits of the size: the covers of a batch share few letters at few sizes,
/// and rasterizing them again would take a fifth of the batch's time.
#[derive(Debug)]
pub(in crate::render::epub) struct Glyphs(Mutex<Cache<Key, Arc<[Run]>>>);

/// A glyph of a face, and the bits of its size.
type Key = (FaceId, u16, u32);

impl Default for Glyphs {
    fn default() -> Self {
        Self(Mutex::new(Cache::new(2000)))
    }
}

impl Glyphs {
    /// Returns the coverage of a glyph at a size in pixels per em. A malformed outline covers nothing.
    pub(super) fn get(&self, fonts: &Fonts, face: FaceId, glyph: u16, size: f32) -> Arc<[Run]> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (face, glyph, size.to_bits());
        if let Some(runs) = known.get(&key) {
            return runs.clone();
        }
        let runs: Arc<[Run]> = rasterize(fonts.face(face), glyph, size).unwrap_or_default().into();
        known.insert(key, runs.clone());
        runs
    }
}

/// Returns the coverage of a glyph, row by row. Glyphs without an outline, such as spaces, and those larger than any
/// cover, cover nothing.
fn rasterize(face: &Face, glyph: u16, size: f32) -> Option<Vec<Run>> {
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
    // one more column, as the rasterizer writes next to a right edge that falls on a pixel boundary
    let width = (bounds.x_max - left).ceil() as usize + 1;
    let height = (-bounds.y_min - top).ceil() as usize + 1;
    let origin = point(-left, -top);
    let mut pen = Pen { raster: Rasterizer::new(width, height), origin, start: origin, at: origin };
    outline.draw(settings(), &mut pen).ok()?;
    let mut runs: Vec<Run> = Vec::new();
    pen.raster.for_each_pixel_2d(|right, down, coverage| {
        let (x, y) = (left as i32 + right as i32, top as i32 + down as i32);
        let sixteenths = (coverage.min(1.0) * 16.0 + 0.5) as u8;
        match runs.last_mut() {
            Some(run) if (run.y, run.x + run.length as i32, run.sixteenths) == (y, x, sixteenths) => run.length += 1,
            _ if sixteenths > 0 => runs.push(Run { x, y, length: 1, sixteenths }),
            _ => {}
        }
    });
    Some(runs)
}

/// Feeds a glyph's outline (y up, from its origin) to the rasterizer (y down).
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
    fn a_letter_covers_its_pixels_and_one_that_no_cover_could_hold_covers_none() {
        let fonts = Fonts::new(&FontSet::bundled());
        let face = fonts.face(fonts.ids().next().expect("a face"));
        let font = FontRef::from_index(face.data(), face.index).expect("a font");
        let bar = font.charmap().map('|').and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).expect("a glyph");
        let runs = rasterize(face, bar, 100.0).expect("an outline");
        let (first, last) = (runs[0].y, runs[runs.len() - 1].y);
        assert!(first < -50 && last - first > 80, "a bar is about as high as the em: {first} to {last}");
        let full = |row| runs.iter().filter(|run| run.y == row && run.sixteenths == 16).count();
        assert!((first + 1..last - 1).all(|row| full(row) == 1), "one run of ink in each row of a bar: {runs:?}");
        assert!(rasterize(face, bar, 1.0e6).is_none());
    }
}
