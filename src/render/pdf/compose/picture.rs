//! The size of pictures in print, and losses in print.

use crate::{
    article::{Figure, Span, Width},
    diagnostic::{Code, Diagnostic},
    resolve::Picture,
};

/// The resolution, in dots per inch, of pictures without a given width, and below which print looks coarse.
const FINE: f32 = 150.0;
const POINTS_PER_PIXEL: f32 = 72.0 / FINE;
/// The maximum height of a picture, in points, and as a fraction of the page: it must fit with its caption.
const TALLEST: f32 = 430.0;
const TALLEST_PART: f32 = 0.75;

/// Reports a picture that has too few pixels for its printed width in points.
pub(super) fn coarse(figure: &Figure, picture: &Picture, width: f32) -> Option<Diagnostic> {
    let dots = picture.width as f32 * 72.0 / width;
    if dots.round() >= FINE {
        return None;
    }
    let (inches, wanted) = (width / 72.0, (width / 72.0 * FINE).ceil());
    let name = name(&figure.path);
    let message = format!(
        "the picture `{name}` is printed {inches:.1} inches wide with {dots:.0} dots per inch, and looks coarse"
    );
    let help = format!("use a picture at least {wanted:.0} pixels wide, or a smaller `width`");
    Some(Diagnostic::new(Code::CoarseImage, message).at(figure.span).help(help))
}

/// Reports losses in a drawing: PDF has no filters.
pub(super) fn filtered(path: &str, span: Span, picture: &Picture) -> Option<Diagnostic> {
    let has = |part: &[u8]| picture.bytes.windows(part.len()).any(|bytes| bytes == part);
    let lost = [("filters (blur, shadow)", has(b"<filter")), ("repeating gradients", has(b"spreadMethod="))];
    let lost: Vec<&str> = lost.into_iter().filter(|(_, has)| *has).map(|(words, _)| words).collect();
    let message = format!("the PDF shows the drawing `{}` without its {}", name(path), lost.join(" and "));
    let help = "draw them with shapes, or save the picture as PNG";
    (!lost.is_empty()).then(|| Diagnostic::new(Code::Loss, message).at(span).help(help))
}

/// Returns a picture's name as shown in messages.
fn name(path: &str) -> &str {
    if path.starts_with("data:") { "data:" } else { path }
}

/// Returns a picture's width and height in points: as requested, else its own, limited by the column.
pub(super) fn scaled(picture: &Picture, width: Option<Width>, (column, page): (f32, f32)) -> (f32, f32) {
    let points_per_pixel = if picture.is_drawing() { 0.75 } else { POINTS_PER_PIXEL };
    let points = |pixels: u32| pixels.max(1) as f32 * points_per_pixel;
    let (natural, tall) = (points(picture.width), points(picture.height));
    let wanted = match width {
        Some(Width::Percent(percent)) => column * f32::from(percent) / 100.0,
        Some(Width::Points { points }) => f32::from(points),
        None => natural,
    };
    let wanted = wanted.min(column);
    let scale = (wanted / natural).min(TALLEST.min(page * TALLEST_PART) / tall);
    (natural * scale, tall * scale)
}
