//! What is open while events come in: a frame a container, with what it has gathered so far.

use super::{fences::Opened, line::Line};
use crate::article::{
    Alignment, Anchor, Block, CalloutKind, Cell, Definition, Division, ListItem, Row, Scope, Span, Style,
};

/// What a frame will become.
#[derive(Debug)]
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading {
        level: usize,
        anchor: Option<Anchor>,
        classes: Vec<String>,
    },
    Quote(Option<CalloutKind>),
    Code(Option<String>),
    Html,
    List(Option<u64>),
    Item,
    Note(String),
    Definitions,
    Term,
    Meaning,
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    Styled(Style),
    Link {
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
    },
    Metadata,
    /// A fenced division.
    Fenced(Opened),
    /// An HTML block element, by its name.
    Division(&'static str, Division),
    /// An HTML inline element, by its name.
    Tag(&'static str, Tag),
}

/// What an HTML inline element means.
#[derive(Debug)]
pub(super) enum Tag {
    Styled(Style),
    Link(String),
    Scope(Scope),
    Code,
    /// `<script>` and its like: nothing inside is shown.
    Hidden,
}

/// An open container.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
    pub(super) items: Vec<ListItem>,
    pub(super) head: Vec<Row>,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
    pub(super) definitions: Vec<Definition>,
    /// For an item: its task mark.
    pub(super) task: Option<bool>,
    /// For a list: whether an item holds words outside of paragraphs.
    pub(super) tight: bool,
}

impl Frame {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Self {
            kind,
            span,
            blocks: Vec::new(),
            line: Line::default(),
            items: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            definitions: Vec::new(),
            task: None,
            tight: false,
        }
    }

    /// Whether the frame stands inside a line.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self.kind, Kind::Styled(_) | Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(..))
    }
}
