//! Pictures: which files hold them, and where they are shown (ISO/IEC 29500-1, 20.4).

use super::Writer;
use crate::{
    article::Width,
    render::raster,
    resolve::{Picture, Resolved},
};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};
use std::{borrow::Cow, collections::BTreeMap};

/// English Metric Units in a point.
const EMU: f32 = 12_700.0;

/// The part of a page's height that a picture may take.
const TALLEST: f32 = 0.6;

/// The pixels of a painted drawing for each of its own, and the most of them in all.
const FINE: f32 = 2.0;
const MOST_PIXELS: f32 = 4.0e6;

/// The pictures of a document.
pub(super) struct Media<'a> {
    resolved: &'a Resolved,
    /// The files that are used, by the path in the article.
    files: BTreeMap<&'a str, File<'a>>,
    /// The paths of pictures that are not shown.
    pub(super) lost: Vec<String>,
}

/// A picture as it is in the package.
#[derive(Clone)]
pub(super) struct File<'a> {
    pub(super) name: String,
    pub(super) bytes: Cow<'a, [u8]>,
    /// The same as PNG, for programs that do not know SVG.
    painted: Option<(String, Vec<u8>)>,
    /// Width and height in points.
    size: (f32, f32),
}

impl<'a> Media<'a> {
    pub(super) fn new(resolved: &'a Resolved) -> Self {
        Self { resolved, files: BTreeMap::new(), lost: Vec::new() }
    }

    /// Returns the files of the package.
    pub(super) fn files(&self) -> Vec<(&str, &[u8])> {
        let files = self.files.values();
        files
            .flat_map(|file| {
                let painted = file.painted.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
                std::iter::once((file.name.as_str(), &*file.bytes)).chain(painted)
            })
            .collect()
    }

    fn file(&mut self, path: &str) -> Option<File<'a>> {
        if let Some(file) = self.files.get(path) {
            return Some(file.clone());
        }
        let resource = self.resolved.article().resources.iter().find(|resource| resource.path == path);
        let picture = self.resolved.picture(path);
        let found = resource.zip(picture).and_then(|(resource, picture)| Some((resource, picture, prepared(picture)?)));
        let Some((resource, picture, (ending, bytes))) = found else {
            if picture.is_some() && !self.lost.iter().any(|known| known == path) {
                self.lost.push(path.to_owned());
            }
            return None;
        };
        let points = |pixels: u32| pixels as f32 * 0.75;
        let number = self.files.len() + 1;
        let painted =
            if picture.is_drawing() { Some((format!("picture{number}.png"), painted(&bytes)?)) } else { None };
        let name = format!("picture{number}.{ending}");
        let file = File { name, bytes, painted, size: (points(picture.width), points(picture.height)) };
        self.files.insert(&resource.path, file.clone());
        Some(file)
    }
}

/// Returns a picture as Word takes it: upright PNG, JPEG, GIF or SVG.
fn prepared(picture: &Picture) -> Option<(&'static str, Cow<'_, [u8]>)> {
    let bytes = &*picture.bytes;
    let again = || raster::decode(bytes).ok()?.png().ok();
    match picture.media_type.as_str() {
        "image/png" if raster::is_upright(bytes) => Some(("png", bytes.into())),
        "image/jpeg" if raster::is_upright(bytes) => Some(("jpeg", bytes.into())),
        "image/jpeg" => Some(("jpeg", raster::decode(bytes).ok()?.jpeg().ok()?.into())),
        "image/gif" => Some(("gif", bytes.into())),
        "image/svg+xml" => Some(("svg", bytes.into())),
        "image/png" | "image/webp" => Some(("png", again()?.into())),
        _ => None,
    }
}

/// Paints a drawing as PNG. Its letters are outlines.
fn painted(svg: &[u8]) -> Option<Vec<u8>> {
    let tree = Tree::from_data(svg, &Options::default()).ok()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = FINE.min((MOST_PIXELS / (width * height)).sqrt());
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    let mut pixels = Pixmap::new(side(width), side(height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    let mut png = Vec::new();
    let encoder = PngEncoder::new(&mut png);
    encoder.write_image(&pixels.take_demultiplied(), width, height, ExtendedColorType::Rgba8).ok()?;
    Some(png)
}

impl Writer<'_> {
    /// Writes a picture in the line, as wide or as high as asked for. Returns whether it can be shown.
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

    fn drawing(&mut self, file: &File<'_>, alt: &str, (width, height): (f32, f32)) {
        let picture = self.part.picture(&file.name);
        let shown = file.painted.as_ref().map_or_else(|| picture.clone(), |(name, _)| self.part.picture(name));
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
            // programs that know SVG show it instead ([MS-ODRAWXML] 2.3.1.28)
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
