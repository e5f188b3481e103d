//! How far tints extend beyond their contents.

use crate::article::{Block, Layout};

/// The vertical padding of a tinted panel, in points.
pub(super) const PADDING: f32 = 7.0;

/// Returns how far a block's shapes extend beyond its boxes.
pub(super) fn overhang(block: &Block) -> f32 {
    let padded = matches!(block, Block::Callout(_) | Block::Code(_))
        || matches!(block, Block::Division(x) if x.layout.is_some_and(is_padded));
    if padded { PADDING } else { 0.0 }
}

/// Returns whether a layout has a tint that extends beyond its blocks.
fn is_padded(layout: Layout) -> bool {
    matches!(layout, Layout::Contact | Layout::Glance)
}
