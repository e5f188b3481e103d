//! Styles: parsed once, then used for any number of documents.

mod check;
mod parse;

use super::elements::{Group, NameOptions, SortKey};
use super::locale::Locale;
use super::output::Align;
use std::sync::Arc;

/// A parsed style.
#[derive(Clone, Debug)]
pub struct Style {
    title: String,
    id: String,
    parent: Option<String>,
    default_locale: Option<String>,
    class: Class,
    citation_format: Option<String>,
    pub(in crate::csl) locales: Vec<Arc<Locale>>,
    pub(in crate::csl) macros: Vec<Group>,
    pub(in crate::csl) citation: Citation,
    pub(in crate::csl) bibliography: Option<Bibliography>,
    pub(in crate::csl) page_range_format: Option<PageRangeFormat>,
    /// Whether the style places the year suffix explicitly; otherwise it follows the first year.
    pub(in crate::csl) has_year_suffix: bool,
    pub(in crate::csl) initialize_with_hyphen: bool,
    pub(in crate::csl) demote_particle: DemoteParticle,
}

/// Where a style puts citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// In the running text.
    InText,
    /// In footnotes or endnotes.
    Note,
}

impl Style {
    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the id, usually an address such as `http://www.zotero.org/styles/apa`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the id of the parent style if this is a dependent style, which has no rules of its own.
    ///
    /// A dependent style renders nothing: use its parent, with its own [`Style::default_locale`] if it has one.
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    /// Returns the default locale of the style, if it sets one.
    pub fn default_locale(&self) -> Option<&str> {
        self.default_locale.as_deref()
    }

    /// Returns whether citations are in the text or in notes.
    pub fn class(&self) -> Class {
        self.class
    }

    /// Returns the citation format: `author-date`, `author`, `numeric`, `label` or `note`.
    pub fn citation_format(&self) -> Option<&str> {
        self.citation_format.as_deref()
    }

    /// Returns whether the style has a bibliography.
    pub fn has_bibliography(&self) -> bool {
        self.bibliography.is_some()
    }
}

/// `cs:citation`.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Citation {
    pub(in crate::csl) layout: Group,
    pub(in crate::csl) sort: Vec<SortKey>,
    pub(in crate::csl) names: NameOptions,
    pub(in crate::csl) add_names: bool,
    pub(in crate::csl) add_givenname: bool,
    pub(in crate::csl) givenname_rule: GivennameRule,
    pub(in crate::csl) add_year_suffix: bool,
    pub(in crate::csl) cite_group_delimiter: Option<String>,
    pub(in crate::csl) collapse: Option<Collapse>,
    pub(in crate::csl) year_suffix_delimiter: Option<String>,
    pub(in crate::csl) after_collapse_delimiter: Option<String>,
    pub(in crate::csl) near_note_distance: u32,
}

/// `cs:bibliography`.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Bibliography {
    pub(in crate::csl) layout: Group,
    pub(in crate::csl) sort: Vec<SortKey>,
    pub(in crate::csl) names: NameOptions,
    pub(in crate::csl) hanging_indent: bool,
    pub(in crate::csl) second_field_align: Option<Align>,
    pub(in crate::csl) line_spacing: u32,
    pub(in crate::csl) entry_spacing: u32,
    pub(in crate::csl) subsequent_author_substitute: Option<String>,
    pub(in crate::csl) substitute_rule: SubstituteRule,
}

/// The `givenname-disambiguation-rule` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum GivennameRule {
    AllNames,
    AllNamesWithInitials,
    PrimaryName,
    PrimaryNameWithInitials,
    #[default]
    ByCite,
}

/// The `collapse` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Collapse {
    CitationNumber,
    Year,
    YearSuffix,
    YearSuffixRanged,
}

/// The `subsequent-author-substitute-rule` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum SubstituteRule {
    #[default]
    CompleteAll,
    CompleteEach,
    PartialEach,
    PartialFirst,
}

/// The `page-range-format` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum PageRangeFormat {
    Chicago15,
    Chicago16,
    Expanded,
    Minimal,
    MinimalTwo,
}

/// The `demote-non-dropping-particle` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum DemoteParticle {
    Never,
    SortOnly,
    #[default]
    DisplayAndSort,
}
