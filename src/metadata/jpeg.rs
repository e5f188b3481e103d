//! JPEG: segments before and between scans (ITU-T T.81, annex B).

use super::{exif, short};

const START: [u8; 2] = [0xff, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

pub(super) fn without(bytes: &[u8], turn: Option<u8>) -> Vec<u8> {
    if !bytes.starts_with(&START) {
        return bytes.to_vec();
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(START);
    if let Some(turn) = turn {
        let data = [&b"Exif\0\0"[..], &exif(turn)].concat();
        out.extend([0xff, 0xe1]);
        // 34 bytes
        out.extend((data.len() as u16 + 2).to_be_bytes());
        out.extend(data);
    }
    let mut at = 2;
    while let Some(&[0xff, marker]) = bytes.get(at..at + 2) {
        if marker == END {
            // cameras append previews and videos
            out.extend([0xff, END]);
            return out;
        }
        // the length counts itself
        let end = short(bytes, at + 2).filter(|&length| length >= 2).map(|length| at + 2 + length);
        let Some(end) = end.filter(|&end| end <= bytes.len()) else { break };
        if is_needed(marker, &bytes[at + 4..end]) {
            out.extend(&bytes[at..end]);
        }
        at = end;
        if marker == SCAN {
            let next = after_scan(bytes, at);
            out.extend(&bytes[at..next]);
            at = next;
        }
    }
    out.extend(bytes.get(at..).unwrap_or_default());
    out
}

/// Returns whether a segment is needed to show the picture.
fn is_needed(marker: u8, data: &[u8]) -> bool {
    match marker {
        0xe0 => data.starts_with(b"JFIF\0"),
        0xe2 => data.starts_with(b"ICC_PROFILE\0"),
        // how colors are coded
        0xee => data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Returns the end of a scan's data: the next marker that is not a restart.
fn after_scan(bytes: &[u8], from: usize) -> usize {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes[from..].windows(2).position(is_marker).map_or(bytes.len(), |next| from + next)
}
