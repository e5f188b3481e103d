//! Translations: whether two texts have the same headings, tips, numbers, telephones and links.

mod compare;
mod facts;
mod rules;

use super::rule::Rule;
use crate::{diagnostic::Source, resolve::Resolved};
use std::sync::Arc;

pub(super) const RULES: &[&[Rule]] = &[rules::RULES];

/// The article that others are translations of.
#[derive(Debug, Clone)]
pub struct Against {
    /// The article.
    pub article: Resolved,
    /// Its source.
    pub source: Arc<Source>,
}
