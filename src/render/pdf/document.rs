//! A composed document: what composing hands to writing.
//!
//! Composing (AST to pages, in [`super::compose`]) and writing (pages to PDF, in [`super::write`]) meet here and nowhere else.

use super::structure::{NodeId, Structure};
use crate::{
    article::{Anchor, Lang},
    render::PageMap,
    typeset::{FaceId, LinkId, Owner, Page},
};
use std::collections::BTreeMap;

/// Pages, and the meaning of what is on them.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The pages, first to last. An item's [`Owner`] is resolved by [`Document::role_of`].
    pub(super) pages: Vec<Page>,
    /// The structure tree (ISO 32000-1, 14.7).
    pub(super) structure: Structure,
    /// The fields of a form, by their `Form` elements. What these own on pages is printed as decoration.
    pub(super) fields: BTreeMap<NodeId, Field>,
    /// The face of what is typed into fields.
    pub(super) typed: FaceId,
    /// The links, by [`LinkId`].
    pub(super) links: Vec<Link>,
    /// Places that links and bookmarks land on.
    pub(super) destinations: BTreeMap<Anchor, Destination>,
    /// Bookmarks, in order; nesting by level.
    pub(super) outline: Vec<Bookmark>,
    /// What the document says about itself.
    pub(super) info: Info,
    /// Where its pages begin in the article.
    pub(super) map: PageMap,
}

/// What an item on a page is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Real content of a structure element.
    Content(NodeId),
    /// Decoration or page furniture, which no reader hears (ISO 32000-1, 14.8.2.2).
    Artifact(Artifact),
}

/// Kinds of artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// A running header.
    Header,
    /// A running footer, with the page number.
    Footer,
    /// Rules, badges, tints.
    Layout,
}

const ARTIFACTS: [Artifact; 3] = [Artifact::Layout, Artifact::Header, Artifact::Footer];

impl Part {
    /// Returns the owner number of this part on pages.
    pub(super) fn owner(self) -> Owner {
        match self {
            Self::Artifact(Artifact::Layout) => Owner(0),
            Self::Artifact(Artifact::Header) => Owner(1),
            Self::Artifact(Artifact::Footer) => Owner(2),
            Self::Content(node) => Owner(node.0 + 3),
        }
    }

    /// Returns the part of an owner number.
    pub(super) fn of(owner: Owner) -> Self {
        match ARTIFACTS.get(owner.0 as usize) {
            Some(&artifact) => Self::Artifact(artifact),
            None => Self::Content(NodeId(owner.0 - 3)),
        }
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// Where it leads.
    pub(super) target: crate::article::Target,
    /// What a screen reader says of it: the annotation's `Contents` (PDF/UA-1, 7.18.5).
    pub(super) description: String,
    /// The `Link` element that its runs belong to or lie below.
    pub(super) node: NodeId,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// What it takes.
    pub(super) kind: FieldKind,
    /// What a screen reader says of it (ISO 14289-1, 7.18.1).
    pub(super) name: String,
    /// The size of what is typed into it, in points.
    pub(super) size: f32,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A line of words.
    Line,
    /// Lines of words, on ruled lines.
    Notes,
    /// Lines of words, in a cell of a table.
    Cell,
    /// A tick.
    Tick,
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Destination {
    /// The page, from 0.
    pub(super) page: usize,
    /// Distance from the page's top in points.
    pub(super) y: f32,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bookmark {
    /// Its words.
    pub(super) title: String,
    /// Its level, from 1.
    pub(super) level: u8,
    /// Where it leads.
    pub(super) anchor: Anchor,
}

/// What the document says about itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Info {
    /// The title, shown in the window's bar.
    pub(super) title: String,
    /// The authors.
    pub(super) authors: Vec<String>,
    /// What it is about.
    pub(super) subject: Option<String>,
    /// Subject words.
    pub(super) keywords: Vec<String>,
    /// The language.
    pub(super) lang: Lang,
    /// The licence or copyright line.
    pub(super) rights: Option<String>,
    /// The publisher.
    pub(super) publisher: Option<String>,
    /// Whether pages turn right to left.
    pub(super) rtl: bool,
}

impl Document {
    /// Returns a link by its number.
    pub(super) fn link(&self, id: LinkId) -> Option<&Link> {
        self.links.get(id.0 as usize)
    }
}
