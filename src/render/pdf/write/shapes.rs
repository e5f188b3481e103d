//! Rectangles with rounded corners, as paths.

use crate::typeset::{Color, Rect};
use printpdf::{Greyscale, LinePoint, PaintMode, Point, Polygon, PolygonRing, Pt, Rgb, WindingOrder};

/// How far a cubic curve's handles stand from its ends to draw a quarter of a circle of radius 1.
const HANDLE: f32 = 0.552_284_8;

/// A closed path along the rectangle's edge. `page_height` turns the page's top-down y into PDF's bottom-up one.
pub(super) fn rectangle(rect: Rect, radius: f32, page_height: f32, mode: PaintMode) -> Polygon {
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0).max(0.0);
    let (left, right) = (rect.x, rect.x + rect.width);
    let (top, bottom) = (page_height - rect.y, page_height - rect.y - rect.height);
    let points = if radius == 0.0 {
        [(left, bottom), (right, bottom), (right, top), (left, top)].map(|(x, y)| point(x, y, false)).to_vec()
    } else {
        rounded(left, bottom, right, top, radius)
    };
    Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero }
}

/// Counter-clockwise from the bottom edge's left end; each corner is two handles and its end.
fn rounded(left: f32, bottom: f32, right: f32, top: f32, radius: f32) -> Vec<LinePoint> {
    let near = radius * (1.0 - HANDLE);
    let mut points = vec![point(left + radius, bottom, false)];
    let mut corner = |from: (f32, f32), one: (f32, f32), two: (f32, f32), to: (f32, f32)| {
        points.push(point(from.0, from.1, false));
        points.push(point(one.0, one.1, true));
        points.push(point(two.0, two.1, true));
        points.push(point(to.0, to.1, false));
    };
    corner((right - radius, bottom), (right - near, bottom), (right, bottom + near), (right, bottom + radius));
    corner((right, top - radius), (right, top - near), (right - near, top), (right - radius, top));
    corner((left + radius, top), (left + near, top), (left, top - near), (left, top - radius));
    corner((left, bottom + radius), (left, bottom + near), (left + near, bottom), (left + radius, bottom));
    points
}

fn point(x: f32, y: f32, bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: Pt(hundredths(x)), y: Pt(hundredths(y)) }, bezier }
}

/// A length rounded to 1/100 pt, as it is written. A length that is no number becomes 0.
pub(super) fn hundredths(length: f32) -> f32 {
    if length.is_finite() { (length * 100.0).round() / 100.0 } else { 0.0 }
}

/// A colour as the page's operators give it: greys as such, so that a black-and-white printer uses black ink.
pub(super) fn color(color: Color) -> printpdf::Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    if color.r == color.g && color.g == color.b {
        return printpdf::Color::Greyscale(Greyscale { percent: part(color.r), icc_profile: None });
    }
    printpdf::Color::Rgb(Rgb { r: part(color.r), g: part(color.g), b: part(color.b), icc_profile: None })
}
