//! How far tints reach beyond what is on them.

use crate::article::{Block, Layout};

/// How far a tinted panel reaches beyond its boxes, above and below.
pub(super) const PADDING: f32 = 7.0;

/// Returns how far a block's shapes reach beyond its boxes.
pub(super) fn overhang(block: &Block) -> f32 {
    let padded = matches!(block, Block::Callout(_) | Block::Code(_))
        || matches!(block, Block::Division(x) if x.layout.is_some_and(is_padded));
    if padded { PADDING } else { 0.0 }
}

/// Returns whether a tint reaches beyond the blocks.
fn is_padded(layout: Layout) -> bool {
    matches!(layout, Layout::Contact | Layout::Glance)
}
