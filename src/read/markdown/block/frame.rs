//! Open containers: one frame each, with its content so far.

use super::html_table::{HtmlCell, HtmlTable};
use crate::article::{
    Alignment, Anchor, Block, CalloutKind, Cell, Definition, Division, Lang, ListItem, Row, Span, Style,
};
use crate::read::markdown::{
    inline::{element::Element, line::Line},
    source::directive::Division as Fenced,
};

/// What a frame is converted to.
#[derive(Debug)]
pub(crate) enum Kind {
    Root,
    Paragraph,
    Heading {
        level: usize,
        anchor: Option<Anchor>,
        classes: Vec<String>,
    },
    Quote(Option<CalloutKind>),
    Code(Option<String>),
    List {
        first: Option<u64>,
        items: Vec<ListItem>,
        /// Whether an item contains text outside paragraphs.
        tight: bool,
    },
    /// A list item, with its task marker.
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
    Fenced(Box<Fenced>),
    /// An HTML block element.
    Division(Box<Division>),
    /// An HTML inline element.
    Element(Element),
    /// A table in HTML.
    HtmlTable(HtmlTable),
    HtmlRow(Vec<HtmlCell>),
    HtmlCell(HtmlCell),
    HtmlCaption,
}

/// An open container.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The name of the HTML element that opened it, which the parser does not track.
    pub(crate) html: Option<&'static str>,
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) blocks: Vec<Block>,
    pub(crate) line: Line,
}

impl Frame {
    pub(crate) fn new(kind: Kind, span: Span) -> Self {
        Self { html: None, kind, span, blocks: Vec::new(), line: Line::default() }
    }

    /// Returns a frame opened by an HTML element.
    pub(crate) fn html(name: &'static str, kind: Kind, span: Span) -> Self {
        Self { html: Some(name), ..Self::new(kind, span) }
    }

    /// Returns whether the frame is a link or picture, in which text is not searched for links.
    pub(crate) fn is_link(&self) -> bool {
        matches!(self.kind, Kind::Link { .. } | Kind::Image { .. } | Kind::Element(Element::Link(_)))
    }

    /// Returns the language that the frame sets.
    pub(crate) fn lang(&self) -> Option<Lang> {
        match &self.kind {
            Kind::Element(Element::Scope(scope)) => scope.lang.clone(),
            Kind::Division(division) => division.lang.clone(),
            Kind::Fenced(division) => division.lang(),
            _ => None,
        }
    }

    /// Returns whether the frame contains a line rather than blocks.
    pub(crate) fn holds_line(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Term | Kind::HtmlCaption | Kind::Code(_))
    }

    /// Returns whether the frame is part of a line.
    pub(crate) fn is_inline(&self) -> bool {
        matches!(self.kind, Kind::Styled(_) | Kind::Link { .. } | Kind::Image { .. } | Kind::Element(..))
    }
}
