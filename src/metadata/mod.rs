//! Removes the metadata that cameras and editors write into pictures: location, time, owner, previews (EXIF, XMP, IPTC,
//! comments). Pixels are not changed. What is needed for display is kept: the color profile and the orientation.
//!
//! If a file violates its format, the rest is copied unchanged from there on, so that no picture that can be shown is
//! damaged.

mod gif;
mod jpeg;
mod png;
mod webp;

use image::{ImageFormat, metadata::Orientation};
use std::sync::Arc;

/// Returns a picture without metadata; the same bytes if it has none.
pub(crate) fn without(bytes: &Arc<[u8]>, format: ImageFormat, orientation: Orientation) -> Arc<[u8]> {
    let turn = (orientation != Orientation::NoTransforms).then(|| orientation.to_exif());
    let clean = match format {
        ImageFormat::Jpeg => jpeg::without(bytes, turn),
        ImageFormat::Png => png::without(bytes, turn),
        ImageFormat::Gif => gif::without(bytes),
        ImageFormat::WebP => webp::without(bytes, turn),
        _ => return bytes.clone(),
    };
    if clean == **bytes { bytes.clone() } else { clean.into() }
}

/// Returns EXIF data with the orientation and nothing else (TIFF 6.0, section 8).
fn exif(turn: u8) -> [u8; 26] {
    let mut exif = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = turn;
    exif
}

/// Returns a big-endian number of two bytes.
fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageDecoder as _, ImageReader, RgbImage};
    use std::io::Cursor;

    const SECRET: &[u8] = b"47.3769N 8.5417E";

    fn picture(format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(20, 10, |x, y| image::Rgb([x as u8 * 9, y as u8 * 20, 60]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
        let data = parts.concat();
        [&[0xff, marker][..], &(data.len() as u16 + 2).to_be_bytes(), &data].concat()
    }

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        // no reader in this program checks the CRC of chunks that it skips
        [&(data.len() as u32).to_be_bytes()[..], name, data, &[0; 4]].concat()
    }

    #[test]
    fn a_segment_shorter_than_its_own_length_ends_what_is_read() {
        let bytes = [0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff];
        let clean = without(&Arc::from(&bytes[..]), ImageFormat::Jpeg, Orientation::NoTransforms);
        assert_eq!(*clean, bytes);
    }

    fn clean(bytes: &[u8], format: ImageFormat, orientation: Orientation) -> Vec<u8> {
        let clean = without(&Arc::from(bytes), format, orientation);
        let has = clean.windows(SECRET.len()).any(|part| part == SECRET);
        assert!(!has, "{format:?} keeps the position");
        let (before, after) = (image::load_from_memory(bytes).unwrap(), image::load_from_memory(&clean).unwrap());
        assert_eq!(before, after, "{format:?} has the same pixels");
        clean.to_vec()
    }

    #[test]
    fn a_jpeg_keeps_its_profile_and_its_turn_and_loses_the_rest() {
        let plain = picture(ImageFormat::Jpeg);
        let mut tagged = plain[..2].to_vec();
        tagged.extend(segment(0xe1, &[b"Exif\0\0", SECRET]));
        tagged.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET]));
        tagged.extend(segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", b"a profile"]));
        tagged.extend(segment(0xed, &[b"Photoshop 3.0\0", SECRET]));
        tagged.extend(segment(0xfe, &[SECRET]));
        tagged.extend(&plain[2..]);
        tagged.extend(SECRET);
        let clean = clean(&tagged, ImageFormat::Jpeg, Orientation::Rotate90);
        assert!(clean.windows(9).any(|part| part == b"a profile"));
        let mut decoder = ImageReader::with_format(Cursor::new(clean), ImageFormat::Jpeg).into_decoder().unwrap();
        assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate90);
    }

    #[test]
    fn a_png_loses_its_texts() {
        let plain = picture(ImageFormat::Png);
        let after_header = 8 + 25;
        let mut tagged = plain[..after_header].to_vec();
        tagged.extend(chunk(b"tEXt", SECRET));
        tagged.extend(chunk(b"eXIf", SECRET));
        tagged.extend(&plain[after_header..]);
        tagged.extend(SECRET);
        assert_eq!(clean(&tagged, ImageFormat::Png, Orientation::NoTransforms), plain);
    }

    #[test]
    fn a_gif_loses_its_comments_and_keeps_its_repetition() {
        let plain = picture(ImageFormat::Gif);
        let end = plain.len() - 1;
        let repeats = [&b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"[..]].concat();
        let comment = [&[0x21, 0xfe, SECRET.len() as u8][..], SECRET, &[0]].concat();
        let tagged = [&plain[..end], &repeats, &comment, &plain[end..], SECRET].concat();
        let clean = clean(&tagged, ImageFormat::Gif, Orientation::NoTransforms);
        assert_eq!(clean, [&plain[..end], &repeats, &plain[end..]].concat());
    }

    #[test]
    fn a_webp_loses_its_chunks_and_their_flags() {
        let plain = picture(ImageFormat::WebP);
        let part = |name: &[u8; 4], data: &[u8]| [&name[..], &(data.len() as u32).to_le_bytes(), data].concat();
        let header = part(b"VP8X", &[0x0c, 0, 0, 0, 19, 0, 0, 9, 0, 0]);
        let body = [b"WEBP", &header[..], &plain[12..], &part(b"EXIF", SECRET), &part(b"XMP ", SECRET)].concat();
        let tagged = part(b"RIFF", &body);
        let clean = clean(&tagged, ImageFormat::WebP, Orientation::NoTransforms);
        assert_eq!(clean[20], 0, "no metadata is announced");
        assert_eq!(u32::from_le_bytes(clean[4..8].try_into().unwrap()) as usize + 8, clean.len());
    }

    #[test]
    fn a_broken_file_is_copied_from_where_it_breaks() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = picture(format);
            for end in 0..whole.len() {
                let cut = &whole[..end];
                assert_eq!(*without(&Arc::from(cut), format, Orientation::NoTransforms), *cut, "{format:?} {end}");
            }
        }
    }
}
