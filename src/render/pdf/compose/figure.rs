//! Figures: a picture, and its caption under it.

use super::{Column, Composer, Inherited, inline::Look};
use crate::{
    article::{Caption, Figure, Inline, Span},
    diagnostic::{Code, Diagnostic},
    render::pdf::{
        document::Part,
        structure::{NodeId, Role},
    },
    resolve::Picture,
    typeset::{
        Alignment, Fit, Item, ItemKind, Rect, Setting,
        flow::{Node, VBox, penalty},
    },
};

/// Dots per inch that a picture is printed with where the author gives no width, and under which print looks coarse.
const FINE: f32 = 150.0;
const POINTS_PER_PIXEL: f32 = 72.0 / FINE;
/// The tallest that a picture may be, in points, and as a part of the page: it must fit with its caption.
const TALLEST: f32 = 430.0;
const TALLEST_PART: f32 = 0.75;

impl Composer<'_> {
    pub(super) fn figure(&mut self, figure: &Figure, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::Figure);
        self.structure.attributes(node).alt = Some(self.alt(&figure.alt));
        if let Some(picture) = self.resolved.picture(&figure.path) {
            let (width, height) = scaled(picture, figure.width, (column.width, self.area.height));
            let loss = if picture.is_drawing() {
                filtered(&figure.path, figure.span, picture)
            } else {
                coarse(figure, picture, width)
            };
            self.diagnostics.extend(loss);
            let rect = Rect { x: self.figure_place(column, width).x, y: 0.0, width, height };
            let kind = ItemKind::Picture { rect, key: figure.path.as_str().into(), link: None };
            let item = Item { owner: Part::Content(node).owner(), kind };
            nodes.push(Node::Box(VBox { height, items: vec![item], notes: Vec::new() }));
        }
        if let Some(caption) = &figure.caption {
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(6.0));
            // A caption is a sibling of its figure: inside, `Alt` would silence it.
            let alignment = match self.sheet.fit {
                Fit::Justified => Alignment::Center,
                Fit::Ragged | Fit::Balanced => Alignment::Start,
            };
            let aligned = |here: &mut Inherited| here.alignment = alignment;
            self.within(aligned, |composer| composer.caption(caption, column, parent, nodes));
        }
        self.land(figure.anchor.as_ref(), first, nodes);
    }

    /// Returns the place of a picture: centered among justified lines, else where lines start.
    fn figure_place(&self, column: Column, width: f32) -> Column {
        match self.sheet.fit {
            Fit::Justified => column.part((column.width - width) / 2.0, width),
            Fit::Ragged | Fit::Balanced => column.part(0.0, width),
        }
    }

    /// A caption: its label in bold, then its words.
    pub(super) fn caption(&mut self, caption: &Caption, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::Caption);
        let look = Look::new(self.sheet.fine, self.sheet.colors.ink);
        let mut text = crate::typeset::Text::new();
        let mut place = super::inline::Place { text: &mut text, node, link: None };
        if let Some(label) = &caption.label {
            let end = if caption.content.is_empty() { "" } else { ". " };
            self.inlines(&[Inline::words(format!("{label}{end}"))], look.bold(), &mut place);
        }
        self.inlines(&caption.content, look, &mut place);
        let fit = if self.inherited.alignment == Alignment::Center { Fit::Balanced } else { Fit::Ragged };
        let setting = Setting { fit, ..self.setting(column, self.sheet.fine.leading) };
        let from = nodes.len();
        self.set(&text, &setting, column.x, nodes);
        keep_together(&mut nodes[from..]);
    }
}

/// Tells of a picture that has too few pixels for its printed width in points.
fn coarse(figure: &Figure, picture: &Picture, width: f32) -> Option<Diagnostic> {
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

/// Tells of what a drawing loses: PDF has no filters.
pub(super) fn filtered(path: &str, span: Span, picture: &Picture) -> Option<Diagnostic> {
    let has = |part: &[u8]| picture.bytes.windows(part.len()).any(|bytes| bytes == part);
    let lost = [("filters (blur, shadow)", has(b"<filter")), ("repeating gradients", has(b"spreadMethod="))];
    let lost: Vec<&str> = lost.into_iter().filter(|(_, has)| *has).map(|(words, _)| words).collect();
    let message = format!("the PDF shows the drawing `{}` without its {}", name(path), lost.join(" and "));
    let help = "draw them with shapes, or save the picture as PNG";
    (!lost.is_empty()).then(|| Diagnostic::new(Code::Loss, message).at(span).help(help))
}

/// A picture's name as people are shown it.
fn name(path: &str) -> &str {
    if path.starts_with("data:") { "data:" } else { path }
}

/// Forbids page breaks among nodes.
pub(super) fn keep_together(nodes: &mut [Node]) {
    for node in nodes {
        if let Node::Break(cost) = node {
            *cost = penalty::FORBIDDEN;
        }
    }
}

/// A picture's width and height in points: what the author asks for, else its own, never beyond the column.
pub(super) fn scaled(picture: &Picture, percent: Option<u8>, (column, page): (f32, f32)) -> (f32, f32) {
    let points_per_pixel = if picture.is_drawing() { 0.75 } else { POINTS_PER_PIXEL };
    let points = |pixels: u32| pixels.max(1) as f32 * points_per_pixel;
    let (natural, tall) = (points(picture.width), points(picture.height));
    let wanted = percent.map_or(natural, |percent| column * f32::from(percent) / 100.0).min(column);
    let scale = (wanted / natural).min(TALLEST.min(page * TALLEST_PART) / tall);
    (natural * scale, tall * scale)
}
