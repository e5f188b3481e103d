//! Decodes pictures upright and encodes them again, for formats that do not accept them unchanged.

use crate::resolve::Picture;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageReader, ImageResult,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    metadata::Orientation,
};
use std::{borrow::Cow, io::Cursor};

/// The JPEG quality, of 100: letters in a picture remain sharp.
const JPEG_QUALITY: u8 = 88;

/// A decoded picture, upright.
pub(super) struct Raster {
    pub(super) image: DynamicImage,
    /// The color profile (ICC); `None` for CMYK, which decodes to RGB.
    profile: Option<Vec<u8>>,
}

fn decoder(bytes: &[u8]) -> ImageResult<impl ImageDecoder> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()
}

/// Returns whether a picture is upright without applying its metadata (EXIF), which e-ink readers ignore.
pub(super) fn is_upright(bytes: &[u8]) -> bool {
    let orientation = decoder(bytes).and_then(|mut decoder| decoder.orientation());
    orientation.is_ok_and(|orientation| orientation == Orientation::NoTransforms)
}

/// Returns the media type and bytes of a picture, upright: not every program applies the orientation in its metadata.
pub(super) fn upright(picture: &Picture) -> (&str, Cow<'_, [u8]>) {
    let is_photo = matches!(picture.media_type.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let turned = || match picture.media_type.as_str() {
        "image/jpeg" => Some(("image/jpeg", decode(&picture.bytes).ok()?.jpeg().ok()?)),
        _ => Some(("image/png", decode(&picture.bytes).ok()?.png().ok()?)),
    };
    let turned = (is_photo && !is_upright(&picture.bytes)).then(turned).flatten();
    turned.map_or((&picture.media_type, Cow::Borrowed(&*picture.bytes)), |(kind, bytes)| (kind, bytes.into()))
}

/// Decodes a picture and applies the orientation in its metadata.
pub(super) fn decode(bytes: &[u8]) -> ImageResult<Raster> {
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation()?;
    let profile = decoder.icc_profile()?.filter(|_| jpeg_components(bytes) != Some(4));
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(Raster { image, profile })
}

impl Raster {
    /// Encodes as PNG.
    pub(super) fn png(&self) -> ImageResult<Vec<u8>> {
        let mut out = Vec::new();
        self.write(PngEncoder::new(&mut out))?;
        Ok(out)
    }

    /// Encodes as JPEG. The picture must be RGB or gray, 8 bits per channel.
    pub(super) fn jpeg(&self) -> ImageResult<Vec<u8>> {
        let mut out = Vec::new();
        self.write(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY))?;
        Ok(out)
    }

    fn write(&self, mut encoder: impl ImageEncoder) -> ImageResult<()> {
        if let Some(profile) = &self.profile {
            // a picture without its profile is still useful
            let _ = encoder.set_icc_profile(profile.clone());
        }
        let image = &self.image;
        encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
    }
}

/// Returns the number of color components in a JPEG's frame header (ISO/IEC 10918-1, B.2.2).
pub(super) fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        rest = &rest[rest.iter().position(|&byte| byte != 0xFF)?..];
        let (&marker, after) = rest.split_first()?;
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return after.get(7).copied();
        }
        rest = after.get(length..)?;
    }
}
