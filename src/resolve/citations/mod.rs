//! Citations and the bibliography.
//!
//! An article either writes its references out ([`written`]) or cites by keys ([`keyed`]). Both give every
//! citation a mark whose parts link to entries, and every entry the citations that cite it; then
//! [`placement`] sees to it that the bibliography stands somewhere, headed.

mod archive;
mod authors;
mod distinct;
mod elements;
#[cfg(test)]
mod exported;
mod gaps;
mod joined;
mod keyed;
mod library;
mod linkify;
mod manuals;
mod nearest;
mod order;
mod placement;
mod punctuation;
#[cfg(test)]
mod ratchet;
mod read;
mod record;
mod runs;
mod setting;
mod spoken;
mod styles;
mod tailor;
#[cfg(test)]
mod tests;
mod tongue;
mod written;

pub(super) use styles::names as style_names;

use super::{Options, anchors::Names};
use crate::{
    article::{Article, Block, CitationKey, Inline, Reference, for_each_inline},
    diagnostic::{Code, Diagnostic},
    env::Env,
    locale::Words,
};
use std::collections::{HashMap, hash_map::Entry};

/// Where bibliographies may come from.
pub(super) struct Sources<'a> {
    /// The article's name outside.
    pub(super) name: Option<&'a str>,
    /// Files beside the article.
    pub(super) env: &'a dyn Env,
    /// What the caller asks for.
    pub(super) options: &'a Options,
}

/// Resolves every citation of the article, and places the bibliography.
pub(super) fn resolve(
    article: &mut Article,
    sources: &Sources<'_>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let Some(mode) = sources.options.references {
        article.meta.references = mode;
    }
    if !article.references.is_empty() {
        written::resolve(article, names, diagnostics);
    } else if looks_up(article) {
        keyed::resolve(article, sources, names, diagnostics);
    }
    article.references.iter_mut().for_each(|entry| linkify::linkify(&mut entry.content));
    let words = Words::of(&article.lang());
    placement::place(article, words);
}

/// Whether citations are looked up in bibliographies: there are some, and no references are written out.
pub(super) fn looks_up(article: &Article) -> bool {
    article.references.is_empty() && has_citations(article)
}

fn has_citations(article: &Article) -> bool {
    let mut any = false;
    let bodies = std::iter::once(&article.body).chain(article.notes.iter().map(|note| &note.body));
    for body in bodies {
        for_each_inline(body, &mut |inline| any |= matches!(inline, Inline::Citation(_)));
    }
    any
}

/// The entries by key.
struct Entries {
    by_key: HashMap<CitationKey, usize>,
}

impl Entries {
    /// Names the entries' places; of entries with the same key the first counts.
    fn new(references: &mut [Reference], names: &mut Names, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut by_key = HashMap::new();
        for (index, reference) in references.iter_mut().enumerate() {
            let number = reference.key.as_str();
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let wanted = if is_number { format!("ref-{number}") } else { format!("ref-{}", index + 1) };
            reference.anchor = Some(names.claim(&wanted));
            reference.cited_from.clear();
            match by_key.entry(reference.key.clone()) {
                Entry::Vacant(first) => {
                    first.insert(index);
                }
                Entry::Occupied(_) => {
                    let message = format!("two references are called `{}`; citations mean the first", reference.key);
                    diagnostics.push(Diagnostic::new(Code::DuplicateRecord, message).at(reference.span));
                }
            }
        }
        Self { by_key }
    }
}

/// Whether the block is where the bibliography stands.
fn is_bibliography(block: &Block) -> bool {
    matches!(block, Block::Bibliography(_))
}
