//! PNG: chunks (PNG 3, 5.3).

use super::exif;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(super) fn without(bytes: &[u8], turn: Option<u8>) -> Vec<u8> {
    if !bytes.starts_with(SIGNATURE) {
        return bytes.to_vec();
    }
    let mut out = SIGNATURE.to_vec();
    let mut at = SIGNATURE.len();
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(end) = at.checked_add(length).and_then(|end| end.checked_add(12)).filter(|&end| end <= bytes.len())
        else {
            break;
        };
        let name = &head[4..8];
        match (name, turn) {
            (b"eXIf", Some(turn)) => out.extend(chunk(turn)),
            (b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME", _) => {}
            _ => out.extend(&bytes[at..end]),
        }
        at = end;
        if name == b"IEND" {
            return out;
        }
    }
    out.extend(bytes.get(at..).unwrap_or_default());
    out
}

/// Returns a chunk with the orientation.
fn chunk(turn: u8) -> Vec<u8> {
    let data = [&b"eXIf"[..], &exif(turn)].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&data);
    // 26 bytes
    [&(data.len() as u32 - 4).to_be_bytes()[..], &data, &sum.sum().to_be_bytes()].concat()
}
