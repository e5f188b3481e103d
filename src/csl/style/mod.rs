//! Styles: parsed once, then used for any number of documents.

mod check;
pub(super) mod elements;
pub(super) mod parse;

use super::Error;
use super::locale::Locale;
use super::output::Align;
use elements::{Group, NameOptions, SortKey};
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
    pub(super) locales: Vec<Arc<Locale>>,
    pub(super) macros: Vec<Group>,
    pub(super) citation: Citation,
    pub(super) bibliography: Option<Bibliography>,
    pub(super) page_range_format: Option<PageRangeFormat>,
    /// Whether the style says where the year suffix goes; else it follows the first year.
    pub(super) has_year_suffix: bool,
    pub(super) initialize_with_hyphen: bool,
    pub(super) demote_particle: DemoteParticle,
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
    /// Parses a style, which may be a dependent one.
    ///
    /// # Errors
    /// If `xml` is not well-formed, nested too deeply, no CSL style, calls macros that are missing or that call
    /// themselves, or would be unreasonably large with all macros expanded.
    pub fn parse(xml: &str) -> Result<Self, Error> {
        let style = parse::style(&super::xml::parse(xml)?)?;
        check::check(&style)?;
        Ok(style)
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the id, usually an address such as `http://www.zotero.org/styles/apa`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the id of the parent if the style is a dependent one, which has no rules of its own.
    ///
    /// A dependent style renders nothing: use its parent, with its own [`Style::default_locale`] if it has one.
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    /// Returns the language of the style, if it is fixed.
    pub fn default_locale(&self) -> Option<&str> {
        self.default_locale.as_deref()
    }

    /// Returns whether citations are in the text or in notes.
    pub fn class(&self) -> Class {
        self.class
    }

    /// Returns how the style cites: `author-date`, `author`, `numeric`, `label` or `note`.
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
pub(super) struct Citation {
    pub(super) layout: Group,
    pub(super) sort: Vec<SortKey>,
    pub(super) names: NameOptions,
    pub(super) add_names: bool,
    pub(super) add_givenname: bool,
    pub(super) givenname_rule: GivennameRule,
    pub(super) add_year_suffix: bool,
    pub(super) cite_group_delimiter: Option<String>,
    pub(super) collapse: Option<Collapse>,
    pub(super) year_suffix_delimiter: Option<String>,
    pub(super) after_collapse_delimiter: Option<String>,
    pub(super) near_note_distance: u32,
}

/// `cs:bibliography`.
#[derive(Clone, Debug, Default)]
pub(super) struct Bibliography {
    pub(super) layout: Group,
    pub(super) sort: Vec<SortKey>,
    pub(super) names: NameOptions,
    pub(super) hanging_indent: bool,
    pub(super) second_field_align: Option<Align>,
    pub(super) line_spacing: u32,
    pub(super) entry_spacing: u32,
    pub(super) subsequent_author_substitute: Option<String>,
    pub(super) substitute_rule: SubstituteRule,
}

/// The `givenname-disambiguation-rule` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum GivennameRule {
    AllNames,
    AllNamesWithInitials,
    PrimaryName,
    PrimaryNameWithInitials,
    #[default]
    ByCite,
}

/// The `collapse` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collapse {
    CitationNumber,
    Year,
    YearSuffix,
    YearSuffixRanged,
}

/// The `subsequent-author-substitute-rule` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SubstituteRule {
    #[default]
    CompleteAll,
    CompleteEach,
    PartialEach,
    PartialFirst,
}

/// The `page-range-format` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageRangeFormat {
    Chicago15,
    Chicago16,
    Expanded,
    Minimal,
    MinimalTwo,
}

/// The `demote-non-dropping-particle` attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DemoteParticle {
    Never,
    SortOnly,
    #[default]
    DisplayAndSort,
}
