//! JPEG files that can be embedded unchanged.

use super::{Data, Image, reduction};
use image::{ImageDecoder, codecs::jpeg::JpegDecoder, metadata::Orientation};
use std::io::Cursor;

/// The contents of a JPEG's frame header.
struct Frame {
    width: u32,
    height: u32,
    components: u8,
    bits: u8,
}

/// Returns the file without its metadata, if it is grey or RGB and not too fine for its printed size in points.
pub(super) fn pass_through(bytes: &[u8], size: (f32, f32)) -> Option<Image> {
    let (frame, data) = strip(bytes)?;
    let grey = match frame.components {
        1 => true,
        3 => false,
        _ => return None,
    };
    let orientation = JpegDecoder::new(Cursor::new(bytes)).ok()?.orientation().unwrap_or(Orientation::NoTransforms);
    let sideways = turned(orientation);
    let pixels = if sideways { (frame.height, frame.width) } else { (frame.width, frame.height) };
    if frame.bits != 8 || reduction(pixels, size).is_some() {
        return None;
    }
    let Frame { width, height, .. } = frame;
    Some(Image { width, height, grey, data: Data::Jpeg(data), mask: None, orientation })
}

/// Returns whether width and height are swapped.
fn turned(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            true
        }
        Orientation::NoTransforms
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical
        | Orientation::Rotate180 => false,
    }
}

/// Returns the frame header, and the file without comments and application data (Exif, XMP, Photoshop, profiles) except
/// those needed for decoding: JFIF (APP0) and Adobe's color transform (APP14). ITU-T T.81, B.1.
fn strip(bytes: &[u8]) -> Option<(Frame, Vec<u8>)> {
    let mut kept = vec![0xFF, 0xD8];
    let mut frame = None;
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        rest = rest.strip_prefix(&[0xFF])?;
        let (&marker, after) = rest.split_first()?;
        if marker == 0xFF {
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let segment = after.get(..length)?;
        if marker == 0xDA {
            // entropy-coded data follows: the rest is kept completely
            kept.extend([0xFF, marker]);
            kept.extend(after);
            return Some((frame?, kept));
        }
        if is_frame(marker) {
            frame = Some(read_frame(segment)?);
        }
        let note = matches!(marker, 0xE1..=0xED | 0xEF | 0xFE);
        if !note {
            kept.extend([0xFF, marker]);
            kept.extend(segment);
        }
        rest = after.get(length..)?;
    }
}

/// Returns whether a marker starts a frame with Huffman or arithmetic coding.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF)
}

fn read_frame(segment: &[u8]) -> Option<Frame> {
    let [_, _, bits, h1, h0, w1, w0, components, ..] = *segment else { return None };
    let (height, width) = (u16::from_be_bytes([h1, h0]).into(), u16::from_be_bytes([w1, w0]).into());
    // a height of 0 is given after the first scan: such a file is decoded
    (width > 0 && height > 0).then_some(Frame { width, height, components, bits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_taken_out_and_the_picture_stays() {
        let frame = [0xFF, 0xC0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0];
        let scan = [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];
        let note = [0xFF, 0xE1, 0, 6, b'G', b'P', b'S', b'!'];
        let file: Vec<u8> = [&[0xFF, 0xD8][..], &note, &frame, &scan].concat();
        let (found, kept) = strip(&file).expect("a JPEG");
        assert_eq!((found.width, found.height, found.components), (3, 2, 1));
        assert_eq!(kept, [&[0xFF, 0xD8][..], &frame, &scan].concat());
        for end in 0..file.len() - scan.len() + 4 {
            assert!(strip(&file[..end]).is_none(), "cut at {end}");
        }
    }
}
