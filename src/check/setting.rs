//! What an article is checked by.

use super::options::Options;
use crate::{diagnostic::Source, render, resolve::Resolved};
use std::sync::Arc;

/// What articles are checked by.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The settings.
    pub options: &'a Options,
    /// The look that the article will have.
    pub render: &'a render::Options,
    /// The article that it is a translation of.
    pub against: Option<&'a Against>,
}

/// The article that others are translations of.
#[derive(Debug, Clone)]
pub struct Against {
    /// The article.
    pub article: Resolved,
    /// Its source.
    pub source: Arc<Source>,
}
