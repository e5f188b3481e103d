//! Locales: terms, date formats and options by language.

mod parse;

use super::elements::{DatePart, TermForm};
use std::collections::HashMap;

/// A parsed locale, from a locale file or from a style.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    pub(in crate::csl) language: Option<String>,
    pub(in crate::csl) terms: HashMap<String, Vec<Term>>,
    pub(in crate::csl) has_ordinals: bool,
    pub(in crate::csl) text_date: Option<DateFormat>,
    pub(in crate::csl) numeric_date: Option<DateFormat>,
    pub(in crate::csl) limit_day_ordinals: Option<bool>,
    pub(in crate::csl) punctuation_in_quote: Option<bool>,
}

/// A localized date format.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct DateFormat {
    pub(in crate::csl) parts: Vec<DatePart>,
    pub(in crate::csl) delimiter: String,
}

/// One form of a term.
#[derive(Clone, Debug, Default)]
pub(in crate::csl) struct Term {
    pub(in crate::csl) form: TermForm,
    /// The gender of the noun that this form agrees with, for ordinals and months.
    pub(in crate::csl) gender_form: Gender,
    /// The gender of the term itself.
    pub(in crate::csl) gender: Gender,
    /// The numbers that an ordinal suffix applies to.
    pub(in crate::csl) matching: OrdinalMatch,
    pub(in crate::csl) single: String,
    pub(in crate::csl) multiple: String,
}

/// Grammatical gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::csl) enum Gender {
    #[default]
    Neuter,
    Masculine,
    Feminine,
}

/// The `match` attribute of ordinal terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum OrdinalMatch {
    #[default]
    LastTwoDigits,
    LastDigit,
    WholeNumber,
}
