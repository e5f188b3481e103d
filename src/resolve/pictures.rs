//! Loads pictures. Each file is read once; its format is detected from its bytes, its size is read from its header.
//!
//! Camera metadata is removed. No pixels are decoded here; renderers that need them may decode up to [`MAX_PIXELS`].
//! Drawings are sanitized.

use super::Picture;
use crate::{
    article::{Article, Block, Inline, Resource, Span, for_each_block, for_each_inline},
    diagnostic::{Code, Diagnostic},
    drawing,
    env::{Env, EnvError},
    hash::Digest,
    metadata, panics, pixels,
};
use base64::{Engine as _, engine::general_purpose::GeneralPurpose};
use image::{ImageDecoder as _, ImageFormat, ImageReader, metadata::Orientation};
use percent_encoding::percent_decode_str;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Cursor,
    sync::Arc,
};

/// The maximum number of pixels of a picture, as a small file may claim to be huge.
const MAX_PIXELS: u64 = 100_000_000;

/// The maximum number of bytes of the pixels of a picture: decoders of WebP and JPEG hold more than twice as much.
const MAX_DECODED: u64 = 200_000_000;

/// The maximum number of pixels per byte of a JPEG: a block of 64 takes at least one bit (ITU-T T.81, F.1.2.1 and
/// G.1.2.1), and chroma may be subsampled. Decoding a file that claims more would waste seconds.
const PIXELS_IN_BYTE: u64 = 4 * 64 * 8;

/// The maximum width and height of a picture. JPEG, GIF and WebP allow no more.
const LONGEST: u32 = 65_535;

/// Base64 with optional padding, as encoders differ.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    base64::engine::GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
);

/// Reads all pictures of the article, and its cover.
pub(super) fn load(article: &Article, env: &dyn Env, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Picture> {
    let cover = article.meta.cover.iter().map(|path| (path.as_str(), article.meta.cover_span));
    let logo = article.meta.organization.iter().filter_map(|organization| organization.shown_logo());
    let others = cover.chain(logo.map(|path| (path, Span::default())));
    let mut pictures = BTreeMap::new();
    // a file may be named in several ways: it is inspected once, and its bytes are shared
    let mut known: HashMap<Digest, Result<Picture, Diagnostic>> = HashMap::new();
    let mut spent = 0;
    for (path, span) in first_uses(shown(article).map(|(path, _, span)| (path, span)).chain(others)) {
        let reported = diagnostics.len();
        let inspected = fetch(path, env).and_then(|bytes| {
            let mut look = |diagnostics: &mut Vec<Diagnostic>| match drawing::is_drawing(&bytes) {
                true => draw(path, &bytes, env, diagnostics),
                false => inspect(path, bytes.clone()).and_then(|picture| within(path, picture, &mut spent)),
            };
            known.entry(Digest::of(&bytes)).or_insert_with(|| look(diagnostics)).clone()
        });
        for diagnostic in &mut diagnostics[reported..] {
            diagnostic.span = Some(span);
        }
        match inspected {
            Ok(picture) => {
                pictures.insert(path.to_owned(), picture);
            }
            Err(problem) => diagnostics.push(problem.at(span)),
        }
    }
    pictures
}

/// Returns the logo and the pictures of the body, in order of first use.
pub(super) fn resources(article: &Article, pictures: &BTreeMap<String, Picture>) -> Vec<Resource> {
    let logo = article.front.iter().filter(|front| front.organization.is_some());
    let logo = logo.filter_map(|_| article.meta.organization.as_ref()?.shown_logo());
    let logo = logo.map(|path| (path, Span::default()));
    let used = first_uses(logo.chain(shown(article).map(|(path, _, span)| (path, span))));
    used.filter_map(|(path, _)| {
        let picture = pictures.get(path)?;
        let Picture { media_type, width, height, .. } = picture.clone();
        Some(Resource { path: path.to_owned(), media_type, width, height })
    })
    .collect()
}

/// Warns about pictures without alternative text.
pub(super) fn look_for_alt(article: &Article, diagnostics: &mut Vec<Diagnostic>) {
    for (path, alt, span) in shown(article) {
        if alt.trim().is_empty() {
            let name = short(path);
            let message = format!("the picture `{name}` has no alternative text");
            let help = match path.starts_with("data:") {
                true => "say what it shows, in Word by \"View Alt Text\" of the picture".to_owned(),
                false => format!("say what it shows: `![what it shows]({name})`"),
            };
            diagnostics.push(Diagnostic::new(Code::NoAlt, message).at(span).help(help));
        }
    }
}

/// Returns the path, alternative text and span of every picture in the article.
fn shown(article: &Article) -> impl Iterator<Item = (&str, &str, Span)> {
    let mut found = Vec::new();
    for body in article.bodies() {
        for_each_block(body, &mut |block| {
            if let Block::Figure(x) = block {
                found.push((x.path.as_str(), x.alt.as_str(), x.span));
            }
        });
        for_each_inline(body, &mut |inline| {
            if let Inline::Image(x) = inline {
                found.push((x.path.as_str(), x.alt.as_str(), x.span));
            }
        });
    }
    found.into_iter()
}

fn first_uses<'a>(uses: impl Iterator<Item = (&'a str, Span)>) -> impl Iterator<Item = (&'a str, Span)> {
    let mut seen = BTreeSet::new();
    uses.filter(move |(path, _)| seen.insert(*path))
}

fn fetch(path: &str, env: &dyn Env) -> Result<Arc<[u8]>, Diagnostic> {
    if let Some(data) = path.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map(|_| &path[5..]) {
        return decode(data)
            .ok_or_else(|| bad(path, "its `data:` address cannot be decoded", "write the picture to a file"));
    }
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let read = env.read(path).or_else(|error| if decoded == path { Err(error) } else { env.read(&decoded) });
    read.map_err(|error| {
        let message = format!("the picture `{}` cannot be read: {error}", short(path));
        let help = match error {
            EnvError::Remote => "put a copy of it into the article's folder, and name that",
            EnvError::Outside => {
                "put a copy of it into the article's folder, or name the site's folder with --site-root"
            }
            EnvError::TooLarge(_) => "save a smaller version",
            EnvError::NotFound => "paths are relative to the article's folder; check the spelling",
            EnvError::Unreadable(_) => "check that the file may be read",
        };
        Diagnostic::new(Code::MissingImage, message).help(help)
    })
}

/// Decodes `image/png;base64,…` (RFC 2397).
fn decode(data: &str) -> Option<Arc<[u8]>> {
    let (head, body) = data.split_once(',')?;
    let raw: Vec<u8> = percent_decode_str(body).collect();
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Some(raw.into());
    }
    let packed: Vec<u8> = raw.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(packed).ok().map(Arc::from)
}

/// Sanitizes a drawing.
fn draw(path: &str, bytes: &[u8], env: &dyn Env, diagnostics: &mut Vec<Diagnostic>) -> Result<Picture, Diagnostic> {
    // a bug in the SVG library should cost the drawing, not the article
    let plain = panics::catch(|| drawing::plain(bytes, env.fonts()))
        .unwrap_or_else(|_| Err("crashes the SVG library".to_owned()))
        .map_err(|why| bad(path, &format!("it {why}"), "simplify it, or save it as PNG"))?;
    if !plain.omitted.is_empty() {
        let message = format!("the drawing `{}` is shown without {}", short(path), plain.omitted.join(", "));
        let help = "use only shapes and text, and embed pictures in the file";
        diagnostics.push(Diagnostic::new(Code::Loss, message).help(help));
    }
    if !plain.lost.is_empty() {
        let message = format!("text in the drawing `{}` is not shown: {}", short(path), plain.lost.join("; "));
        let help = "use SVG text, not HTML (`foreignObject`) without a size";
        diagnostics.push(Diagnostic::new(Code::LeftOut, message).help(help));
    }
    if !plain.missing.is_empty() {
        let named: Vec<String> =
            plain.missing.iter().take(8).map(|&c| format!("`{c}` (U+{:04X})", u32::from(c))).collect();
        let message = format!("no font has {}: the drawing `{}` shows boxes", named.join(", "), short(path));
        let help = "add a font that has them with --font-dir or --system-fonts, or convert its text to outlines";
        diagnostics.push(Diagnostic::new(Code::MissingGlyph, message).help(help));
    }
    if plain.uses_system_fonts {
        let message = format!("text in the drawing `{}` uses fonts of this system", short(path));
        let help = "it may look different on other systems; --no-system-fonts prevents that";
        diagnostics.push(Diagnostic::new(Code::SystemFont, message).help(help));
    }
    let (width, height) = plain.size;
    Ok(Picture { bytes: plain.svg.into_bytes().into(), media_type: drawing::MEDIA_TYPE.to_owned(), width, height })
}

fn inspect(path: &str, bytes: Arc<[u8]>) -> Result<Picture, Diagnostic> {
    const CONVERT: &str = "save it as PNG or JPEG";
    let broken =
        |error: &dyn std::fmt::Display| bad(path, &format!("it is broken: {error}"), "save it again as PNG or JPEG");
    let reader = ImageReader::new(Cursor::new(&bytes)).with_guessed_format().map_err(|error| broken(&error))?;
    let format = reader
        .format()
        .filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP));
    let Some(format) = format else {
        return Err(bad(path, "only PNG, JPEG, GIF, WebP and SVG pictures can be shown", CONVERT));
    };
    let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
    let (mut width, mut height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if turned(orientation) {
        (width, height) = (height, width);
    }
    let decoded = decoder.total_bytes();
    drop(decoder);
    if width == 0 || height == 0 {
        return Err(bad(path, "it has no pixels", CONVERT));
    }
    if width.max(height) > LONGEST {
        let why = format!("it has {width} × {height} pixels, more than {LONGEST} on a side");
        return Err(bad(path, &why, "save a smaller version"));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let why = format!("it has {width} × {height} pixels, more than {} million", MAX_PIXELS / 1_000_000);
        return Err(bad(path, &why, "save a smaller version"));
    }
    if decoded > MAX_DECODED {
        let (size, most) = (decoded / 1_000_000, MAX_DECODED / 1_000_000);
        let why = format!("its {width} × {height} pixels take {size} MB, more than {most} MB");
        return Err(bad(path, &why, "save a smaller version"));
    }
    if format == ImageFormat::Jpeg && u64::from(width) * u64::from(height) / PIXELS_IN_BYTE > bytes.len() as u64 {
        return Err(broken(&"it is truncated"));
    }
    let bytes = metadata::without(&bytes, format, orientation);
    Ok(Picture { bytes, media_type: format.to_mime_type().to_owned(), width, height })
}

/// Returns a picture if it fits into the article's remaining budget.
fn within(path: &str, picture: Picture, spent: &mut u64) -> Result<Picture, Diagnostic> {
    let sum = *spent + weight(&picture);
    if sum > pixels::MOST {
        return Err(bad(path, "the article's pictures have too many pixels in total", "save smaller versions"));
    }
    *spent = sum;
    Ok(picture)
}

/// Returns how many pixels a picture counts as: those that its file does not explain, and at least an eighth of all, as
/// each may be decoded for every format.
fn weight(picture: &Picture) -> u64 {
    let Picture { width, height, bytes, .. } = picture;
    pixels::unexplained(*width, *height, bytes.len()).max(u64::from(*width) * u64::from(*height) / 8)
}

/// Returns whether an orientation swaps width and height.
fn turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn bad(path: &str, why: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadImage, format!("the picture `{}` cannot be shown: {why}", short(path))).help(help)
}

/// Shortens a path for messages, as `data:` addresses may be megabytes long. One with a `name` parameter is shown by
/// that name.
fn short(path: &str) -> String {
    let named = path.split_once(";name=").filter(|(before, _)| before.starts_with("data:") && before.len() < 40);
    if let Some((name, _)) =
        named.and_then(|(_, after)| after.split_once([';', ','])).filter(|(name, _)| name.len() < 60)
    {
        return name.to_owned();
    }
    let mut short: String = path.chars().take(60).collect();
    if short.len() < path.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_picture_takes_in_memory_counts_and_not_only_its_pixels() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbaImage::new(8, 8).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
        let mut bytes = bytes.into_inner();
        // 64 million pixels of four bytes
        bytes[16..24].copy_from_slice(&[0, 0, 0x1f, 0x40, 0, 0, 0x1f, 0x40]);
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        let problem = inspect("a.png", bytes.into()).expect_err("too large");
        assert!(problem.message.contains("its 8000 × 8000 pixels take 256 MB"), "{problem}");
    }

    #[test]
    fn small_files_of_many_pixels_are_heavy_and_photographs_are_not() {
        let of = |side, bytes: usize| {
            let (bytes, media_type) = (vec![0; bytes].into(), String::new());
            weight(&Picture { bytes, media_type, width: side, height: side })
        };
        assert!(of(9000, 9_000) * 2 > pixels::MOST, "two of them are too much");
        assert!(of(4000, 3_000_000) * 60 < pixels::MOST, "sixty photographs");
        assert!(of(6000, 120_000) * 9 < pixels::MOST, "nine scanned pages");
        let mut spent = 0;
        let picture = Picture { bytes: [].into(), media_type: String::new(), width: 9000, height: 9000 };
        assert!(within("a.png", picture.clone(), &mut spent).is_ok());
        let problem = within("b.png", picture, &mut spent).expect_err("too many");
        assert!(problem.message.contains("too many pixels in total"), "{problem}");
    }

    /// The checksum of a chunk of PNG (ISO/IEC 15948, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc: u32, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
        })
    }

    #[test]
    fn a_jpeg_of_more_pixels_than_its_bytes_can_hold_is_broken() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(8, 8).write_to(&mut bytes, ImageFormat::Jpeg).expect("a JPEG");
        let mut bytes = bytes.into_inner();
        assert!(inspect("a.jpg", bytes.clone().into()).is_ok());
        let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x1f, 0, 0x1f, 0]);
        let problem = inspect("a.jpg", bytes.into()).expect_err("too many");
        assert!(problem.message.contains("it is truncated"), "{problem}");
    }
}
