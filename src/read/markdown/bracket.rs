//! Brackets that other markup stands in: `[**words**]{#place}`, `^[a note]`, `[see @key, *passim*]`. What they are is
//! known when they close.

use super::{cite, html, line::Line, scan::Scanner};
use crate::{
    article::{Block, Citation, CitationMode, Inline, Note, NoteRef, Span, Text},
    read::common::attributes,
};

/// How many spans may stand in one another.
const DEEPEST: usize = 8;

/// The longest attributes, in bytes.
const LONGEST: usize = 1000;

/// The longest bracket, in bytes: what stands in one is gone over once for each bracket around it.
const WIDEST: u32 = 4000;

/// A bracket that is open in a line.
#[derive(Debug)]
pub(super) struct Open {
    /// Its byte in the source.
    source: u32,
    /// The text of the line that holds it, and where there.
    index: usize,
    offset: usize,
    /// Whether `^` stands before it.
    raised: bool,
}

/// The brackets that are open in a line. Most lines have none.
#[derive(Debug, Default)]
pub(super) struct Opens(Option<Box<Brackets>>);

#[derive(Debug, Default)]
struct Brackets {
    open: Vec<Open>,
}

impl Opens {
    fn push(&mut self, open: Open) {
        self.0.get_or_insert_default().open.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        self.0.as_mut()?.open.pop()
    }
}

impl Scanner<'_> {
    /// A bracket that opens or closes here: the byte to go on from.
    pub(super) fn bracket(&mut self, at: usize, c: char) -> Option<usize> {
        match c {
            '[' => {
                let raised = self.run.text[..at].ends_with('^') && !self.holds_escape(&(at - 1..at));
                self.out(at);
                let (index, offset) = match self.line.done.last() {
                    Some(Inline::Text(text)) => (self.line.done.len() - 1, text.text.len()),
                    _ => (self.line.done.len(), 0),
                };
                let source = self.run.span(at, at + 1).start;
                self.line.opens.push(Open { source, index, offset, raised });
                self.plain(c);
                Some(at + 1)
            }
            ']' => self.closed(at),
            _ => None,
        }
    }

    fn closed(&mut self, at: usize) -> Option<usize> {
        let open = self.line.opens.pop()?;
        if self.run.span(at, at + 1).start.saturating_sub(open.source) > WIDEST {
            return None;
        }
        self.out(at);
        self.attributed(&open, at).or_else(|| self.noted(&open, at)).or_else(|| self.cited(&open, at))
    }

    /// `[**words**]{#place lang=fr}`.
    fn attributed(&mut self, open: &Open, at: usize) -> Option<usize> {
        let braces = self.run.text[at + 1..].strip_prefix('{')?;
        let end = at + 3 + braces.bytes().take(LONGEST).position(|byte| byte == b'}')?;
        let attributes = attributes::parse(&self.run.text[at + 1..end])?;
        if self.holds_escape(&(at + 1..end)) || depth(self.line.done.get(open.index..)?, DEEPEST) == 0 {
            return None;
        }
        let content = self.line.inside(open)?;
        let span = Span::new(open.source as usize, self.run.span(at, end).end as usize);
        self.places.extend(attributes.anchor.clone().map(|anchor| (anchor, span)));
        self.line.take_up(html::scoped(&attributes, content, span));
        self.start = end;
        Some(end)
    }

    /// `^[a note]`, as pandoc has it.
    fn noted(&mut self, open: &Open, at: usize) -> Option<usize> {
        if !open.raised || self.in_link {
            return None;
        }
        let content = self.line.inside(open)?;
        if let Some(Inline::Text(before)) = self.line.done.last_mut() {
            before.text.pop();
            if before.text.is_empty() {
                self.line.done.pop();
            }
        }
        let span = Span::new(open.source as usize, self.run.span(at, at + 1).end as usize);
        let label = format!("inline-{}", open.source);
        let mark = NoteRef { label: label.clone(), number: None, anchor: None, span };
        self.line.done.push(Inline::NoteRef(Box::new(mark)));
        let body = vec![Block::paragraph(content, span)];
        self.notes.push(Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span });
        self.start = at + 1;
        Some(at + 1)
    }

    /// `[see @key, *passim*]`: its keys were read as if they stood in prose.
    fn cited(&mut self, open: &Open, at: usize) -> Option<usize> {
        let items = cite::crossing(self.line.done.get(open.index..)?, open.offset)?;
        self.line.inside(open)?;
        let span = Span::new(open.source as usize, self.run.span(at, at + 1).end as usize);
        let mode = CitationMode::Parenthetical;
        let citation = Citation { mode, items, written: None, mark: Vec::new(), anchor: None, span };
        self.line.done.push(Inline::Citation(Box::new(citation)));
        self.start = at + 1;
        Some(at + 1)
    }
}

impl Line {
    /// Takes out what stands behind an open bracket, and the bracket.
    fn inside(&mut self, open: &Open) -> Option<Vec<Inline>> {
        let Some(Inline::Text(first)) = self.done.get(open.index) else { return None };
        let words = first.text.get(open.offset..)?.strip_prefix('[')?;
        if words.is_empty() && self.done.len() == open.index + 1 {
            return None;
        }
        let mut content = self.done.split_off(open.index);
        let Some(Inline::Text(first)) = content.first_mut() else { return None };
        let words = first.text.split_off(open.offset);
        let after = Text { text: words[1..].to_owned(), span: Span { start: open.source + 1, ..first.span } };
        let before = std::mem::replace(first, after);
        if !before.text.is_empty() {
            self.done.push(Inline::Text(Text { span: Span { end: open.source, ..before.span }, ..before }));
        }
        content.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
        Some(content)
    }
}

/// How many more spans may stand around these inlines, of so many.
fn depth(content: &[Inline], most: usize) -> usize {
    let left = |inline: &Inline| match inline {
        Inline::Scope(scope) if most > 0 => depth(&scope.content, most - 1),
        _ => most,
    };
    content.iter().map(left).min().unwrap_or(most)
}
