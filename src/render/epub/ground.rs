//! A white background for transparent pictures: most have black lines, which are invisible on the dark page of a night
//! mode.
//!
//! Many reading systems do not report their night mode to style sheets and set a dark background on every element,
//! which overrides a background in CSS. Publishers and Kobo therefore recommend opaque pictures; some Kindles flatten
//! them themselves. On a white page nothing changes.

use image::{DynamicImage, Pixel as _, Rgb, RgbImage};
use std::io::Cursor;

/// Puts a white rectangle under a drawing. An empty drawing is not changed.
pub(super) fn under_drawing(svg: &[u8]) -> Vec<u8> {
    let end = svg.iter().position(|&byte| byte == b'>').filter(|&at| at > 0 && svg[at - 1] != b'/');
    let (head, rest) = svg.split_at(end.map_or(svg.len(), |at| at + 1));
    let ground: &[u8] = if end.is_some() { b"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" } else { b"" };
    [head, ground, rest].concat()
}

/// Blends an image with white, so that it has no transparency.
pub(super) fn under(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let grey = !image.color().has_color();
    let image = image.into_rgba8();
    let flat = RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let pixel = image.get_pixel(x, y);
        Rgb(pixel.to_rgb().0.map(|value| on_white(value, pixel.0[3])))
    });
    if grey { DynamicImage::from(flat).into_luma8().into() } else { flat.into() }
}

fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// The transparency of a PNG (ISO/IEC 15948, 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transparency {
    /// Not at all.
    None,
    /// By entries of its palette.
    Palette,
    /// By an alpha channel, or a single color; possibly no pixel is transparent.
    Pixels,
    /// It is animated, and a frame shows through the next: it must not be changed.
    Moving,
}

/// Returns the transparency of a PNG, by its header. A malformed one counts as [`Transparency::Pixels`]: decoding it
/// fails later.
pub(super) fn transparency(bytes: &[u8]) -> Transparency {
    let Ok(reader) = png::Decoder::new(Cursor::new(bytes)).read_info() else { return Transparency::Pixels };
    let info = reader.info();
    match (info.color_type, info.trns.is_some()) {
        (png::ColorType::Grayscale | png::ColorType::Rgb | png::ColorType::Indexed, false) => Transparency::None,
        _ if info.animation_control.is_some() => Transparency::Moving,
        (png::ColorType::Indexed, true) => Transparency::Palette,
        _ => Transparency::Pixels,
    }
}

/// Blends the palette of a PNG with white according to the transparency of its entries. Pixels remain palette entries,
/// which are much shorter than colors. `None` if the picture is malformed.
pub(super) fn under_palette(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut pixels).ok()?;
    let mut info = reader.info().clone();
    let alphas = info.trns.take()?;
    let alphas = alphas.iter().copied().chain(std::iter::repeat(255));
    let entries = info.palette.as_deref()?.chunks_exact(3).zip(alphas);
    let mixed: Vec<u8> =
        entries.flat_map(|(entry, alpha)| entry.iter().map(move |&value| on_white(value, alpha))).collect();
    info.palette = Some(mixed.into());
    info.interlaced = false;
    let mut out = Vec::new();
    png::Encoder::with_info(&mut out, info).ok()?.write_header().ok()?.write_image_data(&pixels).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn half_transparent_black_becomes_gray_and_opaque_colors_stay() {
        let lines = RgbaImage::from_fn(3, 1, |x, _| Rgba([0, 0, 0, [0, 128, 255][x as usize]]));
        assert_eq!(transparency(&png(&lines.clone().into())), Transparency::Pixels);
        let flat = under(lines.into()).into_rgb8();
        assert_eq!([0, 1, 2].map(|x| flat.get_pixel(x, 0).0[0]), [255, 127, 0]);
        assert_eq!(transparency(&png(&flat.into())), Transparency::None);
    }

    #[test]
    fn a_transparent_palette_entry_becomes_white_and_pixels_stay_entries() {
        // two pixels of one bit: an invisible black one, and a red one
        let mut indexed = Vec::new();
        let mut encoder = png::Encoder::new(&mut indexed, 2, 1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_palette(&[0, 0, 0, 200, 0, 0][..]);
        encoder.set_trns(&[0][..]);
        encoder.write_header().expect("a header").write_image_data(&[0b0100_0000]).expect("a row");
        assert_eq!(transparency(&indexed), Transparency::Palette);
        let flat = under_palette(&indexed).expect("a picture");
        assert_eq!(transparency(&flat), Transparency::None);
        let flat = image::load_from_memory(&flat).expect("a picture").into_rgb8();
        assert_eq!([0, 1].map(|x| flat.get_pixel(x, 0).0), [[255; 3], [200, 0, 0]]);
    }

    #[test]
    fn a_drawing_gets_a_white_rectangle_and_an_empty_one_none() {
        let drawing = under_drawing(b"<svg viewBox=\"0 0 9 9\"><path d=\"M1 1H9\"/></svg>");
        assert!(
            drawing.starts_with(b"<svg viewBox=\"0 0 9 9\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path")
        );
        assert_eq!(under_drawing(b"<svg/>"), b"<svg/>");
    }
}
