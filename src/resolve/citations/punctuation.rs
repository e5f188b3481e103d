//! Punctuation around citations: superscript ones follow `.` and `,` and precede `:` and `;` (AMA 11, 2.6), and
//! periods are not doubled.

use super::{
    super::rewrite::{bodies, for_each_line},
    marks::is_raised as is_raised_part,
    notes,
};
use crate::article::{Article, CitationMode, Inline, Text};

/// Moves superscript citations to the correct side of adjacent punctuation, removes the space before them, and drops
/// a period after a citation that ends with one.
pub(super) fn move_marks(article: &mut Article) {
    for body in bodies(article) {
        for_each_line(body, &mut |line| move_marks_in_line(line));
    }
}

fn move_marks_in_line(line: &mut Vec<Inline>) {
    for inline in line.iter_mut() {
        match inline {
            Inline::Styled(x) => move_marks_in_line(&mut x.content),
            Inline::Link(x) => move_marks_in_line(&mut x.content),
            Inline::Scope(x) => move_marks_in_line(&mut x.content),
            Inline::CrossRef(x) => move_marks_in_line(&mut x.content),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::NoteRef(_)
            | Inline::Break(_)
            | Inline::Ruby(_)
            | Inline::Formula(_) => {}
        }
    }
    part_authors(line);
    let mut at = 0;
    while at < line.len() {
        if is_raised(&line[at]) {
            at = settle_at(line, at);
        } else if matches!(line[at], Inline::Citation(_)) {
            end_once(line, at);
        }
        at += 1;
    }
}

/// Separates the authors from a superscript numeral, so that punctuation can go between them: `Dale.¹`
fn part_authors(line: &mut Vec<Inline>) {
    let mut at = 0;
    while at < line.len() {
        if let Inline::Citation(citation) = &mut line[at]
            && let [named, raised, ..] = citation.mark.as_slice()
            && citation.mode == CitationMode::Narrative
            && !is_raised_part(named)
            && is_raised_part(raised)
        {
            let named = citation.mark.remove(0);
            line.splice(at..at, named.content);
        }
        at += 1;
    }
}

/// Returns whether an inline is a superscript citation, or the reference of a note created for one.
fn is_raised(inline: &Inline) -> bool {
    match inline {
        Inline::Citation(citation) => citation.mark.first().is_some_and(is_raised_part),
        Inline::NoteRef(mark) => notes::is_made(mark),
        _ => false,
    }
}

/// Drops the final period of a reference within a sentence of a note, unless the sentence ends there.
fn end_once(line: &mut [Inline], at: usize) {
    let [Inline::Citation(citation), Inline::Text(after), ..] = &mut line[at..] else { return };
    let Some(Inline::Text(last)) = citation.mark.last_mut().and_then(|part| part.content.last_mut()) else { return };
    let words = last.text.trim_end_matches(['”', '’', '"', '»', '“']);
    if !words.ends_with('.') || words.ends_with("al.") {
        return;
    }
    let next = after.text.trim_start().chars().next();
    if after.text.starts_with('.') {
        after.text.remove(0);
    } else if next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')' | '?' | '!')) {
        let period = words.len() - 1;
        last.text.remove(period);
    }
}

/// Fixes the punctuation around the citation at an index; returns its new index.
fn settle_at(line: &mut Vec<Inline>, mut at: usize) -> usize {
    if let Some(Inline::Text(before)) = at.checked_sub(1).map(|index| &mut line[index]) {
        before.text.truncate(before.text.trim_end().len());
        let inside = before.text.len() - before.text.trim_end_matches([':', ';']).len();
        if inside > 0 {
            let moved = before.text.split_off(before.text.len() - inside);
            put_before(line, at + 1, &moved);
        }
    }
    let outside: String = match line.get_mut(at + 1) {
        Some(Inline::Text(after)) => {
            let length = after.text.len() - after.text.trim_start_matches(['.', ',']).len();
            after.text.drain(..length).collect()
        }
        _ => String::new(),
    };
    if !outside.is_empty() {
        match at.checked_sub(1).map(|index| &mut line[index]) {
            // `et al.` at the end of a sentence already has the period
            Some(Inline::Text(before)) if before.text.ends_with('.') => {
                before.text.push_str(outside.strip_prefix('.').unwrap_or(&outside));
            }
            Some(Inline::Text(before)) => before.text.push_str(&outside),
            _ => {
                line.insert(at, Inline::words(outside));
                at += 1;
            }
        }
    }
    at
}

/// Inserts text at an index, merging it with an existing text there.
fn put_before(line: &mut Vec<Inline>, index: usize, words: &str) {
    match line.get_mut(index) {
        Some(Inline::Text(Text { text, .. })) => text.insert_str(0, words),
        _ => line.insert(index, Inline::words(words)),
    }
}
