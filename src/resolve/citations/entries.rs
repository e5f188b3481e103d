//! Converts the CSL processor's bibliography to entries of the article.

use super::{
    super::anchors::Names,
    foreign,
    inlines::{inlines, segments},
    library::Library,
};
use crate::{
    article::{Anchor, CitationKey, Inline, Lang, Reference, Span, plain_text},
    csl::{self, Display},
};
use std::collections::HashMap;

/// The entries of the bibliography, in print order.
pub(super) struct Entries {
    pub(super) references: Vec<Reference>,
    /// The index of each entry's record.
    pub(super) records: Vec<usize>,
    by_record: HashMap<usize, usize>,
}

impl Entries {
    pub(super) fn new(bibliography: &[csl::Entry], library: &Library, lang: &Lang, names: &mut Names) -> Self {
        let mut entries = Self { references: Vec::new(), records: Vec::new(), by_record: HashMap::new() };
        for entry in bibliography {
            let Some(record) = library.find(&entry.id) else { continue };
            let Some(mut reference) = reference(entry) else { continue };
            let index = entries.references.len();
            entries.by_record.insert(record, index);
            entries.records.push(record);
            reference.anchor = Some(names.claim(&format!("ref-{}", index + 1)));
            let item = &library.records[record].item;
            foreign::mark(&mut reference, item, lang);
            reference.retracted = item.is_retracted();
            entries.references.push(reference);
        }
        entries
    }

    /// Returns the anchor of a record's entry.
    pub(super) fn anchor(&self, record: usize) -> Option<Anchor> {
        self.by_record.get(&record).and_then(|&index| self.references[index].anchor.clone())
    }

    /// Records that the citation at `from` cites a record.
    pub(super) fn cite(&mut self, record: usize, from: &Anchor) {
        if let Some(&index) = self.by_record.get(&record)
            && self.references[index].cited_from.last() != Some(from)
        {
            self.references[index].cited_from.push(from.clone());
        }
    }
}

/// Returns an entry, or `None` if it has no text: some styles do not list letters and talks.
fn reference(entry: &csl::Entry) -> Option<Reference> {
    let segments = segments(&entry.runs);
    let (label, words): (Vec<_>, Vec<_>) =
        segments.iter().partition(|segment| segment.block == Some(Display::LeftMargin));
    let label = plain_text(&inlines(label, false)).trim().to_owned();
    let mut content = inlines(words, true);
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    (!plain_text(&content).trim().is_empty()).then(|| Reference {
        key: CitationKey::new(&entry.id),
        label: (!label.is_empty()).then_some(label),
        content,
        anchor: None,
        cited_from: Vec::new(),
        lang: None,
        retracted: false,
        span: Span::default(),
    })
}
