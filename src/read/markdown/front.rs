//! Markup in the title and subtitle that front matter gives: emphasis, code, raised words, curly quotes. The summary is
//! plain words: its markup is read, and the marks are dropped.

use super::{events, inline::scanner::Context, report::Report, source::writer::Prepared};
use crate::article::{Block, Inline, InlineCode, Meta, Ruby, Span, plain_text};

/// Reads the markup in the title, the subtitle and the summary.
pub(super) fn read(meta: &mut Meta, context: Context<'_>) {
    // Front matter cites no works and names no places of the article.
    let context = Context { cited: 0, in_parentheses: false, keyed: false, ..context };
    for line in [&mut meta.title, &mut meta.subtitle] {
        if let [Inline::Text(text)] = line.as_slice()
            && let Some(read) = markup(&text.text, text.span, context)
        {
            *line = read;
        }
    }
    if let Some(summary) = &mut meta.description
        && let Some(read) = markup(summary, Span::default(), context)
    {
        *summary = plain_text(&read);
    }
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
            Inline::Image(_) | Inline::Citation(_) | Inline::NoteRef(_) | Inline::CrossRef(_) | Inline::Break(_) => {
                return None;
            }
        }
    }
    Some(out)
}
