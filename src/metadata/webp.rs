//! WebP: chunks of RIFF (RFC 9649, 2.3 to 2.7).

use super::exif;

/// Flags of `VP8X`: EXIF is present, XMP is present.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(super) fn without(bytes: &[u8], turn: Option<u8>) -> Vec<u8> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    // only files that announce metadata have any
    if !is_webp || bytes.get(12..16) != Some(b"VP8X") || bytes.len() < 30 {
        return bytes.to_vec();
    }
    let mut out = bytes[..12].to_vec();
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let Some(end) = at.checked_add(8 + length).filter(|&end| end <= bytes.len()) else { return bytes.to_vec() };
        let padded = (end + length % 2).min(bytes.len());
        match (&head[..4], turn) {
            (b"EXIF", Some(turn)) => {
                out.extend(b"EXIF");
                // 26 bytes
                out.extend((exif(turn).len() as u32).to_le_bytes());
                out.extend(exif(turn));
            }
            (b"EXIF" | b"XMP ", _) => {}
            _ => out.extend(&bytes[at..padded]),
        }
        at = padded;
    }
    let kept = if turn.is_some() { HAS_EXIF } else { 0 };
    out[20] = out[20] & !(HAS_EXIF | HAS_XMP) | (out[20] & kept);
    // not longer than the original file, whose length fits
    let size = (out.len() as u32 - 8).to_le_bytes();
    out[4..8].copy_from_slice(&size);
    out
}
