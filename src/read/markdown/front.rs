//! Markup in the title and subtitle of front matter: emphasis, code, superscripts, curly quotes, citations. The
//! summary may contain text and citations: other markup in it is read but dropped. Note references are kept in
//! titles.

use super::{events, inline::scanner::Context, report::Report, source::writer::Prepared};
use crate::article::{Block, Formula, Inline, InlineCode, Meta, Note, NoteRef, Ruby, Span, plain_text};
use std::fmt::Write as _;

/// Reads the markup in the title, the subtitle and the summary. Returns the inline notes in the titles.
pub(super) fn read(meta: &mut Meta, context: Context<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    // Front matter has no numbered citations.
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

/// Returns the text and citations of a line.
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

/// Reads a text like the line of a heading, so that nothing in it opens a block. Returns its inlines, and the inline
/// notes in it, `^[so]`; or `None` if it contains unsupported inlines.
fn markup(text: &str, span: Span, context: Context<'_>) -> Option<(Vec<Inline>, Vec<Note>)> {
    let mut source = format!("# {text}");
    // The parser accepts a note reference only if the note is defined, but the notes of the body are not known here.
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

/// The maximum number of note references in a title.
const MOST_MARKS: usize = 50;
/// The maximum length of a note reference, in bytes.
const LONGEST_MARK: usize = 100;

/// The prefix of inline notes' labels.
const INLINE: &str = "inline-";

/// Returns the label of a note in front matter. The labels of inline notes are positions in the line, so they must be
/// distinct between lines.
fn in_front(label: &str, span: Span) -> String {
    match label.strip_prefix(INLINE) {
        Some(place) => format!("front-{}-{place}", span.start),
        None => label.to_owned(),
    }
}

/// Returns inlines with the same span, as the quotes and escapes of the value are no longer known. Links are reduced
/// to their text.
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
