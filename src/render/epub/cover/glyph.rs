//! Rasterizes glyphs.

use crate::typeset::Face;
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::{
    FontRef, MetadataProvider as _, Tag,
    instance::Size,
    outline::{DrawSettings, OutlinePen, pen::ControlBoundsPen},
};

/// How far a glyph may reach from its origin, in pixels: further than any cover is wide or high.
const LARGEST: f32 = 4000.0;

/// Calls `put` with each pixel that a glyph covers, relative to its origin (x to the right, y down), and its coverage,
/// 0 to 1. `size` is in pixels per em. Glyphs without an outline, such as a space, and those that no cover could hold
/// cover none.
pub(super) fn rasterize(face: &Face, glyph: u16, size: f32, mut put: impl FnMut(i32, i32, f32)) -> Option<()> {
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
    // one column more, as the rasterizer writes next to a right edge that falls on a pixel's edge
    let width = (bounds.x_max - left).ceil() as usize + 1;
    let height = (-bounds.y_min - top).ceil() as usize + 1;
    let origin = point(-left, -top);
    let mut pen = Pen { raster: Rasterizer::new(width, height), origin, start: origin, at: origin };
    outline.draw(settings(), &mut pen).ok()?;
    pen.raster
        .for_each_pixel_2d(|x, y, coverage| put(left as i32 + x as i32, top as i32 + y as i32, coverage.min(1.0)));
    Some(())
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
        let mut full = std::collections::BTreeMap::new();
        rasterize(face, bar, 100.0, |_, y, coverage| *full.entry(y).or_insert(0) += u32::from(coverage > 0.99));
        let (first, last) = (*full.keys().next().expect("a row"), *full.keys().last().expect("a row"));
        assert!(first < -50 && last - first > 80, "a bar is about as high as the em: {first} to {last}");
        let inside = full.range(first + 1..last - 1);
        assert!(inside.clone().all(|(_, count)| *count > 0), "ink in each row of a bar: {full:?}");
        assert!(rasterize(face, bar, 1.0e6, |_, _, _| {}).is_none());
    }
}
