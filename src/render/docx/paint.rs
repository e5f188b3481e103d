//! Rasterizes drawings to PNG, for programs that do not support SVG. Their text has been converted to outlines.
//!
//! A few lines of SVG can take minutes to paint: layers, masks and filters cost time for each pixel. The time is
//! therefore estimated first, and a drawing that would take long is painted at a lower resolution. Start with [`png`].

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ClipPath, Group, Image, Mask, Node, Options, Paint, Path, Rect, Tree, filter::Kind},
};

/// The maximum scale: the painted pixels per SVG pixel, along one side.
const FINEST: f32 = 2.0;
/// The minimum scale: below it nothing is recognizable.
const COARSEST: f32 = 0.2;
/// The maximum number of painted pixels.
const MOST_PIXELS: f32 = 4.0e6;
/// The maximum estimated painting time, in nanoseconds.
const MOST_TIME: f64 = 1e9;

/// Returns a drawing as PNG; `None` if it is malformed or would take too long.
pub(super) fn png(svg: &[u8]) -> Option<Vec<u8>> {
    let tree = Tree::from_data(svg, &Options::default()).ok()?;
    let scale = scale(&tree)?;
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    let mut pixels = Pixmap::new(side(tree.size().width()), side(tree.size().height()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    let mut png = Vec::new();
    let encoder = PngEncoder::new(&mut png);
    encoder.write_image(&pixels.take_demultiplied(), width, height, ExtendedColorType::Rgba8).ok()?;
    Some(png)
}

/// Returns the scale to paint at; `None` if painting would take too long at any scale.
fn scale(tree: &Tree) -> Option<f32> {
    let mut scale = FINEST.min((MOST_PIXELS / (tree.size().width() * tree.size().height())).sqrt());
    while Estimate::new(tree, scale).group(tree.root()) > MOST_TIME {
        scale /= 2.0;
        if scale < COARSEST {
            return None;
        }
    }
    Some(scale)
}

/// Estimates the painting time, in nanoseconds, from measured times per pixel, rounded up.
struct Estimate {
    scale: f64,
    /// The number of pixels of the whole drawing.
    canvas: f64,
}

impl Estimate {
    /// The time per pixel of a shape.
    const SHAPE: f64 = 2.0;
    /// The time per pixel of a gradient.
    const GRADIENT: f64 = 40.0;
    /// The time per pixel of a layer.
    const LAYER: f64 = 20.0;
    /// The time per pixel of most filters.
    const FILTER: f64 = 60.0;
    /// The time per pixel of an octave of turbulence.
    const OCTAVE: f64 = 2_000.0;
    /// The time per pixel of decoding an embedded picture.
    const DECODED: f64 = 15.0;
    /// The time per pixel, for each neighboring pixel that a filter reads.
    const NEIGHBOR: f64 = 5.0;
    /// The maximum size of a layer, in areas of the drawing: resvg clips filters at twice its width and height beyond
    /// each edge.
    const LARGEST_LAYER: f64 = 25.0;

    fn new(tree: &Tree, scale: f32) -> Self {
        let scale = f64::from(scale);
        Self { scale, canvas: f64::from(tree.size().width() * tree.size().height()) * scale * scale }
    }

    fn pixels(&self, area: Rect) -> f64 {
        f64::from(area.width()) * f64::from(area.height()) * self.scale * self.scale
    }

    fn group(&self, group: &Group) -> f64 {
        let mut time: f64 = group.children().iter().map(|node| self.node(node)).sum();
        if !group.should_isolate() {
            return time;
        }
        let pixels = self.pixels(group.abs_layer_bounding_box().to_rect()).min(self.canvas * Self::LARGEST_LAYER);
        time += pixels * Self::LAYER;
        time += group.mask().map_or(0.0, |mask| self.mask(mask, pixels));
        time += group.clip_path().map_or(0.0, |clip| self.clip(clip, pixels));
        let filters = group.filters().iter().flat_map(|filter| filter.primitives());
        time + filters.map(|primitive| pixels * self.filter(primitive.kind(), pixels)).sum::<f64>()
    }

    fn node(&self, node: &Node) -> f64 {
        match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Image(image) => self.image(image),
            Node::Text(text) => self.group(text.flattened()),
        }
    }

    fn path(&self, path: &Path) -> f64 {
        let paints = [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
        let pixels = self.pixels(path.abs_stroke_bounding_box()).min(self.canvas);
        let painted = |paint: &Paint| match paint {
            Paint::Pattern(pattern) => pixels * Self::SHAPE + self.group(pattern.root()),
            Paint::Color(_) => pixels * Self::SHAPE,
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => pixels * Self::GRADIENT,
        };
        paints.into_iter().flatten().map(painted).sum()
    }

    fn image(&self, image: &Image) -> f64 {
        let decoded = f64::from(image.size().width()) * f64::from(image.size().height()) * Self::DECODED;
        decoded + self.pixels(image.abs_bounding_box()).min(self.canvas) * Self::LAYER
    }

    fn mask(&self, mask: &Mask, pixels: f64) -> f64 {
        pixels * Self::LAYER + self.group(mask.root()) + mask.mask().map_or(0.0, |inner| self.mask(inner, pixels))
    }

    fn clip(&self, clip: &ClipPath, pixels: f64) -> f64 {
        let inner = clip.clip_path().map_or(0.0, |inner| self.clip(inner, pixels));
        pixels * Self::LAYER + self.group(clip.root()) + inner
    }

    /// Returns the time per pixel of a filter on a layer with this number of pixels.
    fn filter(&self, kind: &Kind, pixels: f64) -> f64 {
        let reach = |radius: f32| 2.0 * f64::from(radius) * self.scale;
        Self::FILTER
            + match kind {
                Kind::Turbulence(turbulence) => Self::OCTAVE * f64::from(turbulence.num_octaves()),
                Kind::Morphology(shape) => {
                    let neighbors = reach(shape.radius_x().get()) * reach(shape.radius_y().get());
                    Self::NEIGHBOR * neighbors.min(pixels)
                }
                Kind::ConvolveMatrix(convolved) => Self::NEIGHBOR * convolved.matrix().data().len() as f64,
                _ => 0.0,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale_of(body: &str) -> Option<f32> {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"900\">{body}</svg>");
        scale(&Tree::from_data(svg.as_bytes(), &Options::default()).expect("a drawing"))
    }

    #[test]
    fn drawings_that_would_take_long_are_painted_coarsely_or_not_at_all() {
        const RECT: &str = "<rect width=\"900\" height=\"900\"/>";
        let filtered = |filter: &str| format!("<filter id=\"f\">{filter}</filter><g filter=\"url(#f)\">{RECT}</g>");
        assert_eq!(scale_of(&filtered("<feTurbulence baseFrequency=\"9\" numOctaves=\"99999999\"/>")), None);
        assert_eq!(scale_of(&filtered("<feMorphology radius=\"99999\"/>")), None);
        assert_eq!(scale_of(&filtered(&"<feGaussianBlur stdDeviation=\"9\"/>".repeat(900))), None);
        let layers = format!("{}{RECT}{}", "<g opacity=\".9\">".repeat(150), "</g>".repeat(150));
        assert_eq!(scale_of(&layers), Some(0.5));
        assert_eq!(scale_of(&RECT.repeat(3000)), Some(0.25));
        let gradient = "<linearGradient id=\"g\"><stop/><stop offset=\"1\" stop-color=\"red\"/></linearGradient>";
        let filled = RECT.replace("/>", " fill=\"url(#g)\"/>").repeat(100);
        assert_eq!(scale_of(&format!("{gradient}{filled}")), Some(0.5));
    }

    #[test]
    fn usual_drawings_are_painted_in_full_detail() {
        let shadow = "<filter id=\"f\"><feDropShadow dx=\"2\" dy=\"2\" stdDeviation=\"3\"/></filter>\
             <g filter=\"url(#f)\" opacity=\".9\"><rect x=\"9\" y=\"9\" width=\"200\" height=\"100\" fill=\"red\"/></g>";
        assert_eq!(scale_of(shadow), Some(FINEST));
    }
}
