//! Pandoc's citations: `[see @smith2020, p. 3; -@jones]`, and `@smith2020 [p. 3]` or `-@smith2020` in prose.

use crate::{
    article::{Citation, CitationItem, CitationKey, CitationMode, Inline, Locator, Span},
    read::common::{clean::trimmed, locators::LABELS},
};

/// The maximum length of a bracketed citation, in bytes.
const LONGEST: usize = 2000;

/// Parses a bracketed citation at the start of the text. Returns it with its length in bytes.
pub(super) fn bracketed(text: &str, span: impl Fn(usize, usize) -> Span) -> Option<(usize, Citation)> {
    let inside = text.strip_prefix('[')?;
    let end = inside
        .bytes()
        .take(LONGEST)
        .position(|b| matches!(b, b'[' | b']'))
        .filter(|&end| inside.as_bytes()[end] == b']')?;
    let mut at = 1;
    let mut items = Vec::new();
    for part in inside[..end].split(';') {
        items.push(item(part, at, &span)?);
        at += part.len() + 1;
    }
    Some((end + 2, citation(CitationMode::Parenthetical, items, span(0, end + 2))))
}

/// Returns a text in which only bracketed citations are recognized.
pub(crate) fn in_words(text: &str, span: Span, keyed: bool) -> Vec<Inline> {
    let (mut line, mut start) = (Vec::new(), 0);
    for (at, _) in text.match_indices('[').filter(|_| keyed) {
        let found = bracketed(&text[at..], |_, _| span).filter(|_| at >= start);
        if let Some((length, citation)) = found {
            line.push(Inline::text(&text[start..at], span));
            line.push(Inline::Citation(Box::new(citation)));
            start = at + length;
        }
    }
    line.push(Inline::text(&text[start..], span));
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    line
}

/// Parses `@key` at the start of the text, with an optional bracket that extends it: `@key [p. 3; see also @other]`.
pub(super) fn narrative(text: &str, span: impl Fn(usize, usize) -> Span) -> Option<(usize, Citation)> {
    let (key, length) = key(text)?;
    let (end, items) = extended(text, length, plain(key, span(0, length)), &span);
    Some((end, citation(CitationMode::Narrative, items, span(0, end))))
}

/// Parses `-@key` at the start of the text, used if the sentence already names the authors.
pub(super) fn suppressed(text: &str, span: impl Fn(usize, usize) -> Span) -> Option<(usize, Citation)> {
    let (key, length) = key(text.strip_prefix('-')?)?;
    let first = CitationItem { suppress_author: true, ..plain(key, span(0, length + 1)) };
    let (end, items) = extended(text, length + 1, first, &span);
    Some((end, citation(CitationMode::Parenthetical, items, span(0, end))))
}

/// Parses the bracket after a narrative citation. Returns the end of the citation, and its works.
fn extended(
    text: &str,
    length: usize,
    first: CitationItem,
    span: &impl Fn(usize, usize) -> Span,
) -> (usize, Vec<CitationItem>) {
    let inside = text[length..].strip_prefix(" [");
    let close = inside.and_then(|inside| inside.bytes().take(LONGEST).position(|b| matches!(b, b'[' | b']')));
    let (Some(inside), Some(close)) = (inside, close) else { return (length, vec![first]) };
    let mut at = length + 2;
    let mut items = vec![first.clone()];
    for (nth, part) in inside[..close].split(';').enumerate() {
        let place = locator(part).map(|(place, rest)| (Some(place), rest));
        match (nth, item(part, at, span)) {
            (0, None) if !part.trim().is_empty() => {
                let (place, rest) = place.unwrap_or((None, part));
                items[0].locator = place;
                items[0].suffix = words(rest, span(at, at + part.len()));
            }
            (_, Some(other)) => items.push(other),
            (_, None) => return (length, vec![first]),
        }
        at += part.len() + 1;
    }
    let closed = inside.as_bytes()[close] == b']';
    // other bracketed words may be anything: a remark, a task box
    let says = items.len() > 1 || items[0].locator.is_some();
    if closed && says { (length + close + 3, items) } else { (length, vec![first]) }
}

fn citation(mode: CitationMode, items: Vec<CitationItem>, span: Span) -> Citation {
    Citation { mode, items, written: None, mark: Vec::new(), anchor: None, span }
}

fn plain(key: &str, span: Span) -> CitationItem {
    let key = CitationKey::new(key);
    CitationItem { key, prefix: Vec::new(), locator: None, suffix: Vec::new(), suppress_author: false, span }
}

fn item(part: &str, start: usize, span: &impl Fn(usize, usize) -> Span) -> Option<CitationItem> {
    let at = part.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = part[..at].trim_end_matches('-').chars().last();
        before.is_none_or(|c| !c.is_alphanumeric()) && key(&part[at..]).is_some()
    })?;
    let (name, length) = key(&part[at..])?;
    let mut item = plain(name, span(start + at, start + at + length));
    let before = &part[..at];
    item.suppress_author = before.ends_with('-');
    item.prefix = words(before.strip_suffix('-').unwrap_or(before), span(start, start + at));
    let after = &part[at + length..];
    let place = after.trim_start().trim_start_matches(',').trim_start();
    let rest = match braced(place).or_else(|| locator(place).map(|(found, rest)| (Some(found), rest))) {
        Some((found, rest)) => {
            item.locator = found;
            rest
        }
        None => after,
    };
    item.suffix = words(rest, span(start + at + length, start + part.len()));
    Some(item)
}

/// Returns the items of a bracket that contains other markup. Its text opens at `offset` of the first inline with
/// `[`. Each part contains one key, which has been read as a narrative citation.
pub(super) fn crossing(content: &[Inline], offset: usize) -> Option<Vec<CitationItem>> {
    if !content.iter().any(is_key) {
        return None;
    }
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for (at, inline) in content.iter().enumerate() {
        let Inline::Text(text) = inline else {
            parts.last_mut()?.push(inline.clone());
            continue;
        };
        let words = if at == 0 { text.text.get(offset + 1..)? } else { &text.text };
        for (nth, words) in words.split(';').enumerate() {
            if nth > 0 {
                parts.push(Vec::new());
            }
            parts.last_mut()?.push(Inline::text(words, text.span));
        }
    }
    parts.into_iter().map(crossed).collect()
}

/// Returns whether an inline is a narrative citation: `@key` or `-@key`.
fn is_key(inline: &Inline) -> bool {
    let Inline::Citation(citation) = inline else { return false };
    let suppressed = citation.items.first().is_some_and(|item| item.suppress_author);
    citation.items.len() == 1 && (citation.mode == CitationMode::Narrative || suppressed)
}

fn crossed(mut before: Vec<Inline>) -> Option<CitationItem> {
    // A key after `-` is not a narrative citation, and is still in the text.
    let written = |inline: &Inline| matches!(inline, Inline::Text(text) if text.text.contains('@'));
    let mut after = before.split_off(before.iter().position(|inline| is_key(inline) || written(inline))?);
    let mut found = match after.remove(0) {
        Inline::Text(text) => item(&text.text, 0, &|_, _| text.span)?,
        Inline::Citation(citation) => citation.items.into_iter().next()?,
        _ => return None,
    };
    if after.iter().chain(&before).any(|inline| matches!(inline, Inline::Citation(_))) {
        return None;
    }
    if let (Some(Inline::Text(first)), None) = (after.first_mut(), &found.locator)
        && let Some((place, rest)) = locator(first.text.trim_start().trim_start_matches(','))
    {
        first.text = rest.to_owned();
        found.locator = Some(place);
    }
    found.prefix = settled(before).into_iter().chain(found.prefix).collect();
    found.suffix.extend(settled(after));
    Some(found)
}

/// Returns a line without spaces at its ends.
fn settled(mut line: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(first)) = line.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    line
}

fn words(text: &str, span: Span) -> Vec<Inline> {
    let text = trimmed(text);
    if text.is_empty() { Vec::new() } else { vec![Inline::text(text, span)] }
}

/// Parses a key after `@`. Returns it with the length of both: letters, digits, `_`, and punctuation between them; or
/// anything in braces.
pub(super) fn key(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('@')?;
    if let Some(inside) = rest.strip_prefix('{') {
        let end = inside.find(['}', '{', ' ', '\n']).filter(|&end| inside[end..].starts_with('}'))?;
        return (end > 0).then(|| (&inside[..end], end + 3));
    }
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '_').then_some(())?;
    let inner = |c: char| c.is_alphanumeric() || c == '_' || ":.#$%&-+?<>~/".contains(c);
    let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
    let key = rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    Some((key, key.len() + 1))
}

/// Parses a locator in braces at the start, `{p. 44}`. Returns it with the remaining text. Empty braces mean no
/// locator.
fn braced(text: &str) -> Option<(Option<Locator>, &str)> {
    let (inside, rest) = text.strip_prefix('{')?.split_once('}')?;
    let place = locator(inside).map(|(found, left)| Locator { value: found.value + left, ..found });
    let words = || Locator { label: "page".to_owned(), value: trimmed(inside) };
    Some((place.or_else(|| (!inside.trim().is_empty()).then(words)), rest))
}

/// Parses a locator at the start (`p. 3–5, …` or just `33`). Returns it with the remaining text.
fn locator(text: &str) -> Option<(Locator, &str)> {
    let text = text.trim_start();
    let known = LABELS.iter().find(|(label, _)| {
        let after = text.strip_prefix(label).map(|rest| rest.chars().next());
        after.is_some_and(|next| next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit()))
    });
    let (label, rest) = known.map_or(("page", text), |(label, term)| (*term, text[label.len()..].trim_start()));
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ",-–. ".contains(c))).unwrap_or(rest.len());
    let value = value(&rest[..end])?;
    Some((Locator { label: label.to_owned(), value: trimmed(value) }, &rest[value.len()..]))
}

/// Returns the words at the start that contain a digit or are Roman numerals, with ranges between them.
fn value(text: &str) -> Option<&str> {
    let mut end = 0;
    for word in text.split_inclusive([' ', ',']) {
        let bare = word.trim_end_matches([' ', ',', '.']);
        let sound = bare.bytes().any(|b| b.is_ascii_digit())
            || (!bare.is_empty() && bare.bytes().all(|b| b"ivxlc-".contains(&b)));
        let blank = bare.is_empty() || matches!(bare, "-" | "–");
        if !sound && !blank {
            break;
        }
        end += word.len();
    }
    let value = text[..end].trim_end_matches([' ', ',', '.', '–', '-']);
    (!value.is_empty()).then_some(value)
}
