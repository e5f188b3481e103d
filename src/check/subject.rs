//! What rules inspect: the article, its words, and the settings.

use super::{
    language::{self, Language},
    options::Options,
    prose::{Passage, Prose},
    setting::{Against, Setting},
};
use crate::{
    article::{Article, Span},
    diagnostic::Source,
    render,
    resolve::Resolved,
};
use std::ops::Range;

/// An article under check.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) resolved: &'a Resolved,
    pub(super) source: &'a Source,
    pub(super) options: &'a Options,
    pub(super) render: &'a render::Options,
    /// The article that this one is a translation of.
    pub(super) against: Option<&'a Against>,
    /// The data of the article's language; `None` if there is none.
    pub(super) language: Option<&'static Language>,
    pub(super) prose: Prose,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        resolved: &'a Resolved,
        source: &'a Source,
        &Setting { options, render, against }: &Setting<'a>,
    ) -> Self {
        let language = language::of(&resolved.article().lang());
        let prose = Prose::of(resolved.article(), language, options);
        Self { resolved, source, options, render, against, language, prose }
    }

    pub(super) fn article(&self) -> &'a Article {
        self.resolved.article()
    }

    /// Returns the passages in the article's own language.
    pub(super) fn own(&self) -> impl Iterator<Item = &Passage> {
        self.prose.passages.iter().filter(|passage| !passage.foreign)
    }

    /// Returns the source span of a part of a passage.
    pub(super) fn place(&self, passage: &Passage, part: Range<usize>) -> Span {
        passage.place(part, &self.source.text)
    }
}
