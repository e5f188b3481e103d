//! Quick looks at bytes: whether a mark stands in a text at all. Without a way out of the inner loops, they go over many
//! bytes at once.

/// How many bytes are looked at before the answer so far is.
const CHUNK: usize = 1024;

/// Whether a byte of this kind is there.
pub(in crate::read) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(CHUNK).any(|chunk| chunk.iter().fold(0, |found, &byte| found | u8::from(is(byte))) != 0)
}

/// Whether two neighbours of this kind are there.
pub(in crate::read) fn any_pair(bytes: &[u8], are: impl Fn(u8, u8) -> bool) -> bool {
    let mut rest = bytes;
    while rest.len() > 1 {
        let chunk = &rest[..rest.len().min(CHUNK)];
        if chunk.iter().zip(&chunk[1..]).fold(0, |found, (&a, &b)| found | u8::from(are(a, b))) != 0 {
            return true;
        }
        rest = &rest[chunk.len() - 1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_wherever_it_stands() {
        for at in [0, 1, 1022, 1023, 1024, 1025, 3000] {
            let text = format!("{}::{}", "a".repeat(at), "b".repeat(2000));
            assert!(
                any(text.as_bytes(), |byte| byte == b':') && any_pair(text.as_bytes(), |a, b| a == b':' && b == b':')
            );
            assert!(any_pair(text.as_bytes(), |a, b| a == b':' && b == b'b'));
            assert!(!any_pair(text.as_bytes(), |a, b| a == b'b' && b == b':'));
        }
        assert!(!any(b"", |_| true) && !any_pair(b"a", |_, _| true) && any_pair(b"ab", |_, _| true));
    }
}
