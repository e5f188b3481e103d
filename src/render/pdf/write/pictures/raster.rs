//! Pictures that are decoded to samples.

use super::{Data, Image, reduction};
use crate::render::scaling::smaller;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use std::io::Cursor;

/// The quality for pictures that were lossy already: high enough to be indistinguishable.
const JPEG_QUALITY: u8 = 90;

/// Decodes a picture for a printed size of `size` points; the first frame of an animation.
///
/// # Errors
/// If the bytes are not a picture of a known format.
pub(super) fn decode(bytes: &[u8], media_type: &str, size: (f32, f32), greyscale: bool) -> ImageResult<Image> {
    let mut reader = ImageReader::new(Cursor::new(bytes));
    match ImageFormat::from_mime_type(media_type) {
        Some(format) => reader.set_format(format),
        None => reader = reader.with_guessed_format()?,
    }
    let lossy = is_lossy(bytes, media_type);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    samples(reduce(picture, size), lossy, greyscale)
}

fn reduce(picture: DynamicImage, size: (f32, f32)) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let Some(factor) = reduction((width, height), size) else { return picture };
    let scaled = |length: u32| ((length as f32 * factor).round() as u32).max(1);
    smaller(&picture, scaled(width), scaled(height))
}

fn samples(picture: DynamicImage, lossy: bool, greyscale: bool) -> ImageResult<Image> {
    let (width, height) = (picture.width(), picture.height());
    let color = picture.color();
    let mask =
        color.has_alpha().then(|| picture.to_luma_alpha8().pixels().map(|pixel| pixel.0[1]).collect::<Vec<u8>>());
    let mask = mask.filter(|mask| mask.iter().any(|&alpha| alpha != 255));
    let grey = greyscale || !color.has_color();
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY);
    let data = match (grey, lossy && color.has_color()) {
        (true, false) => Data::Samples(picture.into_luma8().into_raw()),
        (false, false) => Data::Samples(picture.into_rgb8().into_raw()),
        (true, true) => {
            picture.into_luma8().write_with_encoder(encoder)?;
            Data::Jpeg(file)
        }
        (false, true) => {
            picture.into_rgb8().write_with_encoder(encoder)?;
            Data::Jpeg(file)
        }
    };
    Ok(Image { width, height, grey, data, mask, orientation: Orientation::NoTransforms })
}

/// Returns whether the file is already lossy, so that JPEG is the better format for it.
fn is_lossy(bytes: &[u8], media_type: &str) -> bool {
    media_type == "image/jpeg" || (media_type == "image/webp" && bytes.windows(4).take(64).any(|part| part == b"VP8 "))
}
