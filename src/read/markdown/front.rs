//! Markup in the title and subtitle that front matter gives: emphasis, code, raised words, curly quotes, citations. The
//! summary is words and citations: its other markup is read, and the marks are dropped.

use super::{events, inline::scanner::Context, report::Report, source::writer::Prepared};
use crate::article::{Block, Inline, InlineCode, Meta, Ruby, Span, plain_text};

/// Reads the markup in the title, the subtitle and the summary.
pub(super) fn read(meta: &mut Meta, context: Context<'_>) {
    // Front matter cites no works by number.
    let context = Context { cited: 0, in_parentheses: false, ..context };
    for line in [&mut meta.title, &mut meta.subtitle] {
        if let [Inline::Text(text)] = line.as_slice()
            && let Some(read) = markup(&text.text, text.span, context)
        {
            *line = read;
        }
    }
    if let [Inline::Text(text)] = meta.description.as_slice() {
        let read = markup(&text.text, text.span, context).map(plain);
        meta.description = read.unwrap_or_else(|| vec![Inline::words(text.text.clone())]);
    }
}

/// Returns the words and citations of a line.
fn plain(line: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in line {
        match (inline, out.last_mut()) {
            (Inline::Citation(x), _) => out.push(Inline::Citation(x)),
            (other, Some(Inline::Text(before))) => before.text.push_str(&plain_text(&[other])),
            (other, _) => out.push(Inline::words(plain_text(&[other]))),
        }
    }
    out
}

/// Reads a text as the line of a heading is read, so that nothing in it opens a block. Returns none where it holds
/// anything but words.
fn markup(text: &str, span: Span, context: Context<'_>) -> Option<Vec<Inline>> {
    let source = format!("# {text}");
    let mut report = Report::default();
    let (blocks, _) = events::read(&source, 0, Prepared::whole(&source, 0), context, &mut report);
    let [Block::Heading(heading)] = <[Block; 1]>::try_from(blocks).ok()? else { return None };
    words(heading.content, span).filter(|_| report.diagnostics.is_empty())
}

/// Returns the words, all with one span: the value's quotes and escapes are no longer known. Links become their words.
fn words(line: Vec<Inline>, span: Span) -> Option<Vec<Inline>> {
    let mut out = Vec::with_capacity(line.len());
    for inline in line {
        match inline {
            Inline::Text(x) => out.push(Inline::text(x.text, span)),
            Inline::Code(x) => out.push(Inline::Code(InlineCode { span, ..x })),
            Inline::Styled(x) => out.push(Inline::styled(x.style, words(x.content, span)?, span)),
            Inline::Link(x) => out.extend(words(x.content, span)?),
            Inline::Scope(x) => out.extend(words(x.content, span)?),
            Inline::Ruby(x) => out.push(Inline::Ruby(Ruby { span, ..x })),
            Inline::Citation(mut x) => {
                x.span = span;
                x.items.iter_mut().for_each(|item| item.span = span);
                out.push(Inline::Citation(x));
            }
            Inline::Image(_) | Inline::NoteRef(_) | Inline::CrossRef(_) | Inline::Break(_) => {
                return None;
            }
        }
    }
    Some(out)
}
