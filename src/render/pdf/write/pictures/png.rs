//! PNG files whose pixels can be embedded unchanged: PDF supports PNG's row filters as predictors (ISO 32000-1,
//! 7.4.4.4).

use super::{Data, Image, reduction};
use flate2::read::ZlibDecoder;
use image::metadata::Orientation;
use std::io::Read as _;

/// The compressed rows of a PNG, and their format.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The file's `IDAT` chunks, concatenated.
    pub(super) packed: Vec<u8>,
    /// Samples per pixel: 1 or 3.
    pub(super) colors: u8,
    /// Bits per sample: 1, 2, 4 or 8.
    pub(super) bits: u8,
    /// The palette, three bytes per color, if the samples are indices into it.
    pub(super) palette: Option<Vec<u8>>,
}

/// Returns the picture without its metadata, if it has no transparency, no interlacing and at most 8 bits per sample,
/// and is not too fine for its printed size in points.
pub(super) fn pass_through(bytes: &[u8], size: (f32, f32)) -> Option<Image> {
    let (header, rows) = read(bytes)?;
    let (width, height) = (header.width, header.height);
    if reduction((width, height), size).is_some() || !is_whole(&header, &rows.packed) {
        return None;
    }
    let grey = header.kind == GREY;
    Some(Image { width, height, grey, data: Data::Rows(rows), mask: None, orientation: Orientation::NoTransforms })
}

/// The contents of the `IHDR` chunk (ISO/IEC 15948, 11.2.2).
struct Header {
    width: u32,
    height: u32,
    bits: u8,
    kind: u8,
}

const GREY: u8 = 0;
const RGB: u8 = 2;
const PALETTE: u8 = 3;

fn read(bytes: &[u8]) -> Option<(Header, Rows)> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let (mut header, mut palette, mut packed) = (None, None, Vec::new());
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let (name, data) = (rest.get(4..8)?, rest.get(8..length.checked_add(8)?)?);
        match name {
            b"IHDR" => header = Some(read_header(data)?),
            b"PLTE" => palette = Some(data.to_vec()),
            b"IDAT" => packed.extend_from_slice(data),
            b"IEND" => break,
            // transparency needs a mask, and a rotated picture must be turned
            b"tRNS" | b"eXIf" => return None,
            _ => {}
        }
        rest = rest.get(length + 12..)?;
    }
    let header: Header = header?;
    let palette = match header.kind {
        PALETTE => Some(palette.filter(|palette| (3..=768).contains(&palette.len()) && palette.len() % 3 == 0)?),
        _ => None,
    };
    let (colors, bits) = (if header.kind == RGB { 3 } else { 1 }, header.bits);
    Some((header, Rows { packed, colors, bits, palette }))
}

fn read_header(data: &[u8]) -> Option<Header> {
    let &[w3, w2, w1, w0, h3, h2, h1, h0, bits, kind, 0, 0, 0] = data else { return None };
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    let known = matches!((kind, bits), (GREY | PALETTE, 1 | 2 | 4 | 8) | (RGB, 8));
    (known && width > 0 && height > 0).then_some(Header { width, height, bits, kind })
}

/// Returns whether the rows have the number and length given in the header, and are undamaged: viewers do not check
/// that.
fn is_whole(header: &Header, packed: &[u8]) -> bool {
    let samples = u64::from(header.width) * if header.kind == RGB { 3 } else { 1 };
    let row = 1 + (samples * u64::from(header.bits)).div_ceil(8);
    let Ok(row) = usize::try_from(row) else { return false };
    let mut decoder = ZlibDecoder::new(packed);
    let mut bytes = vec![0; row];
    let rows = (0..header.height).all(|_| decoder.read_exact(&mut bytes).is_ok() && bytes[0] <= 4);
    // the checksum is compared at the end
    rows && matches!(decoder.read(&mut bytes), Ok(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
    use std::io::Cursor;

    const SIZE: (f32, f32) = (10.0, 10.0);

    fn file(picture: DynamicImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).expect("a file");
        file.into_inner()
    }

    fn coloured() -> Vec<u8> {
        file(RgbImage::from_fn(5, 4, |x, y| [x as u8 * 40, y as u8 * 60, 7].into()).into())
    }

    #[test]
    fn rows_pass_as_they_are() {
        let image = pass_through(&coloured(), SIZE).expect("a picture");
        let Data::Rows(rows) = &image.data else { panic!("rows") };
        assert_eq!((image.width, image.height, image.grey, rows.colors, rows.bits), (5, 4, false, 3, 8));
        assert!(coloured().windows(rows.packed.len()).any(|part| part == rows.packed));
    }

    #[test]
    fn transparent_too_fine_and_damaged_pictures_do_not_pass() {
        assert!(pass_through(&file(RgbaImage::new(5, 4).into()), SIZE).is_none(), "transparent");
        assert!(pass_through(&coloured(), (0.1, 0.1)).is_none(), "too fine");
        let whole = coloured();
        for end in 0..whole.len() - 12 {
            assert!(pass_through(&whole[..end], SIZE).is_none(), "cut at {end}");
        }
        let data = whole.windows(4).position(|name| name == b"IDAT").expect("data") + 4;
        for at in data..whole.len() - 16 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert!(pass_through(&damaged, SIZE).is_none(), "damaged at {at}");
        }
    }
}
