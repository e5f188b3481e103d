//! Rectangles with rounded corners, and outlines, as paths.

use super::{operators::Operators, syntax::nearest};
use crate::typeset::Rect;

/// The distance of a cubic curve's control points from its ends for a quarter of a circle of radius 1.
const HANDLE: f32 = 0.552_284_8;

/// Adds a closed path along the rectangle's edge. `page_height` converts the page's top-down y to PDF's bottom-up one.
pub(super) fn rectangle(content: &mut Operators, rect: Rect, radius: f32, page_height: f32) {
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0).max(0.0);
    let (left, right) = (hundredths(rect.x), hundredths(rect.x + rect.width));
    let (top, bottom) = (hundredths(page_height - rect.y), hundredths(page_height - rect.y - rect.height));
    if radius == 0.0 {
        content.rectangle(left, bottom, right - left, top - bottom);
    } else {
        rounded(content, [left, bottom, right, top], radius);
    }
}

/// The size of the square in which an outline is drawn, in units.
const SQUARE: f32 = 24.0;

/// Adds paths in a square of [`SQUARE`] units that fills the rectangle: commands `M`, `L`, `C` and `Z` with
/// space-separated numbers.
pub(super) fn outline(content: &mut Operators, rect: Rect, path: &str, page_height: f32) {
    let x = |units: f32| hundredths(rect.x + units / SQUARE * rect.width);
    let y = |units: f32| hundredths(page_height - rect.y - units / SQUARE * rect.height);
    let mut words = path.split_ascii_whitespace();
    while let Some(command) = words.next() {
        let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
        match command {
            "M" => content.move_to(x(number()), y(number())),
            "L" => content.line_to(x(number()), y(number())),
            "C" => content.curve_to([x(number()), y(number()), x(number()), y(number()), x(number()), y(number())]),
            _ => content.close_path(),
        }
    }
}

/// Adds the path counterclockwise from the left end of the bottom edge; each corner is a line to it and a curve around
/// it.
fn rounded(content: &mut Operators, [left, bottom, right, top]: [f32; 4], radius: f32) {
    let near = radius * (1.0 - HANDLE);
    content.move_to(hundredths(left + radius), bottom);
    let mut corner = |from: (f32, f32), curve: [f32; 6]| {
        content.line_to(hundredths(from.0), hundredths(from.1));
        content.curve_to(curve.map(hundredths));
    };
    corner((right - radius, bottom), [right - near, bottom, right, bottom + near, right, bottom + radius]);
    corner((right, top - radius), [right, top - near, right - near, top, right - radius, top]);
    corner((left + radius, top), [left + near, top, left, top - near, left, top - radius]);
    corner((left, bottom + radius), [left, bottom + near, left + near, bottom, left + radius, bottom]);
    content.close_path();
}

/// Returns a length rounded to 1/100 pt, as written. NaN becomes 0.
pub(super) fn hundredths(length: f32) -> f32 {
    nearest(length * 100.0) as f32 / 100.0
}
