//! Drawings as vectors: a tree of shapes becomes a form XObject (ISO 32000-1, 8.10) that pages show like a picture.
//!
//! All coordinates are converted to the form's own, which are points at the drawing's largest printed size: the file
//! has no matrix with small numbers, for which three decimals would not suffice. What is translucent, blended or masked
//! becomes a transparency group (11.6.6). Filters are skipped here; composition reports them.
//!
//! [`canvas`] paints groups, [`path`] shapes; [`gradient`] and [`tile`] make the paints of shapes; [`resources`] holds
//! what content streams refer to.

mod canvas;
mod gradient;
mod path;
mod resources;
mod tile;

use canvas::{Canvas, Shared};
use printpdf::{DictItem, ExternalStream};
use std::cell::Cell;
use usvg::Transform;

/// The maximum number of shapes painted for one drawing. Patterns and masks are painted where they are used, and may
/// use others.
const MOST: u32 = 300_000;

/// A rectangle: left, bottom, right, top.
type Bounds = [f32; 4];

/// Returns the form XObject of a simplified drawing, `size` points large.
///
/// # Errors
/// Why it cannot be painted.
pub(super) fn form(plain: &[u8], size: (f32, f32), greyscale: bool) -> Result<ExternalStream, String> {
    let tree = crate::drawing::tree(plain).ok_or("it is broken")?;
    let shared = Shared { greyscale, left: Cell::new(MOST) };
    let (x, y) = (size.0 / tree.size().width(), size.1 / tree.size().height());
    let mut canvas = Canvas::new(&shared, [0.0, 0.0, size.0, size.1]);
    canvas.group(tree.root(), Transform::from_row(x, 0.0, 0.0, -y, 0.0, size.1))?;
    Ok(canvas.form(None))
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.into())
}

fn numbers(numbers: &[f32]) -> DictItem {
    DictItem::Array(numbers.iter().map(|&number| DictItem::Real(number)).collect())
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

fn matrix(transform: Transform) -> [f32; 6] {
    let Transform { sx, kx, ky, sy, tx, ty } = transform;
    [sx, ky, kx, sy, tx, ty]
}

#[cfg(test)]
mod tests;
