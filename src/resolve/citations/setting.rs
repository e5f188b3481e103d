//! Citations and their style, brought together: hayagriva sets them all at once, for numbers and names depend on
//! all of them; then each mark is put together from what it set.

use super::{
    super::rewrite::rewrite,
    authors,
    distinct::{Distinct, Rules},
    elements,
    joined::{Work, joined},
    keyed::Entries,
    library::Library,
    nearest,
    runs::{self, Numbered},
    styles::{Language, Ready},
    tailor::Tailored,
};
use crate::{
    article::{Citation, CitationItem, CitationMode, Inline, MarkPart, plain_text},
    diagnostic::{Code, Diagnostic},
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem as Cite, CitationRequest, CitePurpose, Elem, ElemChild,
    ElemMeta, LocatorPayload, Rendered, SpecificLocator,
    citationberg::{CitationFormat, StyleCategory, json::Item, taxonomy::Locator},
};
use std::{collections::HashSet, str::FromStr as _};

/// What citations are set with.
pub(super) struct Setting<'a> {
    pub(super) library: &'a Library,
    pub(super) rules: &'a Rules,
    /// The style, and the works that are cited.
    pub(super) tailored: Tailored,
    pub(super) language: &'a Language,
    /// What tells works apart.
    pub(super) distinct: Distinct,
}

impl<'a> Setting<'a> {
    /// Makes ready what the citations of an article are set with.
    pub(super) fn new(citations: &[Citation], library: &'a Library, style: &'a Ready, language: &'a Language) -> Self {
        let records = cited(citations, library);
        let tailored = Tailored::new(style, &records, library);
        let distinct = Distinct::find(&records, library, &tailored, &style.rules, language);
        Self { library, rules: &style.rules, tailored, language, distinct }
    }

    /// The items of a citation that have a record, with it.
    pub(super) fn known<'c>(&self, citation: &'c Citation) -> Vec<(&'c CitationItem, usize)> {
        known(citation, self.library)
    }

    /// A diagnostic for each key that no bibliography has.
    pub(super) fn missing(&self, citation: &Citation) -> Vec<Diagnostic> {
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

    /// Sets all citations and the bibliography.
    pub(super) fn render(&self, citations: &[Citation]) -> Rendered {
        let mut driver = BibliographyDriver::new();
        for citation in citations {
            let items: Vec<Cite<'_, Item>> =
                self.known(citation).into_iter().map(|known| self.cite(citation.mode, known)).collect();
            if !items.is_empty() {
                driver.citation(CitationRequest::new(
                    items,
                    &self.tailored.style,
                    Some(self.language.code.clone()),
                    &self.language.locales,
                    None,
                ));
            }
        }
        driver.finish(BibliographyRequest {
            style: &self.tailored.style,
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
        Cite::new(self.distinct.item(record, &self.tailored, self.library), locator, None, false, purpose)
    }

    /// A citation's mark in parts: each work's part links to its entry, affixes and separators to none.
    pub(super) fn mark(&self, citation: &Citation, elements: Vec<ElemChild>, entries: &Entries) -> Vec<MarkPart> {
        let known = self.known(citation);
        let mut parts: Vec<MarkPart> = Vec::new();
        if citation.mode == CitationMode::Narrative && self.is_numeric() {
            parts.extend(known.first().and_then(|&(_, record)| self.named(record)));
        }
        let elements = self.settled(citation, &known, elements);
        for element in self.run_together(elements, &known, entries) {
            let cited = entry_of(&element).and_then(|index| known.get(index));
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

    /// What hayagriva sets for a mark, with works told apart, and those by the same authors joined.
    fn settled(
        &self,
        citation: &Citation,
        known: &[(&CitationItem, usize)],
        mut elements: Vec<ElemChild>,
    ) -> Vec<ElemChild> {
        let (mut slots, mut works) = (Vec::new(), Vec::new());
        for (slot, element) in elements.iter_mut().enumerate() {
            let work = entry_of(element).and_then(|index| known.get(index));
            let (Some(&(item, record)), ElemChild::Elem(elem)) = (work, &mut *element) else { continue };
            self.distinct.in_mark(record, &mut elem.children);
            let before = !item.prefix.is_empty() || item.suppress_author;
            let alone = (before, !item.suffix.is_empty() || item.locator.is_some());
            works.push(Work { element: element.clone(), record, alone });
            slots.push(slot);
        }
        if citation.mode == CitationMode::Narrative {
            return elements;
        }
        for (slot, (before, work)) in slots.into_iter().zip(joined(works, self.rules, &self.distinct)) {
            elements[slot] = work.element;
            let separator = slot.checked_sub(1).map(|before| &mut elements[before]);
            if let (Some(ElemChild::Text(separator)), Some(before)) = (separator, before) {
                separator.text = before;
            }
        }
        elements
    }

    /// The elements of a mark with runs of numbers joined, if the style does that.
    fn run_together(
        &self,
        elements: Vec<ElemChild>,
        known: &[(&CitationItem, usize)],
        entries: &Entries,
    ) -> Vec<ElemChild> {
        if !self.rules.runs {
            return elements;
        }
        let numbered = |(at, element): (usize, &ElemChild)| {
            let &(item, record) = known.get(entry_of(element)?)?;
            let number = entries.number(record).filter(|_| runs::is_numbered(element))?;
            let alone = item.locator.is_none() && item.prefix.is_empty() && item.suffix.is_empty();
            Some(Numbered { at, number, alone })
        };
        let works: Vec<Numbered> = elements.iter().enumerate().filter_map(numbered).collect();
        runs::joined(elements, &works, self.rules.after.as_deref())
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
        self.tailored.style.info.category.contains(&numeric)
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

/// The items of a citation that have a record, with it.
fn known<'c>(citation: &'c Citation, library: &Library) -> Vec<(&'c CitationItem, usize)> {
    let record = |item: &'c CitationItem| Some((item, library.find(item.key.as_str())?));
    citation.items.iter().filter_map(record).collect()
}

/// The cited records, each once, in order of citation.
fn cited(citations: &[Citation], library: &Library) -> Vec<usize> {
    let mut seen = HashSet::new();
    let records = citations.iter().flat_map(|citation| known(citation, library)).map(|(_, record)| record);
    records.filter(|&record| seen.insert(record)).collect()
}

/// Which work of a mark an element is set for, by its index as written.
fn entry_of(element: &ElemChild) -> Option<usize> {
    match element {
        ElemChild::Elem(Elem { meta: Some(ElemMeta::Entry(index)), .. }) => Some(*index),
        _ => None,
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
