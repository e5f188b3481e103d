//! Accessibility: what excludes people who cannot see, hear or read well.

mod alt;
mod languages;
mod links;
mod look;
mod tables;
mod text_pictures;

use super::rule::Rule;

pub(super) const RULES: &[&[Rule]] =
    &[alt::RULES, text_pictures::RULES, links::RULES, tables::RULES, languages::RULES, look::RULES];
