//! Quotes that are callouts by a mark in their first line: `> [!TIP]`, which the parser knows where nothing follows,
//! and `> [!tip] In the morning`, where the rest of the line is the title.

use super::{arrange, build::Builder, frame::Kind};
use crate::{
    article::{Block, Callout, CalloutKind, Inline, Span},
    read::common::{callouts, words},
};

/// The callout that a line's mark asks for, and the bytes of the mark.
fn mark(line: &str) -> Option<(CalloutKind, usize)> {
    let inside = line.strip_prefix("[!")?;
    let end = inside.find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | ' ')))?;
    let kind = words::callout(&inside[..end].replace('-', " "))?;
    let rest = inside[end..].strip_prefix(']')?;
    // Obsidian's sign for a callout that folds.
    let folds = usize::from(rest.starts_with(['-', '+']));
    Some((kind, end + 3 + folds))
}

/// The callout that a quote is by its first line, and the bytes of the mark.
pub(super) fn alert(source: &str, blocks: &[Block]) -> Option<(CalloutKind, usize)> {
    match blocks.first() {
        Some(Block::Paragraph(first)) => mark(source.get(first.span.start as usize..)?),
        _ => None,
    }
}

/// Whether a line's end ends the title of a callout.
pub(super) fn ends_title(builder: &Builder<'_>) -> bool {
    let [.., quote, paragraph] = builder.stack.as_slice() else { return false };
    matches!(quote.kind, Kind::Quote(None))
        && quote.blocks.is_empty()
        && matches!(paragraph.kind, Kind::Paragraph)
        && !paragraph.line.done.iter().any(|inline| is_line_end(builder.text, inline))
        && builder.text.get(paragraph.span.start as usize..).and_then(mark).is_some()
}

/// Whether a break is where a line of the source ends, and not one that the author forced.
fn is_line_end(source: &str, inline: &Inline) -> bool {
    matches!(inline, Inline::Break(x) if source.get(x.span.start as usize..).is_some_and(|rest| rest.starts_with('\n')))
}

/// The callout that a quote is.
pub(super) fn callout(source: &str, (kind, length): (CalloutKind, usize), mut blocks: Vec<Block>, span: Span) -> Block {
    let mut title = Vec::new();
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        title = std::mem::take(&mut first.content);
        if let Some(end) = title.iter().position(|inline| is_line_end(source, inline)) {
            first.content = title.split_off(end);
            first.content.remove(0);
        }
        callouts::lead(&mut title, length);
        super::line::trim_end(&mut title);
        if first.content.is_empty() {
            blocks.remove(0);
        }
    }
    Block::Callout(Callout { kind, title, body: arrange::arrange(source, blocks), span })
}

/// Whether a callout is a paragraph that opens with a label, rather than a quote or division marked as one.
pub(super) fn is_label(source: &str, span: Span) -> bool {
    !source.get(span.start as usize..).unwrap_or_default().starts_with(['>', ':', '<'])
}
