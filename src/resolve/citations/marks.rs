//! Converts citations to clusters for the CSL processor, and its output to citation marks.

use super::{
    entries::Entries,
    inlines::{inlines, markup, segments},
    library::Library,
    suggest,
};
use crate::{
    article::{Citation, CitationItem, CitationMode, Inline, MarkPart, Style, Styled, plain_text},
    csl::{self, Cite, CiteForm, Cluster},
    diagnostic::{Code, Diagnostic},
};

/// A work in a citation.
#[derive(Debug, Clone)]
pub(super) struct Cited {
    /// The item as written in the article.
    pub(super) item: CitationItem,
    /// The index of its record in the library.
    pub(super) record: usize,
}

/// Returns the works of a citation that have a record. A set of works is replaced by its members.
pub(super) fn cited(citation: &Citation, library: &Library) -> Vec<Cited> {
    let mut works = Vec::new();
    for item in &citation.items {
        let Some(record) = library.find(item.key.as_str()) else { continue };
        let members = library.members(record);
        let last = members.len().saturating_sub(1);
        works.extend(members.iter().enumerate().map(|(at, &record)| {
            let mut item = item.clone();
            if at > 0 {
                item.prefix.clear();
            }
            if at < last {
                item.suffix.clear();
                item.locator = None;
            }
            Cited { item, record }
        }));
    }
    works
}

/// Takes the text after the last work, which is not superscript like the mark: `shown¹ and passim`.
pub(super) fn take_words_after(works: &mut [Cited]) -> Vec<Inline> {
    let Some(last) = works.last_mut() else { return Vec::new() };
    let mut words = std::mem::take(&mut last.item.suffix);
    if let Some(Inline::Text(first)) = words.first_mut() {
        first.text = format!(" {}", first.text.trim_start_matches([',', ' ']));
    }
    words
}

/// Takes the text before the first work, which is not superscript like the mark: `see¹`.
pub(super) fn take_words_before(works: &mut [Cited]) -> Vec<Inline> {
    works.first_mut().map(|first| std::mem::take(&mut first.item.prefix)).unwrap_or_default()
}

/// Returns the locator that is missing from its mark: `p. 3` in a style that prints only a number.
pub(super) fn unshown(works: &[Cited], mark: &[MarkPart]) -> Option<String> {
    let text: String = mark.iter().map(|part| plain_text(&part.content)).collect();
    let is_shown = |value: &str| {
        let first = value.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_none_or(|first| text.contains(first))
    };
    let places = works.iter().filter_map(|work| work.item.locator.as_ref());
    places.into_iter().find(|place| !is_shown(&place.value)).map(|place| format!("{} {}", place.label, place.value))
}

/// Returns the CSL cluster for works that are cited together.
pub(super) fn cluster(works: &[Cited], mode: CitationMode, note: u32, library: &Library) -> Cluster {
    let cite = |(at, work): (usize, &Cited)| Cite {
        id: library.records[work.record].item.id.clone(),
        locator: work.item.locator.as_ref().map(|locator| locator.value.clone()),
        label: work.item.locator.as_ref().map(|locator| locator.label.clone()),
        prefix: markup(&work.item.prefix),
        suffix: markup(&work.item.suffix),
        form: match mode {
            CitationMode::Narrative if at == 0 => CiteForm::Narrative,
            _ if work.item.suppress_author => CiteForm::SuppressAuthor,
            _ => CiteForm::Normal,
        },
    };
    // text between works depends on the author's order
    let unsorted = works.iter().any(|work| !work.item.prefix.is_empty() || !work.item.suffix.is_empty());
    Cluster { cites: works.iter().enumerate().map(cite).collect(), note, unsorted }
}

/// Returns the parts of a mark: the authors in the sentence, the mark itself, and placeholders for missing works.
pub(super) fn parts(
    citation: &Citation,
    works: &[Cited],
    set: &csl::Citation,
    entries: &Entries,
    library: &Library,
) -> Vec<MarkPart> {
    let entry =
        |cite: Option<usize>| cite.and_then(|cite| works.get(cite)).and_then(|work| entries.anchor(work.record));
    let mark = segments(&set.runs);
    let mut parts: Vec<MarkPart> = Vec::new();
    let authors = inlines(&segments(&set.narrative), false);
    if !authors.is_empty() {
        parts.push(MarkPart { content: authors, entry: entry(Some(0)) });
    }
    for of_cite in mark.chunk_by(|one, next| one.cite == next.cite) {
        let part = MarkPart { content: inlines(of_cite, false), entry: entry(of_cite[0].cite) };
        if parts.len() == 1 && !set.narrative.is_empty() && !is_raised(&part) {
            parts.push(MarkPart { content: vec![Inline::words(" ")], entry: None });
        }
        parts.push(part);
    }
    let lost = placeholder(citation, library, !parts.is_empty());
    parts.extend(lost);
    parts
}

/// Returns the authors of a narrative citation whose mark is in a note.
pub(super) fn authors(set: &csl::Citation) -> Vec<Inline> {
    inlines(&segments(&set.narrative), false)
}

/// Returns whether a part of a mark is superscript.
pub(super) fn is_raised(part: &MarkPart) -> bool {
    part.content.iter().all(|inline| matches!(inline, Inline::Styled(Styled { style: Style::Sup, .. })))
}

/// Returns a placeholder for missing works: `[see key?, p. 3]`.
fn placeholder(citation: &Citation, library: &Library, after_others: bool) -> Option<MarkPart> {
    let words = |text: String| Inline::text(text.replace(char::is_control, ""), citation.span);
    let mut content = Vec::new();
    for item in citation.items.iter().filter(|item| library.find(item.key.as_str()).is_none()) {
        content.push(words(if content.is_empty() { "[" } else { "; " }.to_owned()));
        content.extend(item.prefix.iter().cloned());
        content.push(words(format!("{}{}?", if item.prefix.is_empty() { "" } else { " " }, item.key)));
        content.extend(item.locator.as_ref().map(|locator| {
            let label = if locator.label == "page" { "p." } else { &locator.label };
            words(format!(", {label} {}", locator.value))
        }));
        let word_follows = plain_text(&item.suffix).starts_with(char::is_alphanumeric);
        content.extend(word_follows.then(|| words(" ".to_owned())));
        content.extend(item.suffix.iter().cloned());
    }
    if content.is_empty() {
        return None;
    }
    if after_others {
        content.insert(0, words(" ".to_owned()));
    }
    content.push(words("]".to_owned()));
    Some(MarkPart { content, entry: None })
}

/// Returns a diagnostic for each key that is not in any bibliography.
pub(super) fn missing(citation: &Citation, library: &Library) -> Vec<Diagnostic> {
    let missing = citation.items.iter().filter(|item| library.find(item.key.as_str()).is_none());
    missing
        .map(|item| {
            let span = if item.span.is_unknown() { citation.span } else { item.span };
            let help = suggest::help(item.key.as_str(), library.keys());
            Diagnostic::new(Code::MissingReference, format!("no bibliography has `{}`", item.key)).at(span).help(help)
        })
        .collect()
}
