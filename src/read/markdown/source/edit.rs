//! A change of a line.

use std::ops::Range;

/// What takes the place of some bytes of a line.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}
