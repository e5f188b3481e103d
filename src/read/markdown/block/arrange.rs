//! What neighboring blocks make of one another: captions, page breaks, callouts, tips.
//!
//! Each of these depends on the words that a paragraph opens with. Where their colon or backslash is escaped in the
//! source, they are words and nothing else.

use super::{
    escapes::{colon_is_escaped, is_raw},
    figures, layouts, lists,
};
use crate::{
    article::{Bibliography, Block, Inline, PageBreak, Paragraph},
    read::common::{callouts, tips},
};

/// Arranges the blocks of one container. `source` is the text that their spans refer to.
pub(super) fn arrange(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = tips::find(lists::braced(source, arrange_all_but_lists(source, blocks)));
    blocks.iter_mut().for_each(lists::unwrap);
    blocks
}

/// Arranges blocks whose lists are already known to be lists or tips.
pub(super) fn arrange_all_but_lists(source: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(|block| single(source, block));
    layouts::gather(source, figures::captions(source, blocks))
}

/// Replaces a paragraph that stands for something else.
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

/// Returns the words of a paragraph that is a single text.
fn only_text(paragraph: &Paragraph) -> Option<&str> {
    match paragraph.content.as_slice() {
        [Inline::Text(text)] => Some(text.text.trim()),
        _ => None,
    }
}
