//! A replacement within a line.

use std::ops::Range;

/// The replacement of some bytes of a line.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}
