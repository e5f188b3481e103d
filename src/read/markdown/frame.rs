//! What is open while events come in: a frame a container, with what it has gathered so far.

use super::{fences::Opened, line::Line};
use crate::article::{
    Alignment, Anchor, Block, CalloutKind, Cell, Definition, Division, Lang, ListItem, Row, Scope, Span, Style,
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
    List {
        first: Option<u64>,
        items: Vec<ListItem>,
        /// Whether an item holds words outside of paragraphs.
        tight: bool,
    },
    /// An item, with its task mark.
    Item(Option<bool>),
    Note(String),
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table {
        columns: Vec<Alignment>,
        head: Vec<Row>,
        body: Vec<Row>,
    },
    Head(Vec<Cell>),
    Row(Vec<Cell>),
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
    Fenced(Box<Opened>),
    /// An HTML block element, by its name.
    Division(&'static str, Box<Division>),
    /// An HTML inline element, by its name.
    Tag(&'static str, Tag),
}

/// What an HTML inline element means.
#[derive(Debug)]
pub(super) enum Tag {
    Styled(Style),
    Link(String),
    Scope(Box<Scope>),
    Code,
    /// Words with readings.
    Ruby,
    /// The reading of the words before it, in a ruby.
    Reading,
    /// `<script>` and its like: nothing inside is shown.
    Hidden,
}

/// An open container. Kept small: one is moved for every piece of markup.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
}

impl Frame {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span, blocks: Vec::new(), line: Line::default() }
    }

    /// Adds a block. The first one makes room for one: most items and cells hold no more, where `Vec` would begin with
    /// room for four.
    pub(super) fn push(&mut self, block: Block) {
        if self.blocks.capacity() == 0 {
            self.blocks.reserve_exact(1);
        }
        self.blocks.push(block);
    }

    /// Whether words inside are a link's or a picture's, and no links of their own.
    pub(super) fn is_link(&self) -> bool {
        matches!(self.kind, Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(_, Tag::Link(_)))
    }

    /// The language of what is inside, where it has one of its own.
    pub(super) fn lang(&self) -> Option<Lang> {
        match &self.kind {
            Kind::Tag(_, Tag::Scope(scope)) => scope.lang.clone(),
            Kind::Division(_, division) => division.lang.clone(),
            Kind::Fenced(opened) => opened.lang(),
            _ => None,
        }
    }

    /// Whether the frame stands inside a line.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self.kind, Kind::Styled(_) | Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(..))
    }
}
