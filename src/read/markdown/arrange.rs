//! What neighbouring blocks make of one another: captions, page breaks, callouts, tips.
//!
//! Each of these hangs on the words that a paragraph opens with; where their colon or backslash is escaped in the
//! source, they are words and nothing else.

use super::{figures, lists};
use crate::{
    article::{Bibliography, Block, Inline, PageBreak, Paragraph, Span},
    read::common::{callouts, escape::ends_in_escape, tips},
};

/// The blocks of one container, arranged. `source`: the text that their spans count in.
pub(super) fn arrange(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = tips::find(lists::braced(source, gathered(source, blocks)));
    blocks.iter_mut().for_each(lists::find);
    blocks
}

/// The same, but for the lists, which something else says the nature of.
pub(super) fn gathered(source: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(|block| single(source, block));
    figures::captions(source, blocks)
}

/// What a paragraph is by itself.
fn single(source: &str, block: &mut Block) {
    let Block::Paragraph(paragraph) = block else { return };
    let span = paragraph.span;
    match words(paragraph).filter(|words| is_raw(source, span, words)) {
        Some("\\newpage" | "\\pagebreak" | "\\clearpage") => *block = Block::PageBreak(PageBreak { span }),
        Some("{{bibliography}}") => *block = Block::Bibliography(Bibliography { span }),
        _ if colon_is_escaped(source, span) => {}
        _ => callouts::find(block),
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
pub(super) fn is_raw(source: &str, span: Span, words: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    source.get(start..end).is_some_and(|raw| raw.trim() == words) && !ends_in_escape(&source[..start])
}

/// Whether the first colon of a paragraph is escaped: then it ends no label.
pub(super) fn colon_is_escaped(source: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let Some(colon) = source.get(start..end).and_then(|raw| raw.find(':')) else { return false };
    ends_in_escape(&source[..start + colon])
}
