//! Citations and the bibliography.
//!
//! An article either contains its reference list ([`written`]) or cites by keys ([`keyed`]), which [`crate::records`]
//! reads and [`crate::csl`] formats. Both give every citation a mark whose parts link to entries, and link every
//! entry back to its citations. Then [`placement`] ensures that the bibliography is printed once, under a heading.

mod archive;
mod corrections;
mod entries;
mod foreign;
mod inlines;
mod keyed;
mod library;
mod linkify;
mod locales;
mod marks;
mod notes;
mod placement;
mod punctuation;
mod reading_order;
mod styles;
mod suggest;
#[cfg(test)]
mod tests;
mod written;

pub(super) use styles::names as style_names;

use super::{Options, anchors::Names};
use crate::{
    article::{Article, Block, CitationKey, Inline, Reference, ReferencesMode, for_each_inline},
    diagnostic::{Code, Diagnostic},
    env::Env,
    locale::Words,
};
use std::collections::{HashMap, hash_map::Entry};

/// The sources of bibliographies.
pub(super) struct Sources<'a> {
    /// The article's file name without its extension.
    pub(super) name: Option<&'a str>,
    /// Access to the files next to the article.
    pub(super) env: &'a dyn Env,
    /// The caller's options.
    pub(super) options: &'a Options,
}

/// Prepares citations before notes are numbered: a note style moves each into a note.
pub(super) fn prepare(
    article: &mut Article,
    sources: &Sources<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<keyed::Prepared> {
    if looks_up(article) { keyed::prepare(article, sources, diagnostics) } else { None }
}

/// Resolves all citations of the article and places the bibliography. `prepared` is the result of [`prepare`].
pub(super) fn resolve(
    article: &mut Article,
    prepared: Option<&keyed::Prepared>,
    mode: Option<ReferencesMode>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let Some(mode) = mode {
        article.meta.references = mode;
    }
    if !article.references.is_empty() {
        written::resolve(article, names, diagnostics);
    } else if let Some(prepared) = prepared {
        keyed::resolve(article, prepared, names, diagnostics);
    }
    article.references.iter_mut().for_each(|entry| linkify::linkify(&mut entry.content));
    let words = Words::of(&article.lang());
    placement::place(article, words);
}

/// Returns whether works are looked up in bibliographies: the article cites or lists some, and contains no reference
/// list.
pub(super) fn looks_up(article: &Article) -> bool {
    article.references.is_empty() && (has_citations(article) || !article.meta.nocite.is_empty())
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
    /// Sets the anchors of entries. If a key occurs twice, the first entry wins.
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
                    let message =
                        format!("two references have the key `{}`; citations refer to the first", reference.key);
                    diagnostics.push({
                        let help = "renumber the references";
                        Diagnostic::new(Code::DuplicateRecord, message).at(reference.span).help(help)
                    });
                }
            }
        }
        Self { by_key }
    }
}

/// Returns whether a block is the place of the bibliography.
fn is_bibliography(block: &Block) -> bool {
    matches!(block, Block::Bibliography(_))
}
