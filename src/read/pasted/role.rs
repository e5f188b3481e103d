//! The role of a passage, with the reasons.

use crate::{article::CalloutKind, read::Reason};
use std::fmt;

/// The role of a line of pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The article's title.
    Title,
    /// A second copy of the title: left out.
    RepeatedTitle,
    /// The short line above the title.
    Category,
    /// The subtitle below the title.
    Subtitle,
    /// Names and dates.
    Byline,
    /// A section heading, with its level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A short line with another one directly below: an address, a verse.
    Verse,
    /// A table row with cells separated by tabs or spaces.
    Row,
    /// A piece of numbered advice.
    Tip,
    /// An item of a bullet or ordered list.
    Item,
    /// A box, recognized by its label.
    Callout(CalloutKind),
    /// The heading of a box of key facts.
    KeyFacts,
    /// An entry of the reference list.
    Reference,
    /// A line of asterisks or dashes between two subjects.
    Rule,
    /// A heading without content: left out.
    EmptySection,
    /// A quoted line, as in mail.
    Quote,
    /// Not part of the text: a running head, navigation, a mail header.
    LeftOut(Reason),
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(level) => write!(f, "heading {level}"),
            Self::Title => f.write_str("title"),
            Self::RepeatedTitle => f.write_str("repeated title"),
            Self::Category => f.write_str("category"),
            Self::Subtitle => f.write_str("subtitle"),
            Self::Byline => f.write_str("byline"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Verse => f.write_str("verse"),
            Self::Row => f.write_str("table row"),
            Self::Tip => f.write_str("tip"),
            Self::Item => f.write_str("list item"),
            Self::Callout(_) => f.write_str("callout"),
            Self::KeyFacts => f.write_str("key facts"),
            Self::Reference => f.write_str("reference"),
            Self::Rule => f.write_str("rule"),
            Self::EmptySection => f.write_str("empty section"),
            Self::Quote => f.write_str("quote"),
            Self::LeftOut(_) => f.write_str("left out"),
        }
    }
}

impl Role {
    /// Returns how to change the line so that it gets another role, or `None` if there is no doubt.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        match self {
            Self::Title => Some("not the title: put the title above it, on its own line"),
            Self::RepeatedTitle => Some("keep the second copy of the title: change a word of it"),
            Self::Heading(_) => Some("not a heading: end the line with a period"),
            Self::Paragraph | Self::Category | Self::Subtitle | Self::Byline => {
                Some("a heading: put the line between blank lines, and `====` below it")
            }
            Self::Verse => Some("one paragraph instead of short lines: write it on one line"),
            Self::Row => Some("not a table: put one space where columns or tabs separate the words"),
            Self::Tip => Some("a list instead of tips: write what belongs to an item on its own line"),
            Self::Item => Some("tips instead of a list: number the items, and write `Tips` as a heading above them"),
            Self::Callout(_) => Some("a paragraph instead of a callout: write a dash instead of the colon"),
            Self::KeyFacts => Some("a heading instead of a box: put a sentence between it and the list"),
            Self::Reference => Some("not a reference: put it above the heading of the references"),
            Self::Quote => Some("not a quote: delete the `>`"),
            Self::EmptySection => Some("keep an empty section: write a sentence below it"),
            Self::LeftOut(_) => Some("keep a line that is left out: add a word to it, or use Markdown"),
            Self::Rule => None,
        }
    }
}

/// A role with the reasons for it.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) role: Role,
    pub(super) why: String,
}

impl Verdict {
    pub(super) fn new(role: Role, why: impl Into<String>) -> Self {
        Self { role, why: why.into() }
    }

    /// Returns whether the passage separates sections, so that no list continues across it.
    pub(super) fn parts(&self) -> bool {
        match self.role {
            Role::Title
            | Role::RepeatedTitle
            | Role::Category
            | Role::Subtitle
            | Role::Byline
            | Role::Heading(_)
            | Role::KeyFacts
            | Role::Rule
            | Role::Reference
            | Role::EmptySection
            | Role::Quote
            | Role::LeftOut(_) => true,
            Role::Paragraph | Role::Verse | Role::Row | Role::Tip | Role::Item | Role::Callout(_) => false,
        }
    }
}
