//! GIF: extensions (GIF89a, 17 to 27).

pub(super) fn without(bytes: &[u8]) -> Vec<u8> {
    let Some(start) = after_header(bytes) else { return bytes.to_vec() };
    let mut out = bytes[..start].to_vec();
    let mut at = start;
    loop {
        let end = match bytes.get(at) {
            Some(0x3b) => {
                out.push(0x3b);
                return out;
            }
            Some(0x21) => after_parts(bytes, at + 2),
            Some(0x2c) => table(bytes, at + 9).and_then(|size| after_parts(bytes, at + 10 + size + 1)),
            _ => None,
        };
        let Some(end) = end else { break };
        if !is_metadata(&bytes[at..end]) {
            out.extend(&bytes[at..end]);
        }
        at = end;
    }
    out.extend(bytes.get(at..).unwrap_or_default());
    out
}

/// Returns whether a block is a comment or XMP. The loop count of an animation is an application extension, too.
fn is_metadata(block: &[u8]) -> bool {
    match block {
        [0x21, 0xfe, ..] => true,
        [0x21, 0xff, 11, rest @ ..] => rest.starts_with(b"XMP DataXMP"),
        _ => false,
    }
}

fn after_header(bytes: &[u8]) -> Option<usize> {
    let end = 13 + bytes.starts_with(b"GIF8").then(|| table(bytes, 10))??;
    (end <= bytes.len()).then_some(end)
}

/// Returns the size of the color table announced by the flags at an offset.
fn table(bytes: &[u8], at: usize) -> Option<usize> {
    let flags = bytes.get(at)?;
    Some(if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) })
}

/// Returns the end of the sub-blocks that begin at an offset: each is preceded by its length, and the last is empty.
fn after_parts(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
