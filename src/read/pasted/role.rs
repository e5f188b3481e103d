//! What a passage is taken for, and why.

use crate::article::CalloutKind;
use std::fmt;

/// What a line of pasted text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// The article's title.
    Title,
    /// The title once more: left out.
    RepeatedTitle,
    /// The small line over the title.
    Category,
    /// The line under the title that goes with it.
    Subtitle,
    /// Names and dates.
    Byline,
    /// A section's heading, with its level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A short line that the next one stands right below: an address, a verse.
    Verse,
    /// A row of a table, its cells parted by tabs.
    Row,
    /// A piece of numbered advice.
    Tip,
    /// An item of a bullet or ordered list.
    Item,
    /// A box, opened by its label.
    Callout(CalloutKind),
    /// The heading of a box of short facts.
    KeyFacts,
    /// An entry of the list of works cited.
    Reference,
    /// A line of stars or dashes between two subjects.
    Rule,
    /// A heading with nothing below: left out.
    EmptySection,
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

    /// Whether the passage parts sections, so that no list goes on across it.
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
            | Role::EmptySection => true,
            Role::Paragraph | Role::Verse | Role::Row | Role::Tip | Role::Item | Role::Callout(_) => false,
        }
    }
}
