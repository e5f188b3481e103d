//! What neighbouring blocks make of one another: captions, page breaks, callouts, tips.
//!
//! Each of these hangs on the words that a paragraph opens with; where their colon or backslash is escaped in the
//! source, they are words and nothing else.

use super::{figures, lists};
use crate::{
    article::{Bibliography, Block, Inline, PageBreak, Paragraph, Span},
    read::common::{callouts, tips},
};

/// The blocks of one container, arranged. `source`: the text that their spans count in.
pub(super) fn arrange(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    tips::find(gathered(source, blocks)).into_iter().map(lists::said).collect()
}

/// The same, but for the lists, which something else says the nature of.
pub(super) fn gathered(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let blocks: Vec<Block> = blocks.into_iter().map(|block| single(source, block)).collect();
    figures::captions(source, blocks)
}

/// What a paragraph is by itself.
fn single(source: &str, block: Block) -> Block {
    let Block::Paragraph(paragraph) = block else { return block };
    let span = paragraph.span;
    match words(&paragraph).filter(|words| is_raw(source, span, words)) {
        Some("\\newpage" | "\\pagebreak" | "\\clearpage") => Block::PageBreak(PageBreak { span }),
        Some("{{bibliography}}") => Block::Bibliography(Bibliography { span }),
        _ if colon_is_escaped(source, span) => Block::Paragraph(paragraph),
        _ => callouts::paragraph(paragraph),
    }
}

/// The words of a paragraph that is nothing but one text.
fn words(paragraph: &Paragraph) -> Option<&str> {
    match paragraph.content.as_slice() {
        [Inline::Text(text)] => Some(text.text.trim()),
        _ => None,
    }
}

/// Whether the words stand in the source as they are read, without an escape.
fn is_raw(source: &str, span: Span, words: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    source.get(start..end).is_some_and(|raw| raw.trim() == words) && !source[..start].ends_with('\\')
}

/// Whether the first colon of a paragraph is escaped: then it ends no label.
pub(super) fn colon_is_escaped(source: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let Some(colon) = source.get(start..end).and_then(|raw| raw.find(':')) else { return false };
    source[..start + colon].ends_with('\\')
}
