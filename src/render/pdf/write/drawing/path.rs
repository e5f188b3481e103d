//! Shapes: outlines, fills and strokes.

use super::{canvas::Canvas, dictionary};
use crate::typeset::Color;
use printpdf::DictItem;
use usvg::{
    Fill, FillRule, LineCap, LineJoin, Opacity, Paint, PaintOrder, Path, Stroke, Transform,
    tiny_skia_path::{self, PathSegment},
};

impl Canvas<'_> {
    pub(super) fn path(&mut self, path: &Path, at: Transform) -> Result<(), String> {
        if !path.is_visible() {
            return Ok(());
        }
        let order: [bool; 2] = match path.paint_order() {
            PaintOrder::FillAndStroke => [true, false],
            PaintOrder::StrokeAndFill => [false, true],
        };
        for fills in order {
            match (fills, path.fill(), path.stroke()) {
                (true, Some(fill), _) => self.fill(path.data(), fill, at)?,
                (false, _, Some(stroke)) => self.stroke(path.data(), stroke, at)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn fill(&mut self, data: &tiny_skia_path::Path, fill: &Fill, at: Transform) -> Result<(), String> {
        self.content.save();
        self.paint(fill.paint(), fill.opacity(), at, false)?;
        self.outline(data, at);
        self.content.fill_by(fill.rule() == FillRule::EvenOdd);
        self.content.restore();
        Ok(())
    }

    fn stroke(&mut self, data: &tiny_skia_path::Path, stroke: &Stroke, at: Transform) -> Result<(), String> {
        self.content.save();
        match scale(at) {
            Some(scale) => {
                self.paint(stroke.paint(), stroke.opacity(), at, true)?;
                self.pen(stroke, scale);
                self.outline(data, at);
                self.content.stroke();
            }
            // the pen is scaled unequally: its stroke becomes a filled shape
            None => {
                self.paint(stroke.paint(), stroke.opacity(), at, false)?;
                let pen = stroke.to_tiny_skia();
                let dashed = pen.dash.as_ref().and_then(|dash| data.dash(dash, 1.0));
                if let Some(trace) = dashed.as_ref().unwrap_or(data).stroke(&pen, 4.0) {
                    self.outline(&trace, at);
                    self.content.fill_by(false);
                }
            }
        }
        self.content.restore();
        Ok(())
    }

    fn pen(&mut self, stroke: &Stroke, scale: f32) {
        self.content.line_width(stroke.width().get() * scale);
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        self.content.line_ends(cap, join, stroke.miterlimit().get());
        if let Some(dashes) = stroke.dasharray() {
            let dashes: Vec<f32> = dashes.iter().map(|length| length * scale).collect();
            self.content.dashes(&dashes, stroke.dashoffset() * scale);
        }
    }

    /// Sets the paint for filling or stroking.
    fn paint(&mut self, paint: &Paint, opacity: Opacity, at: Transform, strokes: bool) -> Result<(), String> {
        if opacity.get() < 1.0 {
            let opacity = DictItem::Real(opacity.get());
            self.state(dictionary([("ca", opacity.clone()), ("CA", opacity)]));
        }
        let pattern = match paint {
            Paint::Color(color) => {
                let color = self.color(*color);
                if strokes {
                    self.content.stroke_color(color)
                } else {
                    self.content.fill_color(color)
                }
                return Ok(());
            }
            Paint::LinearGradient(gradient) => self.linear(gradient, at),
            Paint::RadialGradient(gradient) => self.radial(gradient, at),
            Paint::Pattern(pattern) => self.tile(pattern, at)?,
        };
        let name = self.resources.pattern(pattern);
        self.content.pattern(&name, strokes);
        Ok(())
    }

    /// Returns a color as printed.
    pub(super) fn color(&self, color: usvg::Color) -> Color {
        let usvg::Color { red, green, blue } = color;
        if !self.shared.greyscale {
            return Color::rgb(red, green, blue);
        }
        // ITU-R BT.709, as for pictures
        let luma = 0.2126 * f32::from(red) + 0.7152 * f32::from(green) + 0.0722 * f32::from(blue);
        let grey = luma.round() as u8;
        Color::rgb(grey, grey, grey)
    }

    /// Adds a path, transformed by `at`.
    pub(super) fn outline(&mut self, data: &tiny_skia_path::Path, at: Transform) {
        let Some(data) = data.clone().transform(at) else { return };
        let content = &mut self.content;
        let mut pen = (0.0, 0.0);
        for segment in data.segments() {
            match segment {
                PathSegment::MoveTo(to) => content.move_to(to.x, to.y),
                PathSegment::LineTo(to) => content.line_to(to.x, to.y),
                PathSegment::QuadTo(by, to) => {
                    let handle = |from: f32, by: f32| from + (by - from) * 2.0 / 3.0;
                    let first = (handle(pen.0, by.x), handle(pen.1, by.y));
                    content.curve_to([first.0, first.1, handle(to.x, by.x), handle(to.y, by.y), to.x, to.y]);
                }
                PathSegment::CubicTo(first, second, to) => {
                    content.curve_to([first.x, first.y, second.x, second.y, to.x, to.y]);
                }
                PathSegment::Close => content.close_path(),
            }
            if let PathSegment::MoveTo(to)
            | PathSegment::LineTo(to)
            | PathSegment::QuadTo(_, to)
            | PathSegment::CubicTo(_, _, to) = segment
            {
                pen = (to.x, to.y);
            }
        }
    }
}

/// Returns the scale of lengths; `None` if it differs by direction.
fn scale(at: Transform) -> Option<f32> {
    let (x, y) = (at.sx.hypot(at.ky), at.kx.hypot(at.sy));
    let skew = at.sx * at.kx + at.ky * at.sy;
    ((x - y).abs() <= 0.005 * x && skew.abs() <= 0.005 * x * y).then_some(x)
}
