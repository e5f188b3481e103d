//! Pictures as stores and readers accept them: JPEG, PNG, GIF or SVG, RGB or gray, upright, of at most [`LARGEST`]
//! pixels.
//!
//! Most pass through unchanged. WebP (unsupported by Kindle) becomes PNG or JPEG, CMYK becomes RGB, pictures are
//! rotated according to their metadata, and large ones are scaled down. GIF and SVG are kept: they may be animated, or
//! have no pixels. Transparent pictures get a white background ([`ground`]).

use super::ground::{self, Transparency};
use crate::{
    render::{
        raster::{self, is_upright, jpeg_components},
        scaling::smaller,
    },
    resolve::Picture,
};
use image::{DynamicImage, ImageResult};
use std::borrow::Cow;

/// The maximum number of pixels of a picture: 4 megapixels, which Apple Books asked for and e-ink screens do not
/// exceed.
const LARGEST: u64 = 4_000_000;

/// The maximum size of a picture in bytes: KDP accepts 5 MB.
const HEAVIEST: usize = 5_000_000;

/// The size in bytes above which a PNG is assumed to be a photograph, which is a tenth of the size as JPEG.
const LARGEST_PNG: usize = 1_500_000;

/// A picture in the form used in the EPUB.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) media_type: &'static str,
    /// The extension of its file name.
    pub(super) ending: &'static str,
}

impl<'a> Prepared<'a> {
    fn jpeg(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { bytes: bytes.into(), media_type: "image/jpeg", ending: "jpg" }
    }

    fn png(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { bytes: bytes.into(), media_type: "image/png", ending: "png" }
    }
}

/// Prepares a picture. `None` if an EPUB cannot show it, or if it is malformed.
pub(super) fn prepare(picture: &Picture) -> Option<Prepared<'_>> {
    let bytes = &*picture.bytes;
    let large = u64::from(picture.width) * u64::from(picture.height) > LARGEST || bytes.len() > HEAVIEST;
    match picture.media_type.as_str() {
        "image/gif" => Some(Prepared { bytes: bytes.into(), media_type: "image/gif", ending: "gif" }),
        "image/svg+xml" => {
            let bytes = ground::under_drawing(bytes).into();
            Some(Prepared { bytes, media_type: "image/svg+xml", ending: "svg" })
        }
        "image/jpeg" if !large && jpeg_components(bytes) != Some(4) && is_upright(bytes) => Some(Prepared::jpeg(bytes)),
        "image/png" if !large && is_upright(bytes) => opaque(bytes),
        "image/jpeg" => redraw(bytes, true).ok(),
        "image/png" => redraw(bytes, false).ok(),
        // a lossy WebP has a `VP8 ` chunk, alone or, with alpha, after others
        "image/webp" => redraw(bytes, bytes.get(12..16) == Some(b"VP8 ")).ok(),
        _ => None,
    }
}

/// Prepares a picture as a cover, which stores require to be a still raster image. `None` for a drawing, or if it is
/// malformed.
pub(super) fn still(picture: &Picture) -> Option<Prepared<'_>> {
    match picture.media_type.as_str() {
        "image/gif" => redraw(&picture.bytes, false).ok(),
        "image/svg+xml" => None,
        _ => prepare(picture),
    }
}

/// Returns a PNG unchanged if opaque, else on white.
fn opaque(bytes: &[u8]) -> Option<Prepared<'_>> {
    match ground::transparency(bytes) {
        Transparency::None | Transparency::Moving => Some(Prepared::png(bytes)),
        Transparency::Palette => ground::under_palette(bytes).map(Prepared::png),
        Transparency::Pixels => redraw(bytes, false).ok(),
    }
}

/// Decodes a picture and encodes it again: upright, opaque and within the size limit.
fn redraw(bytes: &[u8], lossy: bool) -> ImageResult<Prepared<'static>> {
    let mut raster = raster::decode(bytes)?;
    raster.image = plain(ground::under(reduced(raster.image)));
    if !lossy {
        let png = raster.png()?;
        if png.len() <= LARGEST_PNG {
            return Ok(Prepared::png(png));
        }
    }
    raster.jpeg().map(Prepared::jpeg)
}

/// Scales a picture down to [`LARGEST`] pixels.
fn reduced(image: DynamicImage) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= LARGEST {
        return image;
    }
    let scale = (LARGEST as f64 / pixels as f64).sqrt();
    let side = |length: u32| ((f64::from(length) * scale).floor() as u32).max(1);
    smaller(&image, side(width), side(height))
}

/// Converts to RGB or gray with 8 bits per channel; no e-reader shows more.
fn plain(image: DynamicImage) -> DynamicImage {
    if image.color().has_color() { image.into_rgb8().into() } else { image.into_luma8().into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder as _, ImageFormat, RgbImage, codecs::jpeg::JpegEncoder};
    use std::io::Cursor;

    fn picture(media_type: &str, image: &DynamicImage, format: ImageFormat) -> Picture {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).expect("a picture");
        let (width, height) = (image.width(), image.height());
        Picture { bytes: bytes.into_inner().into(), media_type: media_type.to_owned(), width, height }
    }

    fn size(prepared: &Prepared<'_>) -> (u32, u32) {
        let image = image::load_from_memory(&prepared.bytes).expect("a picture");
        (image.width(), image.height())
    }

    #[test]
    fn a_small_picture_passes_through_and_a_large_one_is_made_smaller_in_its_proportions() {
        let small = picture("image/png", &RgbImage::new(200, 100).into(), ImageFormat::Png);
        assert_eq!(*prepare(&small).expect("a picture").bytes, *small.bytes);
        for (media_type, format) in [("image/png", ImageFormat::Png), ("image/jpeg", ImageFormat::Jpeg)] {
            let large = picture(media_type, &RgbImage::new(3200, 1600).into(), format);
            let prepared = prepare(&large).expect("a picture");
            assert_eq!((prepared.media_type, size(&prepared)), (media_type, (2828, 1414)));
        }
    }

    #[test]
    fn a_photograph_in_a_heavy_png_becomes_a_jpeg() {
        let mut seed = 1u32;
        let noise = RgbImage::from_fn(1400, 1400, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
        });
        let heavy = picture("image/png", &noise.into(), ImageFormat::Png);
        assert!(heavy.bytes.len() > HEAVIEST);
        let prepared = prepare(&heavy).expect("a picture");
        assert_eq!((prepared.media_type, size(&prepared)), ("image/jpeg", (1400, 1400)));
    }

    #[test]
    fn webp_becomes_what_kindle_knows() {
        let webp = picture("image/webp", &RgbImage::new(20, 10).into(), ImageFormat::WebP);
        let prepared = prepare(&webp).expect("a picture");
        assert_eq!((prepared.media_type, prepared.ending, size(&prepared)), ("image/png", "png", (20, 10)));
    }

    #[test]
    fn a_jpeg_for_the_press_becomes_rgb() {
        let bytes: &[u8] = include_bytes!("../../../tests/cases/epub/cmyk.jpg");
        assert_eq!(jpeg_components(bytes), Some(4));
        let picture = Picture { bytes: bytes.into(), media_type: "image/jpeg".to_owned(), width: 16, height: 16 };
        let prepared = prepare(&picture).expect("a picture");
        assert_eq!(jpeg_components(&prepared.bytes), Some(3));
        let pixel = image::load_from_memory(&prepared.bytes).expect("a picture").to_rgb8().get_pixel(8, 8).0;
        assert!(pixel[0] > 150 && pixel[1] < 90 && pixel[2] < 90, "red ink is red: {pixel:?}");
    }

    /// EXIF with an orientation of 6: the top of the picture is on its right (TIFF 6.0, section 8).
    const TURNED: [u8; 26] = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

    #[test]
    fn a_picture_that_its_metadata_turn_is_stored_upright() {
        let wide = RgbImage::from_fn(40, 20, |x, _| image::Rgb(if x < 20 { [200, 0, 0] } else { [0, 0, 200] }));
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
        encoder.set_exif_metadata(TURNED.to_vec()).expect("EXIF");
        encoder.encode_image(&wide).expect("a picture");
        let picture = Picture { bytes: bytes.into(), media_type: "image/jpeg".to_owned(), width: 20, height: 40 };
        let prepared = prepare(&picture).expect("a picture");
        assert_eq!((prepared.media_type, size(&prepared)), ("image/jpeg", (20, 40)));
        let upright = image::load_from_memory(&prepared.bytes).expect("a picture").to_rgb8();
        assert!(upright.get_pixel(10, 5).0[0] > 150 && upright.get_pixel(10, 35).0[2] > 150, "left became top");
    }

    #[test]
    fn a_broken_picture_is_none_and_an_animation_is_kept() {
        let bytes: &[u8] = b"RIFF\0\0\0\0WEBPVP8 \0\0";
        let broken = Picture { bytes: bytes.into(), media_type: "image/webp".to_owned(), width: 1, height: 1 };
        assert!(prepare(&broken).is_none());
        let gif =
            Picture { bytes: b"GIF89a"[..].into(), media_type: "image/gif".to_owned(), width: 9000, height: 9000 };
        assert_eq!(*prepare(&gif).expect("a picture").bytes, *b"GIF89a");
    }
}
