//! SHA-256 hashes of contents.

use sha2::{Digest as _, Sha256};

/// A SHA-256 hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// Returns the hash of bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the hash in hexadecimal.
    #[cfg(feature = "batch")]
    pub(crate) fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Hashes a list of parts, each with its length, so that no two lists have the same hash.
#[cfg(feature = "batch")]
#[derive(Clone, Default)]
pub(crate) struct Hasher(Sha256);

#[cfg(feature = "batch")]
impl Hasher {
    pub(crate) fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    pub(crate) fn finish(&self) -> Digest {
        Digest(self.0.clone().finalize().into())
    }
}

#[cfg(all(test, feature = "batch"))]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_sha_256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").hex(), known);
    }

    #[test]
    fn parts_divided_differently_have_different_hashes() {
        let of = |parts: [&[u8]; 2]| {
            let mut hasher = Hasher::default();
            parts.iter().for_each(|part| hasher.add(part));
            hasher.finish()
        };
        assert_eq!(of([b"ab", b"c"]), of([b"ab", b"c"]));
        assert_ne!(of([b"ab", b"c"]), of([b"a", b"bc"]));
    }
}
