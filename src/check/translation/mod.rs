//! Translations: whether two texts have the same headings, tips, numbers, telephone numbers and links.

mod compare;
mod facts;
mod rules;

use super::rule::Rule;

pub(super) const RULES: &[&[Rule]] = &[rules::RULES];
