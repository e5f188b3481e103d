//! The standards that a PDF claims to conform to.

use crate::value::{ValueError, by_name};
use serde::Serialize;
use std::str::FromStr;

/// The standards that a PDF claims to conform to. Every PDF is tagged; this only determines the claim in its metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum PdfStandard {
    /// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
    #[default]
    Ua1A2a,
    /// PDF/UA-1 alone.
    Ua1,
    /// PDF/A-2a alone.
    A2a,
    /// PDF/A-2b alone: long-term visual appearance, without structure.
    A2b,
    /// No claim.
    None,
}

impl PdfStandard {
    /// All choices, by name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("ua-1+a-2a", Self::Ua1A2a),
        ("ua-1", Self::Ua1),
        ("a-2a", Self::A2a),
        ("a-2b", Self::A2b),
        ("none", Self::None),
    ];

    /// Returns the names of the claimed standards; `None` without a claim.
    pub(super) fn claims(self) -> Option<&'static str> {
        match self {
            Self::Ua1A2a => Some("PDF/UA-1 and PDF/A-2a"),
            Self::Ua1 => Some("PDF/UA-1"),
            Self::A2a => Some("PDF/A-2a"),
            Self::A2b => Some("PDF/A-2b"),
            Self::None => None,
        }
    }

    /// Returns whether PDF/UA-1 is claimed.
    pub(crate) fn accessible(self) -> bool {
        match self {
            Self::Ua1A2a | Self::Ua1 => true,
            Self::A2a | Self::A2b | Self::None => false,
        }
    }

    /// Returns the conformance level of PDF/A-2 that is claimed (ISO 19005-2, 5).
    pub(crate) fn archival_level(self) -> Option<&'static str> {
        match self {
            Self::Ua1A2a | Self::A2a => Some("A"),
            Self::A2b => Some("B"),
            Self::Ua1 | Self::None => None,
        }
    }
}

impl FromStr for PdfStandard {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        by_name(text, "a PDF standard", &Self::ALL)
    }
}
