//! Pictures and text boxes: DrawingML, and VML in older documents.
//!
//! An embedded picture gets a `data:` address that includes the name of its part, for messages. A linked picture is
//! never fetched.

use super::{
    builder::Builder,
    crop::{Crop, cropped},
    items::Item,
    pieces::Pieces,
    pieces::{Kind, Look, Piece},
    xml::{Id, Space, Tree},
};
use crate::{
    article::{Block, Inline, List, ListItem, ListMarker, Span, Width},
    diagnostic::Code,
    read::{account::Reason, common::clean::trimmed},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// English Metric Units per point.
const EMU: f64 = 12_700.0;

/// The maximum number of bytes of pictures that are shown again: each has its own address in the article.
const MOST_REPEATED: usize = 32 << 20;

impl<'a> Builder<'a, '_> {
    /// Adds the pictures and text boxes of a drawing.
    pub(super) fn drawing(&mut self, id: Id, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let properties = tree.find(id, Space::Wp, "docPr");
        let get = |name| properties.and_then(|id| tree.attribute(id, Space::None, name)).map(trimmed);
        let alt = get("descr").filter(|alt| !alt.is_empty()).or_else(|| get("title")).unwrap_or_default();
        let width =
            tree.find(id, Space::Wp, "extent").and_then(|id| tree.attribute(id, Space::None, "cx")).and_then(points);
        let pictures: Vec<Id> = tree.below(id).filter(|&id| tree.is(id, Space::Pic, "pic")).collect();
        for &picture in &pictures {
            let own = tree.find(picture, Space::Pic, "cNvPr");
            let own = own.and_then(|id| tree.attribute(id, Space::None, "descr")).map(trimmed);
            let alt = own.filter(|own| pictures.len() > 1 && !own.is_empty()).unwrap_or_else(|| alt.clone());
            self.picture(picture, alt, width.filter(|_| pictures.len() == 1), out);
        }
        self.boxes(id, out);
        let boxes = tree.find(id, Space::W, "txbxContent").is_some();
        if pictures.is_empty() && !boxes {
            self.other_drawing(id, &alt, out);
        }
    }

    /// Reports a drawing that is not a picture: a chart, a diagram, a shape with text.
    fn other_drawing(&mut self, id: Id, alt: &str, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let uri = tree.find(id, Space::A, "graphicData").and_then(|id| tree.attribute(id, Space::None, "uri"));
        let what = match uri.unwrap_or_default() {
            uri if uri.ends_with("/chart") || uri.ends_with("/chartex") => "a chart",
            uri if uri.ends_with("/diagram") => return self.diagram(id, alt, out),
            _ if alt.is_empty() => return,
            _ => "a drawing",
        };
        let quoted = if alt.is_empty() { String::new() } else { format!(": `{alt}`") };
        let message = format!("{what} of the document is left out{quoted}");
        let help = "in Word, cut it and paste it as a picture with alternative text";
        self.warn(Code::LeftOut, message, tree.whole_span(id), help);
    }

    /// Adds the text of a diagram as a list, as its layout cannot be kept.
    fn diagram(&mut self, id: Id, alt: &str, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let span = tree.whole_span(id);
        let data = tree.below(id).find_map(|id| tree.attribute(id, Space::R, "dm"));
        let part = data.and_then(|id| self.relation(id)).map(|relation| relation.target.clone());
        let text = part.and_then(|part| self.package.text(&part).ok().flatten()).unwrap_or_default();
        let data = Tree::parse(&text, &mut String::new()).unwrap_or_default();
        let points = data.below(0).filter(|&id| data.name(id) == "pt").map(|id| trimmed(&data.words(id)));
        let item = |words: String| {
            let body = vec![Block::paragraph(vec![Inline::text(words, span)], span)];
            ListItem { task: None, label: None, body, span }
        };
        let items: Vec<ListItem> = points.filter(|words| !words.is_empty()).map(item).collect();
        let quoted = if alt.is_empty() { String::new() } else { format!(": `{alt}`") };
        let message = format!("a diagram (SmartArt) is printed as a list of its words{quoted}");
        self.warn(Code::MarkupAsText, message, span, "in Word, cut it and paste it as a picture with alternative text");
        if !items.is_empty() && self.muted().is_none() {
            let list = Block::List(List { marker: ListMarker::Bullet, tight: true, items, span });
            out.push(Piece { kind: Kind::Aside(self.asides.len()), look: Look::default(), span });
            self.asides.push(Some(vec![Item::Block(list)]));
        }
    }

    fn picture(&mut self, id: Id, alt: String, width: Option<Width>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let Some(blip) = tree.find(id, Space::A, "blip") else { return };
        let crop = tree.find(id, Space::A, "srcRect").map(|rect| {
            let part = |name| tree.attribute(rect, Space::None, name).and_then(share).unwrap_or(0.0);
            Crop { left: part("l"), top: part("t"), right: part("r"), bottom: part("b") }
        });
        let embedded = tree.attribute(blip, Space::R, "embed");
        let relation = embedded.or_else(|| tree.attribute(blip, Space::R, "link")).map(str::to_owned);
        if let Some(relation) = relation {
            self.embedded(&relation, crop.unwrap_or_default(), alt, width, tree.whole_span(id), out);
        }
    }

    /// Adds the picture that a relationship refers to.
    fn embedded(
        &mut self,
        relation: &str,
        crop: Crop,
        alt: String,
        width: Option<Width>,
        span: Span,
        out: &mut Pieces<'a>,
    ) {
        if self.muted().is_some() {
            return;
        }
        let Some(relation) = self.relation(relation) else { return };
        let name = relation.target.clone();
        if relation.external {
            let message =
                format!("the picture `{name}` is linked and not in the document; its description is printed instead");
            let help =
                "in Word, break the link to the file (File, Info, Edit Links to Files), so that the picture is saved";
            self.warn(Code::RemoteImage, message, span, help);
            if !alt.is_empty() {
                out.push(Piece::words(alt, Look::default(), span));
            }
            return;
        }
        let key = format!("{name} {crop:?}");
        let path = match self.pictures.get(&key) {
            Some(path) => {
                self.repeated += path.as_ref().map_or(0, String::len);
                if self.repeated > MOST_REPEATED {
                    let message = format!("the picture `{name}` is left out here, as pictures are repeated too often");
                    return self.warn(Code::Limit, message, span, "split the document");
                }
                path.clone()
            }
            None => {
                let path = self.load(&name, crop, span);
                self.pictures.insert(key, path.clone());
                path
            }
        };
        if let Some(path) = path {
            out.push(Piece { kind: Kind::Picture { path, alt, width }, look: Look::default(), span });
        }
    }

    /// Returns the `data:` address of a picture.
    fn load(&mut self, name: &str, crop: Crop, span: Span) -> Option<String> {
        let bytes = match self.package.part(name) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let message = format!("the picture `{name}` is not in the document");
                self.warn(Code::MissingImage, message, span, "insert it into the document again");
                return None;
            }
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.at(span));
                return None;
            }
        };
        let bytes = if crop.is_none() {
            bytes
        } else {
            cropped(&bytes, crop, &mut self.croppable).unwrap_or_else(|| {
                let message = format!("the picture `{name}` is shown whole, as it cannot be cropped");
                self.warn(Code::Loss, message, span, "in Word, delete its cropped areas (Compress Pictures)");
                bytes
            })
        };
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let kind = match ending.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => "jpeg",
            "svg" => "svg+xml",
            ending if ending.chars().all(|c| c.is_ascii_alphanumeric()) => ending,
            _ => "png",
        };
        let file = name.rsplit('/').next().unwrap_or_default();
        let file: String =
            file.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
        Some(format!("data:image/{kind};name={file};base64,{}", STANDARD.encode(bytes)))
    }

    /// Adds the pictures and text boxes of a VML shape.
    pub(super) fn vml(&mut self, id: Id, out: &mut Pieces<'a>) {
        let tree = self.tree();
        for image in tree.below(id).filter(|&id| tree.is(id, Space::V, "imagedata")) {
            let shape = tree.parent(image).unwrap_or(image);
            let get = |id, name| tree.attribute(id, Space::None, name).map(trimmed).filter(|text| !text.is_empty());
            let alt =
                get(shape, "alt").or_else(|| tree.attribute(image, Space::V, "title").map(trimmed)).unwrap_or_default();
            let width = get(shape, "style").and_then(|style| css_width(&style));
            let relation = tree.attribute(image, Space::R, "id").or_else(|| tree.attribute(image, Space::R, "pict"));
            let crop = |name| tree.attribute(image, Space::None, name).and_then(fixed).unwrap_or(0.0);
            let crop = Crop {
                left: crop("cropleft"),
                top: crop("croptop"),
                right: crop("cropright"),
                bottom: crop("cropbottom"),
            };
            if let Some(relation) = relation.map(str::to_owned) {
                self.embedded(&relation, crop, alt, width, tree.whole_span(id), out);
            }
        }
        for path in tree.below(id).filter(|&id| tree.is(id, Space::V, "textpath")) {
            // WordArt: its text is an attribute
            if let Some(words) = tree.attribute(path, Space::None, "string").filter(|_| self.muted().is_none()) {
                out.push(Piece::words(words.to_owned(), Look::default(), Span::default()));
            }
        }
        self.boxes(id, out);
    }

    /// Adds placeholders for the text boxes below an element, each once.
    fn boxes(&mut self, id: Id, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let below = tree.below(id);
        let mut at = below.start;
        while at < below.end {
            if !tree.is(at, Space::W, "txbxContent") {
                at += 1;
                continue;
            }
            if let Some(reason) = self.muted() {
                self.leave(reason, at);
            } else {
                let fields = std::mem::take(&mut self.fields);
                let items = self.flow(at);
                self.fields = fields;
                if !items.is_empty() {
                    out.push(Piece {
                        kind: Kind::Aside(self.asides.len()),
                        look: Look::default(),
                        span: tree.whole_span(at),
                    });
                    self.asides.push(Some(items));
                }
            }
            at = tree.below(at).end;
        }
    }

    /// Leaves out text that is not displayed, such as that of a placeholder.
    pub(super) fn placeholder(&mut self, id: Id) {
        self.leave(Reason::Placeholder, id);
    }
}

/// Returns a width given in EMUs.
fn points(emu: &str) -> Option<Width> {
    width(emu.parse::<f64>().ok()? / EMU)
}

fn width(points: f64) -> Option<Width> {
    (points >= 1.0).then(|| Width::Points { points: points.round().min(f64::from(u16::MAX)) as u16 })
}

/// Returns a fraction given in thousandths of a percent, or as a percentage, as in strict documents.
fn share(value: &str) -> Option<f64> {
    match value.strip_suffix('%') {
        Some(percent) => Some(percent.parse::<f64>().ok()? / 100.0),
        None => Some(value.parse::<f64>().ok()? / 100_000.0),
    }
}

/// Returns a fraction in VML: a number, or with the suffix `f`, in units of 1/65,536.
fn fixed(value: &str) -> Option<f64> {
    match value.strip_suffix('f') {
        Some(parts) => Some(parts.parse::<f64>().ok()? / 65_536.0),
        None => value.parse().ok(),
    }
}

/// Returns the width in a CSS style: `width:120pt`.
fn css_width(style: &str) -> Option<Width> {
    let value = style.split(';').find_map(|part| part.trim().strip_prefix("width:"))?.trim();
    let digits = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f64 = value[..digits].parse().ok()?;
    width(match &value[digits..] {
        "pt" | "" => number,
        "in" => number * 72.0,
        "px" => number * 0.75,
        "cm" => number * 72.0 / 2.54,
        "mm" => number * 72.0 / 25.4,
        _ => return None,
    })
}
