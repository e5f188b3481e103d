//! Citations by key, of records in bibliography files, as hayagriva sets them by a CSL style.
//!
//! Two passes over the article: the first tells hayagriva every citation in reading order, for numbers and
//! names depend on all of them; the second puts the marks in.

use super::{
    super::anchors::Names, Sources, elements, library::Library, order::in_reading_order, punctuation, setting::Setting,
    styles, tongue,
};
use crate::{
    article::{Anchor, Article, CitationKey, Inline, Lang, Reference, Span, plain_text},
    diagnostic::{Code, Diagnostic},
};
use hayagriva::BibliographyItem;
use std::collections::HashMap;

/// Resolves citations by key.
pub(super) fn resolve(
    article: &mut Article,
    sources: &Sources<'_>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let library = Library::load(article, sources, diagnostics);
    let Some(style) = styles::choose(article, sources, diagnostics) else { return };
    let language = styles::language(&article.lang(), &style.csl);

    let mut citations = Vec::new();
    in_reading_order(article, &mut |citation| citations.push(citation.clone()));
    let setting = Setting::new(&citations, &library, &style, &language);
    diagnostics.extend(citations.iter().flat_map(|citation| setting.missing(citation)));
    let rendered = setting.render(&citations);

    let bibliography = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    let mut entries = Entries::new(bibliography, &setting, &article.lang(), names);
    let mut marks = rendered.citations.into_iter();
    let mut count = 0;
    in_reading_order(article, &mut |citation| {
        count += 1;
        let anchor = names.claim(&format!("cite-{count}"));
        let elements = if setting.known(citation).is_empty() { None } else { marks.next() };
        citation.mark = setting.mark(citation, elements.map(|mark| mark.citation.0).unwrap_or_default(), &entries);
        setting.known(citation).iter().for_each(|&(_, record)| entries.cite(record, &anchor));
        citation.anchor = Some(anchor);
    });
    library.report_same_works(&entries.records, diagnostics);
    article.references = entries.references;
    if !language.is_own && !article.references.is_empty() {
        diagnostics.push(in_english(&article.lang()));
    }
    punctuation::settle(article);
}

fn in_english(lang: &Lang) -> Diagnostic {
    let message =
        format!("citation styles have no words in the article's language (`{lang}`): entries say `et al.` and `In:`");
    Diagnostic::new(Code::EntriesInEnglish, message)
        .help("look over the entries; a `.csl` file may bring words of its own")
}

/// The entries of the bibliography, in printed order.
pub(super) struct Entries {
    references: Vec<Reference>,
    /// The record of each entry.
    records: Vec<usize>,
    by_record: HashMap<usize, usize>,
}

impl Entries {
    fn new(items: Vec<BibliographyItem>, setting: &Setting<'_>, lang: &Lang, names: &mut Names) -> Self {
        let mut entries = Self { references: Vec::new(), records: Vec::new(), by_record: HashMap::new() };
        for mut item in items {
            let Some(record) = setting.library.find(&item.key) else { continue };
            setting.distinct.in_entry(record, &mut item.content);
            let index = entries.references.len();
            entries.by_record.insert(record, index);
            entries.records.push(record);
            let mut reference = reference(&item, names.claim(&format!("ref-{}", index + 1)));
            tongue::mark(&mut reference, &setting.library.records[record], lang);
            entries.references.push(reference);
        }
        entries
    }

    /// Where the entry of a record stands.
    pub(super) fn anchor(&self, record: usize) -> Option<Anchor> {
        self.by_record.get(&record).and_then(|&index| self.references[index].anchor.clone())
    }

    /// The number of a record's entry.
    pub(super) fn number(&self, record: usize) -> Option<usize> {
        self.by_record.get(&record).map(|index| index + 1)
    }

    fn cite(&mut self, record: usize, from: &Anchor) {
        if let Some(&index) = self.by_record.get(&record)
            && self.references[index].cited_from.last() != Some(from)
        {
            self.references[index].cited_from.push(from.clone());
        }
    }
}

fn reference(item: &BibliographyItem, anchor: Anchor) -> Reference {
    let label = item.first_field.as_ref().map(|field| plain_text(&elements::inlines_of(field)).trim().to_owned());
    let mut content = elements::inlines(&item.content);
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    Reference {
        key: CitationKey::new(&item.key),
        label: label.filter(|label| !label.is_empty()),
        content,
        anchor: Some(anchor),
        cited_from: Vec::new(),
        lang: None,
        span: Span::default(),
    }
}
