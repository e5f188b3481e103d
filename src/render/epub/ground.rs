//! A white ground for pictures that are transparent: most are black lines, and cannot be seen on the dark page of a night
//! mode.
//!
//! Many reading systems tell no style sheet of their night mode, and put the dark ground behind every element, so that a
//! background in CSS does not last. Publishers and Kobo therefore advise pictures that are opaque; some Kindles make
//! them so themselves. On the white page nothing changes.

use super::cover::png_chunk;
use image::{DynamicImage, Pixel as _, Rgb, RgbImage};

/// A plain drawing with a white ground. One without anything in it stays as it is.
pub(super) fn under_drawing(svg: &[u8]) -> Vec<u8> {
    let end = svg.iter().position(|&byte| byte == b'>').filter(|&at| at > 0 && svg[at - 1] != b'/');
    let (head, rest) = svg.split_at(end.map_or(svg.len(), |at| at + 1));
    let ground: &[u8] = if end.is_some() { b"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" } else { b"" };
    [head, ground, rest].concat()
}

/// The image on white, without transparency.
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

/// How a PNG is transparent (ISO/IEC 15948, 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transparency {
    /// Not at all.
    None,
    /// By entries of its palette.
    Palette,
    /// By an alpha channel, or one colour; perhaps no pixel of it is.
    Pixels,
    /// It moves, and a frame shows through the next: it must stay as it is.
    Moving,
}

/// How a PNG is transparent, by its kind of colour and its chunks.
pub(super) fn transparency(png: &[u8]) -> Transparency {
    let kind = png.get(25).copied().unwrap_or_default();
    let has = |name: &[u8; 4]| chunks(png).take_while(|chunk| &chunk.name != b"IDAT").any(|chunk| &chunk.name == name);
    match kind {
        0 | 2 | 3 if !has(b"tRNS") => Transparency::None,
        _ if has(b"acTL") => Transparency::Moving,
        3 => Transparency::Palette,
        _ => Transparency::Pixels,
    }
}

/// A PNG with a palette, whose entries are mixed with white as far as they are transparent. Pixels stay as they were
/// deflated. None when its chunks are not sound.
pub(super) fn under_palette(png: &[u8]) -> Option<Vec<u8>> {
    let alpha = chunks(png).find(|chunk| &chunk.name == b"tRNS")?.data;
    let mut out = png.get(..8)?.to_vec();
    for chunk in chunks(png) {
        match &chunk.name {
            b"PLTE" => {
                let alphas = alpha.iter().copied().chain(std::iter::repeat(255));
                let entries = chunk.data.chunks_exact(3).zip(alphas);
                let mixed: Vec<u8> =
                    entries.flat_map(|(entry, alpha)| entry.iter().map(move |&v| on_white(v, alpha))).collect();
                png_chunk(&mut out, chunk.name, &mixed);
            }
            b"tRNS" => {}
            name => png_chunk(&mut out, *name, chunk.data),
        }
    }
    Some(out)
}

struct Chunk<'a> {
    name: [u8; 4],
    data: &'a [u8],
}

/// The chunks of a PNG, up to the first that is not sound.
fn chunks(png: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = png.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let (data, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after.get(4..)?;
        Some(Chunk { name: *name, data })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use image::{ImageFormat, Rgba, RgbaImage};
    use std::io::{Cursor, Write as _};

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn half_a_black_is_grey_on_white_and_what_is_opaque_stays() {
        let lines = RgbaImage::from_fn(3, 1, |x, _| Rgba([0, 0, 0, [0, 128, 255][x as usize]]));
        assert_eq!(transparency(&png(&lines.clone().into())), Transparency::Pixels);
        let flat = under(lines.into()).into_rgb8();
        assert_eq!([0, 1, 2].map(|x| flat.get_pixel(x, 0).0[0]), [255, 127, 0]);
        assert_eq!(transparency(&png(&flat.into())), Transparency::None);
    }

    #[test]
    fn a_palette_is_mixed_with_white_and_its_pixels_are_not_touched() {
        // two pixels of one bit: a black that is not there, and a red that is
        let mut indexed = b"\x89PNG\r\n\x1a\n".to_vec();
        png_chunk(&mut indexed, *b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 1, 1, 3, 0, 0, 0]);
        png_chunk(&mut indexed, *b"PLTE", &[0, 0, 0, 200, 0, 0]);
        png_chunk(&mut indexed, *b"tRNS", &[0]);
        let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
        rows.write_all(&[0, 0b0100_0000]).expect("a row");
        png_chunk(&mut indexed, *b"IDAT", &rows.finish().expect("a row"));
        png_chunk(&mut indexed, *b"IEND", &[]);
        assert_eq!(transparency(&indexed), Transparency::Palette);
        let flat = under_palette(&indexed).expect("a picture");
        assert_eq!(transparency(&flat), Transparency::None);
        let flat = image::load_from_memory(&flat).expect("a picture").into_rgb8();
        assert_eq!([0, 1].map(|x| flat.get_pixel(x, 0).0), [[255; 3], [200, 0, 0]]);
    }

    #[test]
    fn a_drawing_stands_on_a_white_rectangle_and_an_empty_one_on_none() {
        let drawing = under_drawing(b"<svg viewBox=\"0 0 9 9\"><path d=\"M1 1H9\"/></svg>");
        assert!(
            drawing.starts_with(b"<svg viewBox=\"0 0 9 9\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path")
        );
        assert_eq!(under_drawing(b"<svg/>"), b"<svg/>");
    }
}
