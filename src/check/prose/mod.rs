//! The words of an article as people read them: passages, their sentences and words.
//!
//! Citations, note marks, code and pictures have no words here, and the bibliography is not read.

mod collect;
mod passage;
mod sentences;
mod words;

pub(super) use passage::{Kind, Passage, Word};

use super::{language::Language, measure::Syllables, options::Options};
use crate::article::{Article, Span};
use std::collections::HashSet;

/// The passages of an article, in reading order.
#[derive(Debug)]
pub(super) struct Prose {
    pub(super) passages: Vec<Passage>,
    /// The sections of the body; the first is everything before the first heading.
    pub(super) sections: Vec<Section>,
}

/// A section of the body, under one heading.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) span: Span,
}

impl Prose {
    /// Extracts the words of an article.
    pub(super) fn of(article: &Article, language: Option<&Language>, options: &Options) -> Self {
        let mut prose = collect::collect(article);
        let abbreviations = language.map_or(&[][..], |language| language.abbreviations);
        let allowed: HashSet<String> = options.allow.iter().map(|word| word.to_lowercase()).collect();
        for passage in &mut prose.passages {
            passage.words = words::of(&passage.text);
            if let Some(language) = language {
                count_syllables(passage, language.syllables, &allowed);
            }
            passage.sentences = sentences::of(&passage.text, &passage.words, abbreviations);
        }
        prose
    }
}

/// The number of syllables that an allowed word counts as: readers of the article know it.
const ALLOWED: usize = 2;

/// The number of letters of an abbreviation that is spelled out when read: FDA.
const NAMED: usize = 3;

/// Counts the syllables of words.
fn count_syllables(passage: &mut Passage, syllables: Syllables, allowed: &HashSet<String>) {
    let Passage { text, words, .. } = passage;
    for word in words {
        let written = &text[word.start..word.end];
        word.syllables = match () {
            () if allowed.contains(&*word.lower) => ALLOWED,
            () if written.len() <= NAMED && written.chars().all(|c| c.is_ascii_uppercase()) => written.len(),
            () => syllables.of(&word.lower),
        };
    }
}
