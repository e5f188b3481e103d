//! The content of a document before lists are assembled.

use super::{names::Role, numbering::Label};
use crate::article::{Block, Direction, Inline, Span};

/// A paragraph or another block.
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
    /// The id of its list.
    pub(super) list: String,
    /// The indentation of its text, in twentieths of a point.
    pub(super) left: i32,
    /// Whether it starts with a task box, and whether that is ticked.
    pub(super) task: Option<bool>,
    pub(super) content: Vec<Inline>,
    /// The text of its lines as written, for code.
    pub(super) raw: String,
    pub(super) dir: Option<Direction>,
    pub(super) anchor: Option<crate::article::Anchor>,
    pub(super) span: Span,
}
