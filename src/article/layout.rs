//! Layouts of divisions: boxes, columns, and spaces to write in.

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a division's blocks are laid out. Plain text shows them one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(tag = "as", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Layout {
    /// In a box of contact details. Resolve fills in one without blocks.
    Contact,
    /// In a box of key points. Resolve adds a title.
    Glance,
    /// Above lines to write on. Resolve adds a title.
    Notes {
        /// The number of lines, 1 to 40.
        lines: u8,
    },
    /// In a frame with space for a patient label. Resolve adds a title.
    Label,
    /// Below the QR code of the link in them, which resolve makes.
    Qr,
    /// In columns, row by row: the items of a list or of tips, the [`Layout::Column`]s inside, or block by block.
    Columns {
        /// The number of columns, 2 to 4.
        count: u8,
    },
    /// In one of several columns.
    Column {
        /// Its width in percent, 1 to 100; 0 for an equal share.
        percent: u8,
    },
    /// The divisions inside next to each other, paired block by block: a text in two languages.
    Bilingual,
    /// A figure on the left, with the following text next to it.
    Left {
        /// The width of the figure in percent, 1 to 100.
        percent: u8,
    },
    /// A figure on the right, with the following text next to it.
    Right {
        /// The width of the figure in percent, 1 to 100.
        percent: u8,
    },
}

impl Layout {
    /// Returns the class that selects the layout.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Glance => "glance",
            Self::Notes { .. } => "notes",
            Self::Label => "label",
            Self::Qr => "qr",
            Self::Columns { .. } => "columns",
            Self::Column { .. } => "column",
            Self::Bilingual => "bilingual",
            Self::Left { .. } => "left",
            Self::Right { .. } => "right",
        }
    }

    /// Returns its number: of lines, of columns, or in percent.
    #[must_use]
    pub fn number(self) -> Option<u8> {
        match self {
            Self::Notes { lines } => Some(lines),
            Self::Columns { count } => Some(count),
            Self::Column { percent } | Self::Left { percent } | Self::Right { percent } => Some(percent),
            Self::Contact | Self::Glance | Self::Label | Self::Qr | Self::Bilingual => None,
        }
    }

    /// Returns the layout of a class, with its number clamped to the allowed range.
    #[must_use]
    pub fn named(name: &str, number: Option<u8>) -> Option<Self> {
        let within = |usual: u8, least: u8, most: u8| number.unwrap_or(usual).clamp(least, most);
        Some(match name {
            "contact" => Self::Contact,
            "glance" => Self::Glance,
            "notes" => Self::Notes { lines: within(5, 1, 40) },
            "label" => Self::Label,
            "qr" => Self::Qr,
            "columns" => Self::Columns { count: within(2, 2, 4) },
            "column" => Self::Column { percent: within(0, 0, 100) },
            "bilingual" => Self::Bilingual,
            "left" => Self::Left { percent: within(40, 1, 100) },
            "right" => Self::Right { percent: within(40, 1, 100) },
            _ => return None,
        })
    }

    /// Returns whether its number is in its range.
    pub(super) fn is_sound(self) -> bool {
        Self::named(self.name(), self.number()) == Some(self)
    }

    /// Returns whether a box without blocks has a purpose: resolve fills it in, or people write in it.
    #[must_use]
    pub fn is_filled_in(self) -> bool {
        matches!(self, Self::Contact | Self::Notes { .. } | Self::Label)
    }
}
