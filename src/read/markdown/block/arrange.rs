//! Recognizes blocks by their context: captions, page breaks, callouts, tips.
//!
//! Recognition depends on the first words of a paragraph. If their colon or backslash is escaped in the source, they
//! are ordinary text.

use super::{
    escapes::{colon_is_escaped, is_raw},
    figures, layouts, lists,
};
use crate::{
    article::{Bibliography, Block, Inline, PageBreak, Paragraph},
    read::common::{callouts, tips},
};

/// Arranges the blocks of a container. `source` is the text that their spans refer to.
pub(super) fn arrange(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = tips::find(lists::braced(source, arrange_all_but_lists(source, blocks)));
    blocks.iter_mut().for_each(lists::unwrap);
    blocks
}

/// Arranges blocks whose lists have already been classified as lists or tips.
pub(super) fn arrange_all_but_lists(source: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(|block| single(source, block));
    layouts::gather(source, figures::captions(source, blocks))
}

/// Replaces a paragraph that stands for another block.
fn single(source: &str, block: &mut Block) {
    let Block::Paragraph(paragraph) = block else { return };
    let span = paragraph.span;
    match only_text(paragraph).filter(|words| is_raw(source, span, words)) {
        Some("\\newpage" | "\\pagebreak" | "\\clearpage") => *block = Block::PageBreak(PageBreak { span }),
        Some("{{bibliography}}") => *block = Block::Bibliography(Bibliography { span }),
        _ if colon_is_escaped(source, span) => {}
        _ => callouts::find(block),
    }
}

/// Returns the text of a paragraph that consists of a single text.
fn only_text(paragraph: &Paragraph) -> Option<&str> {
    match paragraph.content.as_slice() {
        [Inline::Text(text)] => Some(text.text.trim()),
        _ => None,
    }
}
