//! Upkeep: what keeps an article up to date. Reviews that are due, uncited or missing references, and dead links are
//! reported by the conversion.

mod owner;
mod references;

use super::rule::Rule;

pub(super) const RULES: &[&[Rule]] = &[owner::RULES, references::RULES];
