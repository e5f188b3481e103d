//! Bibliographies: one for the whole book, or one per article.
//!
//! Articles are resolved alone, so the same work may be 3 in one and 7 in another. A merged list has each work once
//! (entries with the same text are the same work), in the order of the articles, and marks are renumbered. Lists
//! without numbers are sorted by their text. A list of the other kind stays with its article.

use crate::{
    article::{Anchor, Article, Block, Citation, CitationKey, Division, Inline, MarkPart, Reference, Span, plain_text},
    resolve::rewrite::{bodies, for_each_inline, for_each_line},
};
use std::collections::HashMap;

/// The bibliography of the book.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) entries: Vec<Reference>,
    by_words: HashMap<String, usize>,
    /// Whether entries are numbered; decided by the first article with entries.
    numbered: Option<bool>,
}

/// What an entry became in the merged list.
struct Moved {
    anchor: Anchor,
    old: Option<u32>,
    new: u32,
}

impl Merged {
    /// Merges an article's entries and renumbers its marks. Returns false if its list is of the other kind.
    pub(super) fn take(&mut self, article: &mut Article) -> bool {
        let numbered = article.references.iter().all(|entry| number(entry).is_some());
        if *self.numbered.get_or_insert(numbered) != numbered {
            return false;
        }
        let mut moved = HashMap::new();
        let mut cited: HashMap<Anchor, Vec<u32>> = HashMap::new();
        for entry in std::mem::take(&mut article.references) {
            let (Some(old), from) = (entry.anchor.clone(), entry.cited_from.clone()) else { continue };
            let way = self.add(entry);
            from.into_iter().for_each(|mark| cited.entry(mark).or_default().push(way.new));
            moved.insert(old, way);
        }
        let mut renumber = |line: &mut Vec<Inline>| {
            for_each_inline(line, &mut |inline| {
                if let Inline::Citation(citation) = inline {
                    let works = citation.anchor.as_ref().and_then(|anchor| cited.get(anchor));
                    put_right(citation, &moved, works.map_or(&[], Vec::as_slice), &self.entries);
                }
            });
        };
        article.front.iter_mut().flat_map(|front| front.texts_mut()).for_each(&mut renumber);
        bodies(article).for_each(|body| for_each_line(body, &mut renumber));
        true
    }

    fn add(&mut self, mut entry: Reference) -> Moved {
        let old = number(&entry);
        let next = self.entries.len();
        let at = *self.by_words.entry(plain_text(&entry.content)).or_insert(next);
        let new = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let anchor = Anchor::new(format!("ref-{new}"));
        if at == next {
            entry.key = CitationKey::new(new.to_string());
            entry.anchor = Some(anchor.clone());
            if let (Some(label), Some(old)) = (&mut entry.label, old) {
                *label = label.replacen(&old.to_string(), &new.to_string(), 1);
            }
            self.entries.push(entry);
        } else {
            self.entries[at].cited_from.append(&mut entry.cited_from);
        }
        Moved { anchor, old, new }
    }

    /// Returns the entries in printed order.
    pub(super) fn finish(mut self) -> Vec<Reference> {
        if self.numbered == Some(false) {
            self.entries.sort_by_cached_key(|entry| plain_text(&entry.content).to_lowercase());
        }
        self.entries
    }
}

/// Returns the number in an entry's label.
fn number(entry: &Reference) -> Option<u32> {
    let digits: String = entry.label.as_deref()?.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Links a mark to the book's entries. A range is rewritten: consecutive works of the article may not be consecutive in
/// the book.
fn put_right(citation: &mut Citation, moved: &HashMap<Anchor, Moved>, works: &[u32], entries: &[Reference]) {
    let linked = |part: &MarkPart| part.entry.is_some();
    let dash = |part: &MarkPart| matches!(plain_text(&part.content).trim(), "-" | "–" | "—" | "‐" | "‑");
    let range = citation.mark.windows(3).any(|parts| linked(&parts[0]) && dash(&parts[1]) && linked(&parts[2]));
    let numbers = citation.mark.iter().filter_map(|part| moved.get(part.entry.as_ref()?)).all(|way| way.old.is_some());
    if range && numbers && !works.is_empty() {
        return list_anew(citation, works, entries);
    }
    for part in &mut citation.mark {
        let Some(way) = part.entry.as_ref().and_then(|entry| moved.get(entry)) else { continue };
        part.entry = Some(way.anchor.clone());
        if let Some(old) = way.old {
            let mut done = false;
            for_each_inline(&mut part.content, &mut |inline| {
                if let Inline::Text(text) = inline
                    && !done
                {
                    done = replace_number(&mut text.text, old, way.new);
                }
            });
        }
    }
}

/// Replaces a number with another in the same kind of digits. Returns false if it does not occur.
fn replace_number(text: &mut String, old: u32, new: u32) -> bool {
    for digits in [u32::to_string, raised] {
        let (old, new) = (digits(&old), digits(&new));
        let is_digit = |c: char| c.is_ascii_digit() || old.contains(c);
        let whole =
            |&(at, _): &(usize, &str)| !text[..at].ends_with(is_digit) && !text[at + old.len()..].starts_with(is_digit);
        if let Some((at, _)) = text.match_indices(old.as_str()).find(whole) {
            text.replace_range(at..at + old.len(), &new);
            return true;
        }
    }
    false
}

fn raised(number: &u32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// Rewrites `[3–5]` as `[2, 7–9]`: the brackets are kept, the works between them are listed in order.
fn list_anew(citation: &mut Citation, works: &[u32], entries: &[Reference]) {
    let Some(first) = citation.mark.iter().position(|part| part.entry.is_some()) else { return };
    let Some(last) = citation.mark.iter().rposition(|part| part.entry.is_some()) else { return };
    let words = plain_text(&citation.mark[first].content);
    let digits = if words.contains(|c: char| c.is_ascii_digit()) { u32::to_string } else { raised };
    let mut works = works.to_vec();
    works.sort_unstable();
    works.dedup();
    let mut parts: Vec<MarkPart> = Vec::new();
    let plain = |text: &str| MarkPart { content: vec![Inline::text(text, citation.span)], entry: None };
    let work = |number: u32| MarkPart {
        content: vec![Inline::text(digits(&number), citation.span)],
        entry: entries.get(number as usize - 1).and_then(|entry| entry.anchor.clone()),
    };
    for run in works.chunk_by(|a, b| a + 1 == *b) {
        if !parts.is_empty() {
            parts.push(plain(","));
        }
        match run {
            [from, _, .., to] => parts.extend([work(*from), plain("–"), work(*to)]),
            few => {
                for (at, &number) in few.iter().enumerate() {
                    if at > 0 {
                        parts.push(plain(","));
                    }
                    parts.push(work(number));
                }
            }
        }
    }
    citation.mark.splice(first..=last, parts);
}

/// Removes the bibliography from an article's body, and a heading that is only above it.
pub(super) fn remove(body: &mut Vec<Block>) {
    let Some(at) = body.iter().position(|block| matches!(block, Block::Bibliography(_))) else { return };
    body.remove(at);
    let ends = body.get(at).is_none_or(|next| matches!(next, Block::Heading(_)));
    if ends && at > 0 && matches!(body[at - 1], Block::Heading(_)) {
        body.remove(at - 1);
    }
}

/// Replaces an article's bibliography with its entries as blocks, as the book may have its own bibliography.
pub(super) fn write_out(article: &mut Article) {
    let entries = std::mem::take(&mut article.references);
    let list = Block::Division(Box::new(Division {
        classes: vec!["references".to_owned()],
        body: entries.into_iter().map(entry).collect(),
        ..Division::default()
    }));
    if let Some(place) = article.body.iter_mut().find(|block| matches!(block, Block::Bibliography(_))) {
        *place = list;
    }
}

fn entry(reference: Reference) -> Block {
    let label = reference.label.map(|label| Inline::words(format!("{label} ")));
    let content = label.into_iter().chain(reference.content).collect();
    let body = vec![Block::paragraph(content, Span::default())];
    Block::Division(Box::new(Division { anchor: reference.anchor, lang: reference.lang, body, ..Division::default() }))
}
