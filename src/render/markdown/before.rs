//! The context before a block, on which its own form depends.

use crate::article::{Block, Heading};

/// The blocks before a block, as a reader of the article sees them.
#[derive(Clone, Copy, Default)]
pub(super) struct Before<'a> {
    /// The last heading of the same container.
    pub(super) heading: Option<&'a Heading>,
    /// The previous block.
    pub(super) block: Option<&'a Block>,
}
