//! Callouts recognized by their label: a paragraph or quote that opens with `Further reading: …` or `**Warning:** …`.

use crate::{
    article::{Block, Callout, CalloutKind, Inline, Paragraph, Quote, Style, plain_text},
    read::common::words,
};

/// Converts a quote that opens with a known label in bold to a callout.
pub(in crate::read) fn quote(mut quote: Quote) -> Block {
    // A labelled paragraph inside is already a callout.
    if let [Block::Callout(_)] = quote.body.as_slice()
        && let Some(callout) = quote.body.pop()
    {
        return callout;
    }
    let inner = match quote.body.first() {
        Some(Block::Callout(callout)) => Some((callout.kind, callout.title.clone(), callout.body.clone())),
        _ => None,
    };
    match inner {
        Some((kind, title, mut body)) => {
            body.extend(quote.body.drain(1..));
            Block::Callout(Callout::new(kind, title, body, quote.span))
        }
        None => Block::Quote(quote),
    }
}

/// Returns the body of a box without a label that repeats its kind: `<div class="note"><p><b>Note:</b> …</p></div>`.
pub(in crate::read) fn without_own_label(kind: CalloutKind, body: Vec<Block>) -> (Vec<Inline>, Vec<Block>) {
    let mut body = body.into_iter();
    match body.next() {
        Some(Block::Callout(inner)) if inner.kind == kind => {
            let Callout { title, body: first, .. } = inner;
            (title, first.into_iter().chain(body).collect())
        }
        first => (Vec::new(), first.into_iter().chain(body).collect()),
    }
}

/// Converts a paragraph that opens with a known label and a colon to a callout. Labels that are not bold count only
/// for further reading.
pub(in crate::read) fn find(block: &mut Block) {
    let Block::Paragraph(Paragraph { content, span }) = block else { return };
    if let Some((kind, title)) = labelled(content) {
        let (content, span) = (std::mem::take(content), *span);
        let body = vec![Block::paragraph(content, span)];
        *block = Block::Callout(Callout::new(kind, vec![title], body, span));
    }
}

fn labelled(content: &mut Vec<Inline>) -> Option<(CalloutKind, Inline)> {
    let first = content.first()?;
    let span = first.span();
    if let Inline::Styled(bold) = first
        && bold.style == Style::Strong
    {
        let label = plain_text(&bold.content);
        let inside = label.trim_end().ends_with(':');
        let outside = matches!(content.get(1), Some(Inline::Text(next)) if next.text.starts_with(':'));
        let kind = words::callout(label.trim_end().trim_end_matches(':')).filter(|_| inside != outside)?;
        if content.len() < 2 {
            return None;
        }
        content.remove(0);
        lead(content, usize::from(outside));
        return Some((kind, Inline::text(label.trim_end().trim_end_matches(':'), span)));
    }
    let Inline::Text(text) = first else { return None };
    let at = text.text.bytes().take(words::LONGEST + 1).position(|byte| byte == b':')?;
    let (label, rest) = (&text.text[..at], &text.text[at + 1..]);
    let kind = words::callout(label).filter(|&kind| kind == CalloutKind::FurtherReading)?;
    if rest.trim().is_empty() && content.len() == 1 {
        return None;
    }
    let (label, length) = (label.to_owned(), label.len() + 1);
    lead(content, length);
    Some((kind, Inline::text(label, span)))
}

/// Removes bytes from the start of a line, and the spaces after them.
pub(in crate::read) fn lead(content: &mut Vec<Inline>, bytes: usize) {
    if let Some(Inline::Text(text)) = content.first_mut() {
        text.text = text.text.get(bytes..).unwrap_or_default().trim_start().to_owned();
        if text.text.is_empty() {
            content.remove(0);
        }
    }
}
