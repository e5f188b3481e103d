//! Citations by key of records in bibliography files, formatted by a CSL style.
//!
//! Two passes over the article: the first collects all citations in reading order, as numbers and names depend on all
//! of them; the second inserts the formatted citations.

use super::{
    super::{
        anchors::Names,
        rewrite::{bodies, for_each_line, rewrite},
    },
    Sources,
    entries::Entries,
    inlines::{inlines, segments},
    library::Library,
    locales::Language,
    marks::{self, Cited},
    notes, punctuation,
    reading_order::in_reading_order,
    styles::{self, Parsed},
    suggest,
};
use crate::{
    article::{Article, Citation, CitationMode, Inline, Lang, MarkPart, Span},
    csl::{self, Class, Item, Processor},
    diagnostic::{Code, Diagnostic},
};
use std::{collections::HashSet, sync::Arc};

/// The library and style for citations by key.
pub(in crate::resolve) struct Prepared {
    library: Library,
    style: Arc<Parsed>,
}

/// Loads the bibliographies and the style. With a note style, moves citations into footnotes.
pub(super) fn prepare(
    article: &mut Article,
    sources: &Sources<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Prepared> {
    let library = Library::load(article, sources, diagnostics);
    let style = styles::choose(article, sources, diagnostics)?;
    release_handles(article, &library);
    if style.csl.class() == Class::Note {
        notes::put_in_notes(article);
    }
    Some(Prepared { library, style })
}

/// Turns `@name` in a sentence back into text if no record has that key.
fn release_handles(article: &mut Article, library: &Library) {
    let is_handle = |citation: &Citation| match citation.items.as_slice() {
        [item] => {
            let bare = item.locator.is_none() && item.prefix.is_empty() && item.suffix.is_empty();
            let unknown = library.find(item.key.as_str()).is_none();
            citation.mode == CitationMode::Narrative
                && bare
                && unknown
                && suggest::nearest(item.key.as_str(), library.keys()).is_empty()
        }
        _ => false,
    };
    for body in bodies(article) {
        for_each_line(body, &mut |line| {
            rewrite(line, &mut |inline| match inline {
                Inline::Citation(citation) if is_handle(&citation) => {
                    vec![Inline::text(format!("@{}", citation.items[0].key), citation.span)]
                }
                other => vec![other],
            });
        });
    }
}

/// A citation of the article, with its cited works.
struct Found {
    works: Vec<Cited>,
    mode: CitationMode,
    /// The number of the note that contains it, or 0.
    note: u32,
    /// Text that precedes a superscript citation in the sentence.
    before: Vec<Inline>,
    /// Text that follows a superscript citation in the sentence.
    after: Vec<Inline>,
}

/// Formats citations by key and builds the bibliography.
pub(super) fn resolve(
    article: &mut Article,
    prepared: &Prepared,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Prepared { library, style } = prepared;
    let language = Language::new(&article.lang(), &style.csl, style.locale.as_deref());
    let in_notes = style.csl.class() == Class::Note;

    let mut found: Vec<Found> = Vec::new();
    let mut keys = HashSet::new();
    in_reading_order(article, &mut |citation, note| {
        // in a note style, a narrative citation appears a second time in its note
        if !in_notes || note > 0 {
            diagnostics.extend(marks::missing(&citation, library));
            for item in citation.items.iter().filter(|item| keys.insert(item.key.to_string())) {
                library.report_shared_key(item.key.as_str(), item.span, diagnostics);
            }
            let mut works = marks::cited(&citation, library);
            let after = if style.raises { marks::take_words_after(&mut works) } else { Vec::new() };
            let before = if style.raises { marks::take_words_before(&mut works) } else { Vec::new() };
            found.push(Found { works, mode: citation.mode, note, before, after });
        }
        vec![Inline::Citation(citation)]
    });
    let uncited = uncited(article, library, diagnostics);
    let set = render(&found, &uncited, prepared, &language);
    let excessive = set.excessive;

    let mut entries = Entries::new(&set.bibliography, library, &article.lang(), names);
    let mut next = 0;
    let mut unshown = Vec::new();
    in_reading_order(article, &mut |mut citation, note| {
        let Some((of, set)) = found.get(next).zip(set.citations.get(next)) else {
            return vec![Inline::Citation(citation)];
        };
        if in_notes && note == 0 {
            return marks::authors(set);
        }
        next += 1;
        if in_notes && entries.references.is_empty() && !of.works.is_empty() {
            return inlines(&segments(&set.runs), true);
        }
        let anchor = names.claim(&format!("cite-{next}"));
        let without_authors = csl::Citation { narrative: Vec::new(), ..set.clone() };
        citation.mark =
            marks::parts(&citation, &of.works, if in_notes { &without_authors } else { set }, &entries, library);
        if !in_notes && let Some(place) = marks::unshown(&of.works, &citation.mark) {
            unshown.push((place, citation.span));
        }
        if !of.before.is_empty() {
            // no punctuation goes between these words and the number
            citation.mark.insert(0, MarkPart { content: of.before.clone(), entry: None });
        }
        of.works.iter().for_each(|work| entries.cite(work.record, &anchor));
        citation.anchor = Some(anchor);
        std::iter::once(Inline::Citation(citation)).chain(of.after.iter().cloned()).collect()
    });
    if excessive {
        let message = "the citation style prints too much for one work";
        diagnostics.push(Diagnostic::new(Code::BadStyle, message).help("choose another style"));
    }
    diagnostics.extend(places_lost(&unshown));
    library.report_same_works(&entries.records, diagnostics);
    article.references = entries.references;
    if !language.is_own && !article.references.is_empty() {
        diagnostics.push(in_english(&article.lang()));
    }
    punctuation::move_marks(article);
}

fn render(found: &[Found], uncited: &[usize], prepared: &Prepared, language: &Language) -> csl::Output {
    let Prepared { library, style } = prepared;
    let mut seen = HashSet::new();
    let records = found.iter().flat_map(|of| &of.works).map(|work| work.record).chain(uncited.iter().copied());
    let items: Vec<Item> =
        records.filter(|&record| seen.insert(record)).map(|record| library.records[record].item.clone()).collect();
    let clusters: Vec<_> = found.iter().map(|of| marks::cluster(&of.works, of.mode, of.note, library)).collect();
    let uncited: Vec<&str> = uncited.iter().map(|&record| library.records[record].item.id.as_str()).collect();
    Processor::new(&style.csl, &language.locales, &items).uncited(&uncited).render(&clusters)
}

/// Returns the uncited records that the article lists under `nocite`.
fn uncited(article: &Article, library: &Library, diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut records = Vec::new();
    for key in &article.meta.nocite {
        match (key.as_str(), library.find(key.as_str())) {
            ("*", _) => {
                records.extend((0..library.records.len()).filter(|&record| library.records[record].members.is_empty()))
            }
            (_, Some(record)) => records.extend(library.members(record)),
            (key, None) => {
                let help = suggest::help(key, library.keys());
                diagnostics
                    .push(Diagnostic::new(Code::MissingReference, format!("no bibliography has `{key}`")).help(help));
            }
        }
    }
    records
}

/// Reports locators that the style does not print.
fn places_lost(places: &[(String, Span)]) -> Option<Diagnostic> {
    let (place, span) = places.first()?;
    let more = match places.len() - 1 {
        0 => String::new(),
        1 => ", and one more".to_owned(),
        count => format!(", and {count} more"),
    };
    let message = format!("the citation style does not print the locator `{place}`{more}");
    Some(
        Diagnostic::new(Code::Loss, message)
            .at(*span)
            .help("write it in the sentence, or choose a style that prints it"),
    )
}

fn in_english(lang: &Lang) -> Diagnostic {
    let message = format!(
        "citation styles do not support the article's language (`{lang}`): entries use English terms such as `et al.` and `In:`"
    );
    Diagnostic::new(Code::EntriesInEnglish, message)
        .help("check the entries; a `.csl` file can define terms for this language")
}
