//! The context in which an article is checked.

use super::options::Options;
use crate::{diagnostic::Source, render, resolve::Resolved};
use std::sync::Arc;

/// The context in which articles are checked.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The settings.
    pub options: &'a Options,
    /// The options that the article will be rendered with.
    pub render: &'a render::Options,
    /// The article that this one is a translation of.
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
