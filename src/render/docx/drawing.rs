//! Pictures: the files that contain them, and their placement (ISO/IEC 29500-1, 20.4).

use super::{Writer, paint};
use crate::{
    article::Width,
    render::raster,
    resolve::{Picture, Resolved},
};
use std::{borrow::Cow, collections::BTreeMap};

/// English Metric Units per point.
const EMU: f32 = 12_700.0;

/// The maximum height of a picture, as a fraction of the page height.
const TALLEST: f32 = 0.6;

/// The pictures of a document.
pub(super) struct Media<'a> {
    resolved: &'a Resolved,
    /// The files of the package, by name.
    pub(super) files: Vec<(String, Cow<'a, [u8]>)>,
    /// The pictures used, by their paths in the article.
    known: BTreeMap<String, File>,
    /// The paths of pictures that cannot be shown.
    pub(super) lost: Vec<String>,
}

/// A picture in the package.
#[derive(Clone)]
struct File {
    name: String,
    /// The PNG file of a drawing, for programs that do not support SVG.
    painted: Option<String>,
    /// Width and height in points.
    size: (f32, f32),
}

impl<'a> Media<'a> {
    pub(super) fn new(resolved: &'a Resolved) -> Self {
        Self { resolved, files: Vec::new(), known: BTreeMap::new(), lost: Vec::new() }
    }

    fn file(&mut self, path: &str) -> Option<File> {
        if let Some(file) = self.known.get(path) {
            return Some(file.clone());
        }
        let picture = self.resolved.picture(path)?;
        let Some(file) = self.add(picture) else {
            if !self.lost.iter().any(|known| known == path) {
                self.lost.push(path.to_owned());
            }
            return None;
        };
        self.known.insert(path.to_owned(), file.clone());
        Some(file)
    }

    fn add(&mut self, picture: &'a Picture) -> Option<File> {
        let (ending, bytes) = prepared(picture)?;
        let number = self.known.len() + 1;
        let (name, drawn) = (format!("picture{number}.{ending}"), format!("picture{number}.png"));
        let painted = if picture.is_drawing() { Some(paint::png(&bytes)?) } else { None };
        self.files.push((name.clone(), bytes));
        let painted = painted.map(|bytes| {
            self.files.push((drawn.clone(), bytes.into()));
            drawn
        });
        let points = |pixels: u32| pixels as f32 * 0.75;
        Some(File { name, painted, size: (points(picture.width), points(picture.height)) })
    }
}

/// Returns a picture in a format that Word supports, with the extension of its file: upright PNG, JPEG, GIF or SVG.
fn prepared(picture: &Picture) -> Option<(&'static str, Cow<'_, [u8]>)> {
    let (media_type, bytes) = raster::upright(picture);
    match media_type {
        "image/png" => Some(("png", bytes)),
        "image/jpeg" => Some(("jpeg", bytes)),
        "image/gif" => Some(("gif", bytes)),
        "image/svg+xml" => Some(("svg", bytes)),
        "image/webp" => Some(("png", raster::decode(&bytes).ok()?.png().ok()?.into())),
        _ => None,
    }
}

impl Writer<'_> {
    /// Writes an inline picture with the requested width or height. Returns whether it can be shown.
    pub(super) fn picture(&mut self, path: &str, alt: &str, width: Option<Width>, height: Option<f32>) -> bool {
        let Some(file) = self.media.file(path) else { return false };
        let measure = self.page.measure() - self.indent as f32 / 20.0;
        let (natural, tall) = (file.size.0.max(1.0), file.size.1.max(1.0));
        let wide = match (width, height) {
            (Some(Width::Percent(percent)), _) => measure * f32::from(percent) / 100.0,
            (Some(Width::Points { points }), _) => f32::from(points),
            (None, Some(height)) => natural * height / tall,
            (None, None) => natural,
        };
        let most = measure.min(self.page.height * TALLEST * natural / tall);
        let wide = wide.min(most.max(1.0));
        self.drawing(&file, alt, (wide, wide * tall / natural));
        true
    }

    fn drawing(&mut self, file: &File, alt: &str, (width, height): (f32, f32)) {
        let picture = self.part.picture(&file.name);
        let shown = file.painted.as_ref().map_or_else(|| picture.clone(), |name| self.part.picture(name));
        self.part.numbered += 1;
        let id = self.part.numbered.to_string();
        let emu = |points: f32| (points * EMU).round().max(1.0).to_string();
        let (cx, cy) = (emu(width), emu(height));
        self.begin_run();
        let out = &mut self.part.out;
        out.tag("w:drawing").open();
        out.tag("wp:inline").attr("distT", "0").attr("distB", "0").attr("distL", "0").attr("distR", "0").open();
        out.tag("wp:extent").attr("cx", &cx).attr("cy", &cy).empty();
        let name = format!("Picture {id}");
        out.tag("wp:docPr").attr("id", &id).attr("name", &name).attr("descr", alt).empty();
        out.tag("wp:cNvGraphicFramePr").open();
        out.tag("a:graphicFrameLocks").attr("noChangeAspect", "1").empty();
        out.end("wp:cNvGraphicFramePr");
        out.tag("a:graphic").open();
        out.tag("a:graphicData").attr("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture").open();
        out.tag("pic:pic").open();
        out.tag("pic:nvPicPr").open();
        out.tag("pic:cNvPr").attr("id", &id).attr("name", &file.name).empty();
        out.tag("pic:cNvPicPr").empty();
        out.end("pic:nvPicPr");
        out.tag("pic:blipFill").open();
        out.tag("a:blip").attr("r:embed", &shown).open();
        if file.painted.is_some() {
            // programs that support SVG show it instead ([MS-ODRAWXML] 2.3.1.28)
            out.tag("a:extLst").open();
            out.tag("a:ext").attr("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}").open();
            out.tag("asvg:svgBlip").attr("r:embed", &picture).empty();
            out.end("a:ext");
            out.end("a:extLst");
        }
        out.end("a:blip");
        out.tag("a:stretch").open();
        out.tag("a:fillRect").empty();
        out.end("a:stretch");
        out.end("pic:blipFill");
        out.tag("pic:spPr").open();
        out.tag("a:xfrm").open();
        out.tag("a:off").attr("x", "0").attr("y", "0").empty();
        out.tag("a:ext").attr("cx", &cx).attr("cy", &cy).empty();
        out.end("a:xfrm");
        out.tag("a:prstGeom").attr("prst", "rect").open();
        out.tag("a:avLst").empty();
        out.end("a:prstGeom");
        let ends = ["pic:spPr", "pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"];
        ends.iter().for_each(|name| out.end(name));
    }
}
