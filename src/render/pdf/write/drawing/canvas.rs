//! Groups: nesting, clipping, masks, opacity.

use super::{
    super::{operators::Operators, pictures},
    Bounds, dictionary, matrix, name, numbers,
    resources::Resources,
};
use printpdf::{DictItem, ExternalStream};
use std::cell::Cell;
use usvg::{BlendMode, ClipPath, FillRule, Group, Image, ImageKind, Mask, MaskType, Node, Path, Transform};

/// How many pixels of a picture count as much as a shape.
const PIXELS: f32 = 1000.0;

/// What all content streams of a drawing share.
pub(super) struct Shared {
    pub(super) greyscale: bool,
    /// The number of shapes that may still be painted.
    pub(super) left: Cell<u32>,
}

/// A content stream being written.
pub(super) struct Canvas<'s> {
    pub(super) shared: &'s Shared,
    pub(super) content: Operators,
    pub(super) resources: Resources,
    /// Its visible area.
    pub(super) bounds: Bounds,
}

impl<'s> Canvas<'s> {
    pub(super) fn new(shared: &'s Shared, bounds: Bounds) -> Self {
        Self { shared, content: Operators::default(), resources: Resources::default(), bounds }
    }

    /// Returns the form XObject; a transparency group in a color space if one is given (11.6.6).
    pub(super) fn form(self, group: Option<&str>) -> ExternalStream {
        let mut entries = vec![("Type", name("XObject")), ("Subtype", name("Form")), ("BBox", numbers(&self.bounds))];
        if let Some(space) = group {
            let group = dictionary([
                ("Type", name("Group")),
                ("S", name("Transparency")),
                ("CS", name(space)),
                ("I", DictItem::Bool(true)),
            ]);
            entries.push(("Group", group));
        }
        entries.push(("Resources", self.resources.into_dictionary()));
        let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        ExternalStream { dict, content: self.content.into_bytes(), compress: false }
    }

    /// Paints a group; `at` is the transform of its parent.
    ///
    /// # Errors
    /// If the drawing has too many shapes, or a picture in it is malformed.
    pub(super) fn group(&mut self, group: &Group, at: Transform) -> Result<(), String> {
        let at = at.pre_concat(group.transform());
        let masked = group.mask().is_some() || group.clip_path().is_some_and(|clip| Clip::of(clip).is_none());
        let blended = group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal || group.isolate();
        if !masked && !blended && group.clip_path().is_none() {
            return self.children(group, at);
        }
        self.content.save();
        if let Some(clip) = group.clip_path() {
            self.clip(clip, at)?;
        }
        if let Some(mask) = group.mask() {
            self.mask(mask, at)?;
        }
        if masked || blended {
            self.blend(group.opacity().get(), group.blend_mode());
            let mut layer = Canvas::new(self.shared, self.bounds);
            layer.children(group, at)?;
            self.show(layer.form(Some("DeviceRGB")));
        } else {
            self.children(group, at)?;
        }
        self.content.restore();
        Ok(())
    }

    pub(super) fn children(&mut self, group: &Group, at: Transform) -> Result<(), String> {
        for node in group.children() {
            self.spend(1)?;
            match node {
                Node::Group(inner) => self.group(inner, at)?,
                Node::Path(path) => self.path(path, at)?,
                Node::Image(image) => self.image(image, at)?,
                Node::Text(text) => self.group(text.flattened(), at)?,
            }
        }
        Ok(())
    }

    /// Counts shapes.
    fn spend(&self, shapes: u32) -> Result<(), String> {
        let left = self.shared.left.get().checked_sub(shapes).ok_or("it has too many shapes")?;
        self.shared.left.set(left);
        Ok(())
    }

    fn show(&mut self, stream: ExternalStream) {
        let name = self.resources.object(DictItem::Stream { stream });
        self.content.show_object(&name);
    }

    fn image(&mut self, image: &Image, at: Transform) -> Result<(), String> {
        if !image.is_visible() {
            return Ok(());
        }
        let (bytes, media_type) = match image.kind() {
            ImageKind::PNG(bytes) => (bytes, "image/png"),
            ImageKind::JPEG(bytes) => (bytes, "image/jpeg"),
            ImageKind::GIF(bytes) => (bytes, "image/gif"),
            ImageKind::WEBP(bytes) => (bytes, "image/webp"),
            ImageKind::SVG(_) => return Ok(()),
        };
        let (width, height) = (image.size().width(), image.size().height());
        // its pixels are decoded each time that it is painted
        self.spend((width * height / PIXELS) as u32)?;
        let printed = (width * at.sx.hypot(at.ky), height * at.kx.hypot(at.sy));
        let prepared = pictures::prepare(bytes, media_type, printed, self.shared.greyscale);
        let prepared = prepared.map_err(|error| format!("a picture within it is broken: {error}"))?;
        let [a, b, c, d, e, f] = prepared.turn();
        let upright = Transform::from_row(width, 0.0, 0.0, -height, 0.0, height);
        let place = at.pre_concat(upright).pre_concat(Transform::from_row(a, b, c, d, e, f));
        self.content.save();
        self.content.transform(matrix(place));
        self.show(prepared.stream());
        self.content.restore();
        Ok(())
    }

    /// Sets opacity and blending for what is painted next.
    fn blend(&mut self, opacity: f32, mode: BlendMode) {
        let state = dictionary([
            ("ca", DictItem::Real(opacity)),
            ("CA", DictItem::Real(opacity)),
            ("BM", name(mode_name(mode))),
        ]);
        self.state(state);
    }

    pub(super) fn state(&mut self, state: DictItem) {
        let name = self.resources.state(state);
        self.content.graphics_state(&name);
    }

    /// Clips what is painted next: by a path if possible, else by a mask.
    fn clip(&mut self, clip: &ClipPath, at: Transform) -> Result<(), String> {
        let inner = at.pre_concat(clip.transform());
        match Clip::of(clip) {
            Some(Clip::Nothing) => {
                self.content.rectangle(0.0, 0.0, 0.0, 0.0);
                self.content.clip(false);
            }
            Some(Clip::Path(path, of_path)) => {
                self.outline(path.data(), inner.pre_concat(of_path));
                self.content.clip(even_odd(path));
            }
            None => {
                let mut shape = Canvas::new(self.shared, self.bounds);
                if let Some(outer) = clip.clip_path() {
                    shape.clip(outer, at)?;
                }
                shape.group(clip.root(), inner)?;
                self.soft_mask("Alpha", shape.form(Some("DeviceRGB")));
            }
        }
        Ok(())
    }

    fn mask(&mut self, mask: &Mask, at: Transform) -> Result<(), String> {
        let mut shape = Canvas::new(self.shared, self.bounds);
        if let Some(outer) = mask.mask() {
            shape.mask(outer, at)?;
        }
        if let Some(edge) = usvg::tiny_skia_path::PathBuilder::from_rect(mask.rect().to_rect()).transform(at) {
            shape.outline(&edge, Transform::identity());
            shape.content.clip(false);
        }
        shape.group(mask.root(), at)?;
        let kind = match mask.kind() {
            MaskType::Luminance => "Luminosity",
            MaskType::Alpha => "Alpha",
        };
        self.soft_mask(kind, shape.form(Some("DeviceRGB")));
        Ok(())
    }

    /// Masks what is painted next by the opacity or luminosity of a form (11.6.5.2).
    pub(super) fn soft_mask(&mut self, kind: &str, form: ExternalStream) {
        let mask = dictionary([("Type", name("Mask")), ("S", name(kind)), ("G", DictItem::Stream { stream: form })]);
        self.state(dictionary([("SMask", mask)]));
    }
}

/// A clip path that PDF supports.
enum Clip<'a> {
    /// Nothing is shown.
    Nothing,
    /// A shape, and its transform within the clip path.
    Path(&'a Path, Transform),
}

impl<'a> Clip<'a> {
    fn of(clip: &'a ClipPath) -> Option<Self> {
        if clip.clip_path().is_some() { None } else { Self::within(clip.root(), Transform::identity()) }
    }

    fn within(group: &'a Group, at: Transform) -> Option<Self> {
        let at = at.pre_concat(group.transform());
        match group.children() {
            _ if group.clip_path().is_some() || group.mask().is_some() => None,
            [] => Some(Self::Nothing),
            [Node::Path(path)] => Some(Self::Path(path, at)),
            [Node::Group(inner)] => Self::within(inner, at),
            _ => None,
        }
    }
}

/// Returns whether a shape is filled by the even-odd rule.
fn even_odd(path: &Path) -> bool {
    path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd)
}

/// Returns the name of a blend mode (tables 136 and 137).
fn mode_name(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}
