//! A composed document: the interface between composition and writing.
//!
//! Composition (AST to pages, in [`super::compose`]) and writing (pages to PDF, in [`super::write`]) share nothing
//! else.

use super::structure::{NodeId, Structure};
use crate::{
    article::{Anchor, Lang},
    render::PageMap,
    typeset::{FaceId, LinkId, Owner, Page},
};
use std::collections::BTreeMap;

/// Pages, and the meaning of their items.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The pages, first to last. An item's [`Owner`] is resolved by [`Document::role_of`].
    pub(super) pages: Vec<Page>,
    /// The structure tree (ISO 32000-1, 14.7).
    pub(super) structure: Structure,
    /// The fields of a form, by their `Form` elements. What these own on pages is printed as decoration.
    pub(super) fields: BTreeMap<NodeId, Field>,
    /// The face of text typed into fields.
    pub(super) typed: FaceId,
    /// The links, by [`LinkId`].
    pub(super) links: Vec<Link>,
    /// The targets of links and bookmarks.
    pub(super) destinations: BTreeMap<Anchor, Destination>,
    /// Bookmarks, in order; nested by level.
    pub(super) outline: Vec<Bookmark>,
    /// The document's metadata.
    pub(super) info: Info,
    /// Where its pages begin in the article.
    pub(super) map: PageMap,
}

/// What an item on a page is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Real content of a structure element.
    Content(NodeId),
    /// Decoration or page furniture, which screen readers skip (ISO 32000-1, 14.8.2.2).
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
    /// The destination.
    pub(super) target: crate::article::Target,
    /// Its description for screen readers: the annotation's `Contents` (PDF/UA-1, 7.18.5).
    pub(super) description: String,
    /// The `Link` element that contains its runs.
    pub(super) node: NodeId,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// The kind of input.
    pub(super) kind: FieldKind,
    /// Its name for screen readers (ISO 14289-1, 7.18.1).
    pub(super) name: String,
    /// The size of typed text, in points.
    pub(super) size: f32,
}

/// The kind of input of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A line of text.
    Line,
    /// Several lines of text, on ruled lines.
    Notes,
    /// Several lines of text, in a table cell.
    Cell,
    /// A check mark.
    Tick,
}

/// A position on a page.
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
    /// Its text.
    pub(super) title: String,
    /// Its level, from 1.
    pub(super) level: u8,
    /// The destination.
    pub(super) anchor: Anchor,
}

/// The document's metadata.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Info {
    /// The title, shown in the window's title bar.
    pub(super) title: String,
    /// The authors.
    pub(super) authors: Vec<String>,
    /// The subject.
    pub(super) subject: Option<String>,
    /// Keywords.
    pub(super) keywords: Vec<String>,
    /// The language.
    pub(super) lang: Lang,
    /// The license or copyright line.
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
