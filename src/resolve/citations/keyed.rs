//! Citations by key, of records in bibliography files, as hayagriva sets them by a CSL style.
//!
//! Two passes over the article: the first tells hayagriva every citation in reading order, for numbers and
//! names depend on all of them; the second puts the marks in.

use super::{
    super::{anchors::Names, rewrite::rewrite},
    Sources, authors, elements, gaps,
    library::Library,
    nearest,
    order::in_reading_order,
    punctuation,
    styles::{self, Language},
};
use crate::{
    article::{
        Anchor, Article, Citation, CitationItem, CitationKey, CitationMode, Inline, MarkPart, Reference, Span,
        plain_text,
    },
    diagnostic::{Code, Diagnostic},
};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem as Cite, CitationRequest, CitePurpose,
    Elem, ElemChild, ElemMeta, LocatorPayload, Rendered, SpecificLocator,
    citationberg::{CitationFormat, IndependentStyle, StyleCategory, json::Item, taxonomy::Locator},
};
use std::{collections::HashMap, str::FromStr as _};

/// Resolves citations by key.
pub(super) fn resolve(
    article: &mut Article,
    sources: &Sources<'_>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let library = Library::load(article, sources, diagnostics);
    let Some(style) = styles::choose(article, sources, diagnostics) else { return };
    let language = styles::language(&article.lang(), &style);
    let setting = Setting { library: &library, style: &style, language: &language };

    let mut citations = Vec::new();
    in_reading_order(article, &mut |citation| citations.push(citation.clone()));
    diagnostics.extend(citations.iter().flat_map(|citation| setting.missing(citation)));
    let rendered = setting.render(&citations);

    let bibliography = rendered.bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    let entries = Entries::new(bibliography, &library, names);
    let mut entries = entries;
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
    punctuation::settle(article);
}

/// The entries of the bibliography, in printed order.
struct Entries {
    references: Vec<Reference>,
    /// The record of each entry.
    records: Vec<usize>,
    by_record: HashMap<usize, usize>,
}

impl Entries {
    fn new(items: Vec<BibliographyItem>, library: &Library, names: &mut Names) -> Self {
        let mut entries = Self { references: Vec::new(), records: Vec::new(), by_record: HashMap::new() };
        for item in items {
            let Some(record) = library.find(&item.key) else { continue };
            let index = entries.references.len();
            entries.by_record.insert(record, index);
            entries.records.push(record);
            entries.references.push(reference(&item, names.claim(&format!("ref-{}", index + 1))));
        }
        entries
    }

    fn anchor(&self, record: usize) -> Option<Anchor> {
        self.by_record.get(&record).and_then(|&index| self.references[index].anchor.clone())
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

/// What citations are set with.
struct Setting<'a> {
    library: &'a Library,
    style: &'a IndependentStyle,
    language: &'a Language,
}

impl Setting<'_> {
    /// The items of a citation that have a record, with it.
    fn known<'c>(&self, citation: &'c Citation) -> Vec<(&'c CitationItem, usize)> {
        let record = |item: &'c CitationItem| Some((item, self.library.find(item.key.as_str())?));
        citation.items.iter().filter_map(record).collect()
    }

    fn missing(&self, citation: &Citation) -> Vec<Diagnostic> {
        let missing = citation.items.iter().filter(|item| self.library.find(item.key.as_str()).is_none());
        missing
            .map(|item| {
                let span = if item.span.is_unknown() { citation.span } else { item.span };
                let help = nearest::help(item.key.as_str(), self.library.keys());
                Diagnostic::new(Code::MissingReference, format!("no bibliography has `{}`", item.key))
                    .at(span)
                    .help(help)
            })
            .collect()
    }

    fn render(&self, citations: &[Citation]) -> Rendered {
        let mut driver = BibliographyDriver::new();
        for citation in citations {
            let items: Vec<Cite<'_, Item>> =
                self.known(citation).into_iter().map(|known| self.cite(citation.mode, known)).collect();
            if !items.is_empty() {
                driver.citation(CitationRequest::new(
                    items,
                    self.style,
                    Some(self.language.code.clone()),
                    &self.language.locales,
                    None,
                ));
            }
        }
        driver.finish(BibliographyRequest {
            style: self.style,
            locale: Some(self.language.code.clone()),
            locale_files: &self.language.locales,
        })
    }

    fn cite<'c>(&'c self, mode: CitationMode, (item, record): (&'c CitationItem, usize)) -> Cite<'c, Item> {
        let locator = item.locator.as_ref().map(|locator| {
            let label = Locator::from_str(&locator.label).unwrap_or(Locator::Page);
            SpecificLocator(label, LocatorPayload::Str(&locator.value))
        });
        let purpose = (mode == CitationMode::Narrative && !self.is_numeric()).then_some(CitePurpose::Prose);
        Cite::new(&self.library.records[record].item, locator, None, false, purpose)
    }

    /// A citation's mark in parts: each work's part links to its entry, affixes and separators to none.
    fn mark(&self, citation: &Citation, elements: Vec<ElemChild>, entries: &Entries) -> Vec<MarkPart> {
        let known = self.known(citation);
        let mut parts: Vec<MarkPart> = Vec::new();
        if citation.mode == CitationMode::Narrative && self.is_numeric() {
            parts.extend(known.first().and_then(|&(_, record)| self.named(record)));
        }
        let cited = |element: &ElemChild| match element {
            ElemChild::Elem(Elem { meta: Some(ElemMeta::Entry(index)), .. }) => known.get(*index),
            _ => None,
        };
        let of_same_authors = |element: &ElemChild| {
            cited(element).is_some_and(|&(_, record)| self.collapses() && self.is_year_alone(element, record))
        };
        let mut elements = elements.into_iter().peekable();
        while let Some(mut element) = elements.next() {
            if let (ElemChild::Text(separator), true) = (&mut element, elements.peek().is_some_and(of_same_authors)) {
                separator.text = gaps::YEARS_SEPARATOR.to_owned();
            }
            let cited = cited(&element);
            parts.extend(cited.and_then(|(item, _)| affix(&item.prefix, "", " ")));
            let content = elements::inlines_of(&self.worded(element, citation.mode, cited.map(|&(item, _)| item)));
            if !content.is_empty() {
                parts.push(MarkPart { content, entry: cited.and_then(|&(_, record)| entries.anchor(record)) });
            }
            parts.extend(cited.and_then(|(item, _)| affix(&item.suffix, " ", "")));
        }
        parts.extend(self.lost(citation, !parts.is_empty()));
        parts
    }

    fn collapses(&self) -> bool {
        self.style.citation.collapse.is_some() && self.style.citation.cite_group_delimiter.is_none()
    }

    /// Whether a work of known authors is set without them, behind another by the same: `2001` in `Smith, 2000, 2001`.
    fn is_year_alone(&self, element: &ElemChild, record: usize) -> bool {
        self.library.records[record].item.0.contains_key("author") && !self.is_numeric() && !authors::any(element)
    }

    /// A work's part of a mark, with its authors as the sentence needs them.
    fn worded(&self, element: ElemChild, mode: CitationMode, item: Option<&CitationItem>) -> ElemChild {
        match mode {
            CitationMode::Parenthetical if item.is_some_and(|item| item.suppress_author) => authors::left_out(&element),
            CitationMode::Narrative if !self.is_numeric() => authors::in_prose(&element, self.language),
            CitationMode::Parenthetical | CitationMode::Narrative => element,
        }
    }

    fn is_numeric(&self) -> bool {
        let numeric = StyleCategory::CitationFormat { format: CitationFormat::Numeric };
        self.style.info.category.contains(&numeric)
    }

    /// The authors before a narrative citation's number, which styles of numbers do not word.
    fn named(&self, record: usize) -> Option<MarkPart> {
        let words = authors::named(&self.library.records[record].item, self.language)?;
        Some(MarkPart { content: vec![Inline::words(format!("{words} "))], entry: None })
    }

    /// `[key?]` for works that are missing.
    fn lost(&self, citation: &Citation, after_others: bool) -> Option<MarkPart> {
        let lost = citation.items.iter().filter(|item| self.library.find(item.key.as_str()).is_none());
        let keys: Vec<String> = lost.map(|item| format!("{}?", item.key)).collect();
        let space = if after_others { " " } else { "" };
        let text: String = format!("{space}[{}]", keys.join("; ")).chars().filter(|c| !c.is_control()).collect();
        (!keys.is_empty()).then(|| MarkPart { content: vec![Inline::text(text, citation.span)], entry: None })
    }
}

/// The author's words before or after a work, as text and styles only.
fn affix(words: &[Inline], before: &str, after: &str) -> Option<MarkPart> {
    let mut content = words.to_vec();
    rewrite(&mut content, &mut |inline| match inline {
        Inline::Link(x) => x.content,
        Inline::CrossRef(x) => x.content,
        Inline::NoteRef(_) | Inline::Citation(_) | Inline::Image(_) => vec![],
        Inline::Break(_) => vec![Inline::words(" ")],
        other => vec![other],
    });
    let text = plain_text(&content);
    if text.trim().is_empty() {
        return None;
    }
    let joins = text.starts_with(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    if !before.is_empty() && !joins {
        content.insert(0, Inline::words(before));
    }
    if !after.is_empty() && !text.ends_with(char::is_whitespace) {
        content.push(Inline::words(after));
    }
    Some(MarkPart { content, entry: None })
}
