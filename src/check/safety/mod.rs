//! Safety: what could lead to a wrong dose, or to calling too late.

mod abbreviations;
mod dates;
mod decimals;
mod doses;
mod emergency;
mod phones;
mod tables;

use super::rule::Rule;

pub(super) use abbreviations::is_error_prone;
pub(super) use tables::{has_doses, has_header};

pub(super) const RULES: &[&[Rule]] = &[
    decimals::RULES,
    doses::RULES,
    abbreviations::RULES,
    tables::RULES,
    emergency::RULES,
    phones::RULES,
    dates::RULES,
];
