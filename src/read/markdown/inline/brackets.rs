//! Brackets that contain other markup: `[**words**]{#place}`, `^[a note]`, `[see @key, *passim*]`. Their meaning is
//! known only when they close.

use super::{
    citations, element,
    line::{Line, OpenBracket},
    scanner::Scanner,
};
use crate::{
    article::{Block, Citation, CitationMode, Inline, Note, NoteRef, Span, Text},
    read::common::attributes,
};

/// The maximum nesting depth of spans.
const DEEPEST: usize = 8;

/// The longest attributes, in bytes.
const LONGEST: usize = 1000;

/// The maximum length of a bracketed text, in bytes: its content is scanned once for each bracket around it.
const WIDEST: u32 = 4000;

/// Records the bracket that opens at byte `at`.
pub(super) fn open(scanner: &mut Scanner<'_>, at: usize) {
    let raised = scanner.text()[..at].ends_with('^') && !scanner.is_escaped(at - 1);
    scanner.flush(at);
    let (index, offset) = match scanner.line.done.last() {
        Some(Inline::Text(text)) => (scanner.line.done.len() - 1, text.text.len()),
        _ => (scanner.line.done.len(), 0),
    };
    let source = scanner.run.span(at, at + 1).start;
    scanner.line.brackets.push(OpenBracket { source, index, offset, raised });
    scanner.plain("[");
}

/// Closes a bracket at byte `at`. Returns the byte to continue from if the bracket had a meaning.
pub(super) fn close(scanner: &mut Scanner<'_>, at: usize) -> Option<usize> {
    let open = scanner.line.brackets.pop()?;
    if scanner.run.span(at, at + 1).start.saturating_sub(open.source) > WIDEST {
        return None;
    }
    scanner.flush(at);
    attributed(scanner, &open, at).or_else(|| note(scanner, &open, at)).or_else(|| citation(scanner, &open, at))
}

/// Closes a span with attributes: `[**words**]{#place lang=fr}`.
fn attributed(scanner: &mut Scanner<'_>, open: &OpenBracket, at: usize) -> Option<usize> {
    let braces = scanner.text()[at + 1..].strip_prefix('{')?;
    let end = at + 3 + braces.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    let attributes = attributes::parse(&scanner.text()[at + 1..end])?;
    if scanner.holds_escape(&(at + 1..end)) || depth_left(scanner.line.done.get(open.index..)?, DEEPEST) == 0 {
        return None;
    }
    let content = take_inside(scanner.line, open)?;
    let span = Span::new(open.source as usize, scanner.run.span(at, end).end as usize);
    scanner.found.anchors.extend(attributes.anchor.clone().map(|anchor| (anchor, span)));
    scanner.line.extend(element::attributed(&attributes, content, span));
    scanner.start = end;
    Some(end)
}

/// Closes an inline note, as in pandoc: `^[a note]`.
fn note(scanner: &mut Scanner<'_>, open: &OpenBracket, at: usize) -> Option<usize> {
    if !open.raised || scanner.in_link {
        return None;
    }
    let content = take_inside(scanner.line, open)?;
    if let Some(Inline::Text(before)) = scanner.line.done.last_mut() {
        before.text.pop();
        if before.text.is_empty() {
            scanner.line.done.pop();
        }
    }
    let span = Span::new(open.source as usize, scanner.run.span(at, at + 1).end as usize);
    let label = format!("inline-{}", open.source);
    let mark = NoteRef { label: label.clone(), number: None, anchor: None, span };
    scanner.line.done.push(Inline::NoteRef(Box::new(mark)));
    let body = vec![Block::paragraph(content, span)];
    scanner.found.notes.push(Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span });
    scanner.start = at + 1;
    Some(at + 1)
}

/// Closes a citation that contains markup, `[see @key, *passim*]`, whose keys have been read as narrative citations.
fn citation(scanner: &mut Scanner<'_>, open: &OpenBracket, at: usize) -> Option<usize> {
    let items = citations::crossing(scanner.line.done.get(open.index..)?, open.offset)?;
    take_inside(scanner.line, open)?;
    let span = Span::new(open.source as usize, scanner.run.span(at, at + 1).end as usize);
    let mode = CitationMode::Parenthetical;
    let citation = Citation { mode, items, written: None, mark: Vec::new(), anchor: None, span };
    scanner.line.done.push(Inline::Citation(Box::new(citation)));
    scanner.start = at + 1;
    Some(at + 1)
}

/// Removes an open bracket and everything after it from the line, and returns what follows it.
fn take_inside(line: &mut Line, open: &OpenBracket) -> Option<Vec<Inline>> {
    let Some(Inline::Text(first)) = line.done.get(open.index) else { return None };
    let words = first.text.get(open.offset..)?.strip_prefix('[')?;
    if words.is_empty() && line.done.len() == open.index + 1 {
        return None;
    }
    let mut content = line.done.split_off(open.index);
    let Some(Inline::Text(first)) = content.first_mut() else { return None };
    let words = first.text.split_off(open.offset);
    let after = Text { text: words[1..].to_owned(), span: Span { start: open.source + 1, ..first.span } };
    let before = std::mem::replace(first, after);
    if !before.text.is_empty() {
        line.done.push(Inline::Text(Text { span: Span { end: open.source, ..before.span }, ..before }));
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    Some(content)
}

/// Returns how many of `most` spans may still be nested around these inlines.
fn depth_left(content: &[Inline], most: usize) -> usize {
    let left = |inline: &Inline| match inline {
        Inline::Scope(scope) if most > 0 => depth_left(&scope.content, most - 1),
        _ => most,
    };
    content.iter().map(left).min().unwrap_or(most)
}
