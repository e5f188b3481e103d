//! Markup in the title and subtitle that front matter gives: emphasis, code, raised words, curly quotes, citations. The
//! summary is words and citations: its other markup is read, and the marks are dropped. Marks of notes stay in titles.

use super::{events, inline::scanner::Context, report::Report, source::writer::Prepared};
use crate::article::{Block, Formula, Inline, InlineCode, Meta, Note, NoteRef, Ruby, Span, plain_text};
use std::fmt::Write as _;

/// Reads the markup in the title, the subtitle and the summary. Returns the notes that are written in the titles.
pub(super) fn read(meta: &mut Meta, context: Context<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    // Front matter cites no works by number.
    let context = Context { cited: 0, in_parentheses: false, ..context };
    for line in [&mut meta.title, &mut meta.subtitle] {
        if let [Inline::Text(text)] = line.as_slice()
            && let Some((read, own)) = markup(&text.text, text.span, context)
        {
            *line = read;
            notes.extend(own);
        }
    }
    if let [Inline::Text(text)] = meta.description.as_slice() {
        let read = markup(&text.text, text.span, context).map(|(line, _)| plain(line));
        meta.description = read.unwrap_or_else(|| vec![Inline::words(text.text.clone())]);
    }
    notes
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
/// anything but words, and the notes that are written in it, `^[so]`.
fn markup(text: &str, span: Span, context: Context<'_>) -> Option<(Vec<Inline>, Vec<Note>)> {
    let mut source = format!("# {text}");
    // A mark is one only where there is a note: those of the body are not known here.
    for (at, _) in text.match_indices("[^").take(MOST_MARKS) {
        let label = text[at..].split_once(']').map(|(label, _)| label);
        if let Some(label) = label.filter(|label| label.len() <= LONGEST_MARK && !label[1..].contains('[')) {
            let _ = write!(source, "\n\n{label}]: note");
        }
    }
    let mut report = Report::default();
    let (blocks, notes) = events::read(&source, 0, Prepared::whole(&source, 0), context, &mut report);
    let [Block::Heading(heading)] = <[Block; 1]>::try_from(blocks).ok()? else { return None };
    let line = words(heading.content, span).filter(|_| report.diagnostics.is_empty())?;
    let own = notes.into_iter().filter(|note| note.label.starts_with(INLINE));
    let own = own.map(|note| Note { label: in_front(&note.label, span), span, ..note });
    Some((line, own.collect()))
}

/// The most marks of notes that a title may have.
const MOST_MARKS: usize = 50;
/// The longest mark of a note, in bytes.
const LONGEST_MARK: usize = 100;

/// How the labels of notes start that are written where their mark is.
const INLINE: &str = "inline-";

/// Returns the label of a note in front matter. Labels of notes in a line are places in the line, and those of other lines
/// must differ.
fn in_front(label: &str, span: Span) -> String {
    match label.strip_prefix(INLINE) {
        Some(place) => format!("front-{}-{place}", span.start),
        None => label.to_owned(),
    }
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
            Inline::Formula(x) => out.push(Inline::Formula(Box::new(Formula { span, ..*x }))),
            Inline::Citation(mut x) => {
                x.span = span;
                x.items.iter_mut().for_each(|item| item.span = span);
                out.push(Inline::Citation(x));
            }
            Inline::NoteRef(x) => {
                let label = in_front(&x.label, span);
                out.push(Inline::NoteRef(Box::new(NoteRef { label, span, ..*x })));
            }
            Inline::Image(_) | Inline::CrossRef(_) | Inline::Break(_) => {
                return None;
            }
        }
    }
    Some(out)
}
