//! Draws one glyph's outline as coverage of pixels, in a box that just holds it.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen, pen::ControlBoundsPen},
};

/// A glyph as drawn.
pub(super) struct Drawn {
    raster: Rasterizer,
    /// From the glyph's origin to the box's left edge, in pixels.
    pub(super) left: i32,
    /// From the baseline to the box's top edge, in pixels; most often negative.
    pub(super) top: i32,
}

impl Drawn {
    /// Draws a glyph at a size in pixels an em; none for a glyph without an outline, as that of the space.
    pub(super) fn new(font: &FontRef<'_>, id: GlyphId, size: f32) -> Option<Self> {
        let outline = font.outline_glyphs().get(id)?;
        let settings = || DrawSettings::unhinted(Size::new(size), LocationRef::default());
        let mut bounds = ControlBoundsPen::new();
        outline.draw(settings(), &mut bounds).ok()?;
        let bounds = bounds.bounding_box()?;
        let (left, top) = (bounds.x_min.floor(), (-bounds.y_max).floor());
        // one pixel more, as the rasteriser writes beside a right edge that falls on a pixel's edge
        let width = (bounds.x_max - left).ceil() as usize + 1;
        let height = (-bounds.y_min - top).ceil() as usize + 1;
        let origin = point(-left, -top);
        let mut pen = Pen { raster: Rasterizer::new(width, height), origin, start: origin, at: origin };
        outline.draw(settings(), &mut pen).ok()?;
        Some(Self { raster: pen.raster, left: left as i32, top: top as i32 })
    }

    /// Calls for each pixel that has ink, by its place in the box, with the share of it that is covered, 0 to 1.
    pub(super) fn each_inked(&self, mut inked: impl FnMut(i32, i32, f32)) {
        self.raster.for_each_pixel_2d(|x, y, share| {
            if share > 0.02 {
                inked(x as i32, y as i32, share);
            }
        });
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
