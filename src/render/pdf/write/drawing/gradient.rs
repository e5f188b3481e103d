//! Gradients as shadings (ISO 32000-1, 8.7.4.5). Each is defined from 0 to 1 in its own space, and placed by a matrix.

use super::{canvas::Canvas, dictionary, matrix, name, numbers};
use printpdf::DictItem;
use usvg::{BaseGradient, LinearGradient, RadialGradient, Stop, Transform};

impl Canvas<'_> {
    /// Returns the pattern of a linear gradient.
    pub(super) fn linear(&mut self, gradient: &LinearGradient, at: Transform) -> DictItem {
        let (x, y) = (gradient.x2() - gradient.x1(), gradient.y2() - gradient.y1());
        let line = Transform::from_row(x, y, -y, x, gradient.x1(), gradient.y1());
        let place = at.pre_concat(gradient.transform()).pre_concat(line);
        self.shading(gradient, 2, &[0.0, 0.0, 1.0, 0.0], place)
    }

    /// Returns the pattern of a radial gradient.
    pub(super) fn radial(&mut self, gradient: &RadialGradient, at: Transform) -> DictItem {
        let (x, y, r) = (gradient.cx(), gradient.cy(), gradient.r().get());
        let circle = Transform::from_row(r, 0.0, 0.0, r, x, y);
        let place = at.pre_concat(gradient.transform()).pre_concat(circle);
        let focus = [(gradient.fx() - x) / r, (gradient.fy() - y) / r, gradient.fr().get() / r];
        self.shading(gradient, 3, &[focus[0], focus[1], focus[2], 0.0, 0.0, 1.0], place)
    }

    fn shading(&mut self, gradient: &BaseGradient, kind: i64, coordinates: &[f32], place: Transform) -> DictItem {
        let stops = gradient.stops();
        if stops.iter().any(|stop| stop.opacity().get() < 1.0) {
            let opacities = stops.iter().map(|stop| (stop.offset().get(), vec![stop.opacity().get()])).collect();
            self.fade(pattern(kind, coordinates, place, "DeviceGray", opacities));
        }
        let space = if self.shared.greyscale { "DeviceGray" } else { "DeviceRGB" };
        let colors = stops.iter().map(|stop| (stop.offset().get(), self.components(stop))).collect();
        pattern(kind, coordinates, place, space, colors)
    }

    fn components(&self, stop: &Stop) -> Vec<f32> {
        let color = self.color(stop.color());
        let parts = [color.r, color.g, color.b].map(|part| f32::from(part) / 255.0);
        if self.shared.greyscale { vec![parts[0]] } else { parts.to_vec() }
    }

    /// Masks what is painted next by the luminosity of a pattern.
    fn fade(&mut self, pattern: DictItem) {
        let mut shape = Canvas::new(self.shared, self.bounds);
        let name = shape.resources.pattern(pattern);
        shape.content.pattern(&name, false);
        let [left, bottom, right, top] = self.bounds;
        shape.content.rectangle(left, bottom, right - left, top - bottom);
        shape.content.fill_by(false);
        self.soft_mask("Luminosity", shape.form(Some("DeviceGray")));
    }
}

fn pattern(kind: i64, coordinates: &[f32], place: Transform, space: &str, stops: Vec<(f32, Vec<f32>)>) -> DictItem {
    let shading = dictionary([
        ("ShadingType", DictItem::Int(kind)),
        ("ColorSpace", name(space)),
        ("Coords", numbers(coordinates)),
        ("Function", function(stops)),
        ("Extend", DictItem::Array(vec![DictItem::Bool(true), DictItem::Bool(true)])),
    ]);
    dictionary([
        ("Type", name("Pattern")),
        ("PatternType", DictItem::Int(2)),
        ("Matrix", numbers(&matrix(place))),
        ("Shading", shading),
    ])
}

/// Returns the function of the color at each offset, linear from stop to stop (7.10.3, 7.10.4).
fn function(mut stops: Vec<(f32, Vec<f32>)>) -> DictItem {
    let (Some(first), Some(last)) = (stops.first().cloned(), stops.last().cloned()) else {
        return DictItem::Null;
    };
    stops.insert(0, (0.0, first.1));
    stops.push((1.0, last.1));
    // a stretch of zero length is a hard edge: the next one begins with the color after it
    let stretches: Vec<_> = stops.windows(2).filter(|pair| pair[1].0 - pair[0].0 >= 0.001).collect();
    let bounds: Vec<f32> = stretches.iter().skip(1).map(|pair| pair[0].0).collect();
    let functions: Vec<DictItem> = stretches.iter().map(|pair| straight(&pair[0].1, &pair[1].1)).collect();
    let encode = [0.0, 1.0].repeat(functions.len());
    dictionary([
        ("FunctionType", DictItem::Int(3)),
        ("Domain", numbers(&[0.0, 1.0])),
        ("Functions", DictItem::Array(functions)),
        ("Bounds", numbers(&bounds)),
        ("Encode", numbers(&encode)),
    ])
}

fn straight(from: &[f32], to: &[f32]) -> DictItem {
    dictionary([
        ("FunctionType", DictItem::Int(2)),
        ("Domain", numbers(&[0.0, 1.0])),
        ("C0", numbers(from)),
        ("C1", numbers(to)),
        ("N", DictItem::Int(1)),
    ])
}
