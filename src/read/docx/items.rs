//! What a document holds, before lists are put together.

use super::{names::Role, numbering::Label};
use crate::article::{Block, Direction, Inline, Span};

/// A paragraph, or a block that is none.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Block(Block),
}

/// A paragraph of the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    pub(super) label: Option<Label>,
    pub(super) level: usize,
    /// The name of its list.
    pub(super) list: String,
    /// Where its text starts, in twentieths of a point.
    pub(super) left: i32,
    /// Whether it opens with a box to tick, and whether that is ticked.
    pub(super) task: Option<bool>,
    pub(super) content: Vec<Inline>,
    /// What is in its lines as written, of code.
    pub(super) raw: String,
    pub(super) dir: Option<Direction>,
    pub(super) anchor: Option<crate::article::Anchor>,
    pub(super) span: Span,
}
