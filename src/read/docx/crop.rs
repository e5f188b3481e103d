//! Crops pictures, which Word stores uncropped.

use crate::pixels::unexplained;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The maximum size of a decoded picture, in bytes.
const MOST_BYTES: u64 = 200_000_000;

/// The fraction cut off at each side. Negative values would add a margin and are ignored.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Crop {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Crop {
    /// Returns whether nothing visible is cut off.
    pub(super) fn is_none(self) -> bool {
        [self.left, self.top, self.right, self.bottom].iter().all(|share| *share < 0.001)
    }

    /// Returns the first pixel that is kept, and the number of pixels.
    fn range(before: f64, after: f64, size: u32) -> Option<(u32, u32)> {
        let share = |share: f64| (share.clamp(0.0, 1.0) * f64::from(size)).round() as u32;
        let (start, end) = (share(before), size.checked_sub(share(after))?);
        (end > start).then(|| (start, end - start))
    }
}

/// Returns a part of a picture, or `None` if it cannot be decoded or nothing remains.
/// The pixels that the size of its file does not explain are taken from `left`.
pub(super) fn cropped(bytes: &[u8], crop: Crop, left: &mut u64) -> Option<Vec<u8>> {
    let (width, height) = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_dimensions().ok()?;
    *left = left.checked_sub(unexplained(width, height, bytes.len()))?;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let whole = reader.decode().ok()?;
    let (x, width) = Crop::range(crop.left, crop.right, whole.width())?;
    let (y, height) = Crop::range(crop.top, crop.bottom, whole.height())?;
    let part: DynamicImage = whole.crop_imm(x, y, width, height);
    let format = if format == ImageFormat::Jpeg { format } else { ImageFormat::Png };
    let mut out = Cursor::new(Vec::new());
    part.write_to(&mut out, format).ok()?;
    Some(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};

    #[test]
    fn a_picture_is_cut_at_its_sides() {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(10, 8).write_to(&mut out, ImageFormat::Png).unwrap();
        let crop = Crop { left: 0.2, top: 0.0, right: 0.3, bottom: 0.5 };
        let picture = out.into_inner();
        let part = cropped(&picture, crop, &mut 0).unwrap();
        let part = image::load_from_memory(&part).unwrap();
        assert_eq!((part.width(), part.height()), (5, 4));
        assert_eq!(cropped(b"no picture", crop, &mut 0), None);
    }

    #[test]
    fn pictures_of_many_pixels_in_few_bytes_are_cropped_a_few_times() {
        let mut picture = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut picture, CompressionType::Best, FilterType::NoFilter);
        DynamicImage::new_luma8(1000, 1000).write_with_encoder(encoder).unwrap();
        let crop = Crop { left: 0.9, top: 0.9, ..Crop::default() };
        let mut left = 1_500_000;
        assert!(cropped(&picture, crop, &mut left).is_some());
        assert!(left < 1_000_000 && cropped(&picture, crop, &mut left).is_none(), "{left}");
    }
}
