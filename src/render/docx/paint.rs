//! Rasterizes drawings to PNG, for programs that do not support SVG. Their text has been converted to outlines.
//!
//! A few lines of SVG can take minutes to paint: layers, masks and filters cost time for each pixel. The time is
//! therefore estimated first, and a drawing that would take long is painted at a lower resolution. Start with [`png`].

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ClipPath, Group, Image, Mask, Node, Options, Paint, Path, Pattern, Rect, Stroke, Tree, filter::Kind},
};

/// The maximum scale: the painted pixels per SVG pixel, along one side.
const FINEST: f32 = 2.0;
/// The minimum scale: below it nothing is recognizable.
const COARSEST: f32 = 0.2;
/// The maximum number of painted pixels.
const MOST_PIXELS: f32 = 4.0e6;
/// The maximum estimated painting time, in nanoseconds.
const MOST_TIME: f64 = 5e8;

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
    /// The number of its rows of pixels.
    rows: f64,
}

impl Estimate {
    /// The time per pixel of a shape.
    const SHAPE: f64 = 2.0;
    /// The time per pixel of a gradient.
    const GRADIENT: f64 = 40.0;
    /// The time per pixel of a pattern.
    const PATTERN: f64 = 120.0;
    /// The time per segment of an outline, and for each row of pixels that it crosses.
    const SEGMENT: f64 = 1_000.0;
    const ROW: f64 = 30.0;
    /// The segments of the outline of a stroke, for each segment of the line.
    const STROKED: f64 = 4.0;
    /// The time per dash.
    const DASH: f64 = 2_000.0;
    /// The maximum extent of a stroke in pixels: its curves are divided in proportion, whatever is visible.
    const FARTHEST: f64 = 1e6;
    /// The time per pixel of a layer.
    const LAYER: f64 = 50.0;
    /// The time per pixel of most filters.
    const FILTER: f64 = 60.0;
    /// The time per pixel of a filter that blurs or combines.
    const BLUR: f64 = 200.0;
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
        let (scale, size) = (f64::from(scale), tree.size());
        let canvas = f64::from(size.width() * size.height()) * scale * scale;
        Self { scale, canvas, rows: f64::from(size.height()) * scale }
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
            Paint::Pattern(pattern) => pixels * Self::PATTERN + self.tile(pattern, path),
            Paint::Color(_) => pixels * Self::SHAPE,
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => pixels * Self::GRADIENT,
        };
        paints.into_iter().flatten().map(painted).sum::<f64>() + self.outlines(path)
    }

    /// Returns the time for one tile of a pattern, which is painted for each shape that it fills.
    fn tile(&self, pattern: &Pattern, path: &Path) -> f64 {
        let (x, y) = path.abs_transform().pre_concat(pattern.transform()).get_scale();
        self.pixels(pattern.rect().to_rect()) * f64::from(x * y) * Self::LAYER + self.group(pattern.root())
    }

    /// Returns the time for finding the pixels within the outlines of a shape and its stroke.
    fn outlines(&self, path: &Path) -> f64 {
        let extent = path.abs_stroke_bounding_box();
        let (width, height) = (f64::from(extent.width()) * self.scale, f64::from(extent.height()) * self.scale);
        let segments = path.data().len() as f64 * (Self::SEGMENT + Self::ROW * height.min(self.rows));
        let filled = path.fill().map_or(0.0, |_| segments);
        let stroked = |stroke| match width.max(height) > Self::FARTHEST {
            true => f64::INFINITY,
            false => segments * Self::STROKED + dashes(path, stroke) * Self::DASH,
        };
        filled + path.stroke().map_or(0.0, stroked)
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
                Kind::Merge(merged) => Self::FILTER * merged.inputs().len() as f64,
                Kind::GaussianBlur(_) | Kind::DropShadow(_) | Kind::Composite(_) => Self::BLUR,
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

/// Returns an upper bound of the number of dashes of a stroke.
fn dashes(path: &Path, stroke: &Stroke) -> f64 {
    let Some(lengths) = stroke.dasharray() else { return 0.0 };
    let corners = path.data().points();
    let length: f64 = corners.windows(2).map(|pair| f64::from(pair[0].distance(pair[1]))).sum();
    length * lengths.len() as f64 / lengths.iter().copied().map(f64::from).sum::<f64>()
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
        assert_eq!(scale_of(&layers), Some(0.25));
        assert_eq!(scale_of(&RECT.repeat(3000)), Some(0.25));
        let gradient = "<linearGradient id=\"g\"><stop/><stop offset=\"1\" stop-color=\"red\"/></linearGradient>";
        let filled = RECT.replace("/>", " fill=\"url(#g)\"/>").repeat(100);
        assert_eq!(scale_of(&format!("{gradient}{filled}")), Some(0.25));
        let merged = format!("<feMerge>{}</feMerge>", "<feMergeNode/>".repeat(90));
        assert_eq!(scale_of(&filtered(&merged)), Some(0.25));
        let tiles = |size: &str| {
            let tile = format!("<pattern id=\"p\" patternUnits=\"userSpaceOnUse\" {size}>{RECT}</pattern>");
            format!("{tile}{}", RECT.replace("/>", " fill=\"url(#p)\"/>").repeat(40))
        };
        assert_eq!(scale_of(&tiles("width=\"9\" height=\"9\"")), Some(0.25));
        assert_eq!(scale_of(&tiles("width=\"90000\" height=\"90000\"")), None);
    }

    #[test]
    fn strokes_of_many_dashes_or_curves_that_leave_the_page_far_behind_are_not_painted() {
        let stroke = |more: &str| scale_of(&format!("<path d=\"M0 9H900\" stroke=\"red\" {more}/>"));
        assert_eq!(stroke("stroke-dasharray=\"4 2\""), Some(FINEST));
        assert_eq!(stroke("stroke-dasharray=\".001\""), None);
        assert_eq!(stroke("transform=\"scale(9)\""), Some(FINEST));
        assert_eq!(stroke("transform=\"scale(1e6)\""), None);
        let circle = "<circle r=\"400\" stroke=\"red\" stroke-dasharray=\"2\"/>";
        assert_eq!((scale_of(circle), scale_of(&circle.repeat(900))), (Some(FINEST), None));
    }

    #[test]
    fn usual_drawings_are_painted_in_full_detail() {
        let shadow = "<filter id=\"f\"><feDropShadow dx=\"2\" dy=\"2\" stdDeviation=\"3\"/></filter>\
             <g filter=\"url(#f)\" opacity=\".9\"><rect x=\"9\" y=\"9\" width=\"200\" height=\"100\" fill=\"red\"/></g>";
        assert_eq!(scale_of(shadow), Some(FINEST));
    }
}
