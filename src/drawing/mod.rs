//! Drawings: SVG, read safely and rewritten in a plain form.
//!
//! Drawings are untrusted, and e-book readers run the scripts in them. So none of the original text passes through:
//! it is parsed, and what was understood is written again with paths, gradients and embedded pictures only. Style
//! sheets are applied, letters become outlines (as reading systems have other fonts), scripts and references to other
//! files are dropped. All formats use this plain drawing, and none needs fonts for it. Start with [`plain`].
//!
//! Nothing here rasterizes.

mod fonts;
mod ids;
mod labels;
mod limits;
mod omitted;
mod weight;

use crate::{
    env::{FontSet, SystemFonts},
    metadata,
};
use image::ImageDecoder as _;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};
use usvg::{ImageHrefResolver, ImageKind, Options, Tree, WriteOptions, roxmltree};

use fonts::Database;

/// The media type of drawings.
pub(crate) const MEDIA_TYPE: &str = "image/svg+xml";

/// The largest size of a plain drawing in bytes. A little SVG can ask for a million shapes.
const HEAVIEST: usize = 16 << 20;
/// The maximum number of XML nodes in a file.
const NODES: u32 = 300_000;
/// The maximum number of pixels of all pictures embedded in a drawing: each use of one is decoded.
const MAX_PIXELS: u64 = 100_000_000;

/// A sanitized drawing, as the renderers use it.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The rewritten XML.
    pub(crate) svg: String,
    /// Width and height in CSS pixels (96 per inch).
    pub(crate) size: (u32, u32),
    /// The features that could not be kept, as phrases for messages.
    pub(crate) omitted: Vec<&'static str>,
    /// The text that is not shown, one entry per box.
    pub(crate) lost: Vec<String>,
    /// The characters of its text that no font has.
    pub(crate) missing: Vec<char>,
    /// Whether text uses fonts of the operating system.
    pub(crate) uses_system_fonts: bool,
}

/// Returns whether a file is a drawing: XML with an `svg` element near its beginning.
pub(crate) fn is_drawing(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let near = &bytes[..bytes.len().min(64 << 10)];
    bytes.starts_with(b"<") && near.windows(4).any(|part| matches!(part, b"<svg" | b":svg"))
}

/// Sanitizes the drawing in a file.
///
/// # Errors
/// Returns why it cannot be shown, as a phrase that follows "it".
pub(crate) fn plain(bytes: &[u8], fonts: &FontSet) -> Result<Plain, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not in UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let document = parse(text)?;
    let labeled = labels::as_text(text, &document);
    let document = labeled.as_deref().map_or(Ok(document), parse)?;
    let mut omitted = omitted::found(&document);
    let lost = labels::lost(&document);
    let refused = AtomicBool::new(false);
    let has_words = document.descendants().any(|node| node.tag_name().name() == "text");
    let own = if has_words { fonts::database(fonts, &[]) } else { Database::default() };
    let mut tree = read(&document, own, &refused)?;
    let mut missing = fonts::missing(tree.root());
    if !missing.is_empty() && fonts.system() != SystemFonts::Never {
        tree = read(&document, fonts::database(fonts, &missing), &refused)?;
    }
    let lacked = std::mem::replace(&mut missing, fonts::missing(tree.root())).len();
    if refused.into_inner() {
        omitted.push("embedded pictures that are SVG, broken or too large");
    }
    let mut svg = ids::neat(&tree.to_string(&writing()));
    if svg.len() > HEAVIEST {
        return Err(format!("expands to more than {} MiB of shapes", HEAVIEST >> 20));
    }
    let (width, height) = (tree.size().width(), tree.size().height());
    // without a view box, a page that scales the drawing down would show only a corner of it
    svg = svg.replacen("<svg ", &format!("<svg viewBox=\"0 0 {width} {height}\" "), 1);
    let pixels = |length: f32| (length.round() as u32).max(1);
    let uses_system_fonts = missing.len() < lacked;
    Ok(Plain { svg, size: (pixels(width), pixels(height)), omitted, lost, missing, uses_system_fonts })
}

/// Parses XML within limits on its size and cost.
fn parse(xml: &str) -> Result<roxmltree::Document<'_>, String> {
    if let Some(why) = limits::too_many_attributes(xml).or_else(|| limits::expands(xml)) {
        return Err(why);
    }
    let rules = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..Default::default() };
    let document =
        roxmltree::Document::parse_with_options(xml, rules).map_err(|error| format!("is broken: {error}"))?;
    let excess = limits::out_of_range(&document).or_else(|| weight::too_much(&document));
    excess.map_or(Ok(document), Err)
}

/// Parses a plain drawing into a usvg tree.
pub(crate) fn tree(plain: &[u8]) -> Option<Tree> {
    let document = roxmltree::Document::parse(std::str::from_utf8(plain).ok()?).ok()?;
    read(&document, Database::default(), &AtomicBool::new(false)).ok()
}

fn read(document: &roxmltree::Document<'_>, fonts: Database, refused: &AtomicBool) -> Result<Tree, String> {
    let pixels = AtomicU64::new(0);
    let options = Options {
        font_family: fonts::USUAL.to_owned(),
        fontdb: Arc::new(fonts),
        font_resolver: fonts::resolver(),
        // reads no files, and no drawings within drawings
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| {
                let is_small =
                    |size: u64| size <= MAX_PIXELS && pixels.fetch_add(size, Ordering::Relaxed) + size <= MAX_PIXELS;
                let kind = picture(data, is_small);
                refused.fetch_or(kind.is_none(), Ordering::Relaxed);
                kind
            }),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_xmltree(document, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached => "has too many shapes".to_owned(),
        usvg::Error::InvalidSize => "has no size: it needs `width` and `height`, or a `viewBox`".to_owned(),
        error => format!("is broken: {error}"),
    })
}

/// Returns an embedded picture without its metadata, or `None` for unsupported formats and sizes.
fn picture(data: Arc<Vec<u8>>, is_small: impl Fn(u64) -> bool) -> Option<ImageKind> {
    let reader = image::ImageReader::new(std::io::Cursor::new(&*data)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().ok()?;
    drop(decoder);
    if !is_small(u64::from(width) * u64::from(height)) {
        return None;
    }
    let data = Arc::new(metadata::without(&Arc::from(data.as_slice()), format, orientation).to_vec());
    match format {
        image::ImageFormat::Png => Some(ImageKind::PNG(data)),
        image::ImageFormat::Jpeg => Some(ImageKind::JPEG(data)),
        image::ImageFormat::Gif => Some(ImageKind::GIF(data)),
        image::ImageFormat::WebP => Some(ImageKind::WEBP(data)),
        _ => None,
    }
}

/// Returns the options for writing plain drawings, with coordinates rounded to a thousandth of a pixel.
fn writing() -> WriteOptions {
    WriteOptions {
        preserve_text: false,
        coordinates_precision: 3,
        transforms_precision: 6,
        indent: usvg::Indent::None,
        ..WriteOptions::default()
    }
}

#[cfg(test)]
mod tests;
