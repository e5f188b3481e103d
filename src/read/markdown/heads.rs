//! Markup in the title and subtitle that front matter names: emphasis, code, raised words, curly quotes. The summary is
//! nothing but words: what is marked in it is read, and the marks go.

use super::{build::Builder, scan::Context};
use crate::article::{Block, Inline, InlineCode, Meta, Ruby, Span, Text, plain_text};

/// Words that make a paragraph of whatever follows them.
const BEFORE: &str = "a ";

/// Reads the markup in the title, the subtitle and the summary.
pub(super) fn read(meta: &mut Meta, context: Context) {
    // No front matter cites works or names places of the article.
    let context = Context { cited: 0, keyed: false, ..context };
    for line in [&mut meta.title, &mut meta.subtitle] {
        if let [Inline::Text(text)] = line.as_slice()
            && let Some(read) = marked(text, context)
        {
            *line = read;
        }
    }
    if let Some(summary) = &mut meta.description
        && let Some(read) = marked(&Text { text: summary.clone(), span: Span::default() }, context)
    {
        *summary = plain_text(&read);
    }
}

/// The words with their markup. None where they hold anything but words: then they stay as written.
fn marked(text: &Text, context: Context) -> Option<Vec<Inline>> {
    let source = format!("{BEFORE}{}", text.text);
    let mut told = Vec::new();
    let (blocks, _) = Builder::new(&source, 0, context, &mut told).run();
    let [Block::Paragraph(paragraph)] = <[Block; 1]>::try_from(blocks).ok()? else { return None };
    let mut line = words(paragraph.content, text.span).filter(|_| told.is_empty())?;
    let Some(Inline::Text(first)) = line.first_mut() else { return None };
    first.text = first.text.strip_prefix(BEFORE)?.to_owned();
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    Some(line)
}

/// The same words, all at one place: the value's quotes and escapes are no longer known. An address is words here.
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
