//! Citations by key, of records in bibliography files, as hayagriva sets them by a CSL style.
//!
//! Two passes over the article: the first tells hayagriva every citation in reading order, for numbers and
//! names depend on all of them; the second puts the marks in.

use super::{
    super::{anchors::Names, rewrite::rewrite},
    Sources, elements,
    library::Library,
    nearest,
    order::in_reading_order,
    punctuation, styles,
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
    ElemChild, ElemMeta, LocatorPayload, Rendered, SpecificLocator,
    citationberg::{
        CitationFormat, IndependentStyle, Locale, LocaleCode, StyleCategory,
        json::{Item, NameValue, Value},
        taxonomy::Locator,
    },
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
    let (locale, locales) = styles::language(&article.lang(), &style);
    let setting = Setting { library: &library, style: &style, locale, locales };

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
    locale: LocaleCode,
    locales: Vec<Locale>,
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
                    Some(self.locale.clone()),
                    &self.locales,
                    None,
                ));
            }
        }
        driver.finish(BibliographyRequest {
            style: self.style,
            locale: Some(self.locale.clone()),
            locale_files: &self.locales,
        })
    }

    fn cite<'c>(&'c self, mode: CitationMode, (item, record): (&'c CitationItem, usize)) -> Cite<'c, Item> {
        let locator = item.locator.as_ref().map(|locator| {
            let label = Locator::from_str(&locator.label).unwrap_or(Locator::Page);
            SpecificLocator(label, LocatorPayload::Str(&locator.value))
        });
        let purpose = match mode {
            CitationMode::Narrative if !self.is_numeric() => Some(CitePurpose::Prose),
            CitationMode::Narrative | CitationMode::Parenthetical => item.suppress_author.then_some(CitePurpose::Year),
        };
        Cite::new(&self.library.records[record].item, locator, None, false, purpose)
    }

    /// A citation's mark in parts: each work's part links to its entry, affixes and separators to none.
    fn mark(&self, citation: &Citation, elements: Vec<ElemChild>, entries: &Entries) -> Vec<MarkPart> {
        let known = self.known(citation);
        let mut parts: Vec<MarkPart> = Vec::new();
        if citation.mode == CitationMode::Narrative && self.is_numeric() {
            parts.extend(known.first().and_then(|&(_, record)| self.named(record)));
        }
        for element in elements {
            let cited = match &element {
                ElemChild::Elem(elem) => match elem.meta {
                    Some(ElemMeta::Entry(index)) => known.get(index),
                    _ => None,
                },
                _ => None,
            };
            parts.extend(cited.and_then(|(item, _)| affix(&item.prefix, "", " ")));
            let content = elements::inlines_of(&element);
            if !content.is_empty() {
                parts.push(MarkPart { content, entry: cited.and_then(|&(_, record)| entries.anchor(record)) });
            }
            parts.extend(cited.and_then(|(item, _)| affix(&item.suffix, " ", "")));
        }
        parts.extend(self.lost(citation, !parts.is_empty()));
        parts
    }

    fn is_numeric(&self) -> bool {
        let numeric = StyleCategory::CitationFormat { format: CitationFormat::Numeric };
        self.style.info.category.contains(&numeric)
    }

    /// The authors before a narrative citation's number, which styles of numbers do not word: `Dale`,
    /// `Lind, Berg`, `Ruiz et al.`
    fn named(&self, record: usize) -> Option<MarkPart> {
        let family = |name: &NameValue| match name {
            NameValue::Literal(body) => body.literal.clone(),
            NameValue::Item(person) => person.family.clone(),
        };
        let Some(Value::Names(authors)) = self.library.records[record].item.0.get("author") else { return None };
        let words = match authors.as_slice() {
            [] => return None,
            [one] => family(one),
            [one, other] => format!("{}, {}", family(one), family(other)),
            [first, ..] => format!("{} et al.", family(first)),
        };
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
