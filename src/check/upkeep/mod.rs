//! Upkeep: what keeps an article up to date. Reviews that are due, references that are not cited or missing, and links that
//! lead nowhere are reported by converting.

mod owner;
mod references;

use super::rule::Rule;

pub(super) const RULES: &[&[Rule]] = &[owner::RULES, references::RULES];
