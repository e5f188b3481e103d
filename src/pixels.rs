//! How many pixels of an article's pictures are decoded: a small file may claim to have many.

/// The maximum number of pixels of all pictures of an article together, beyond those that their files explain.
pub(crate) const MOST: u64 = 125_000_000;

/// The number of pixels that a byte explains: a photograph has five, a scanned page some hundreds, a file that is made to
/// take long some thousands.
const PER_BYTE: u64 = 200;

/// Returns the number of pixels of a picture beyond those that the size of its file in bytes explains.
pub(crate) fn unexplained(width: u32, height: u32, bytes: usize) -> u64 {
    (u64::from(width) * u64::from(height)).saturating_sub(PER_BYTE * bytes as u64)
}
