//! What neighbouring blocks make of one another: captions, page breaks, callouts, tips.

use super::figures;
use crate::{
    article::{Bibliography, Block, Inline, PageBreak, Paragraph},
    read::common::{callouts, tips},
};

/// The blocks of one container, arranged.
pub(super) fn arrange(blocks: Vec<Block>) -> Vec<Block> {
    let blocks: Vec<Block> = blocks.into_iter().map(single).collect();
    tips::find(figures::captions(blocks))
}

/// What a paragraph is by itself.
fn single(block: Block) -> Block {
    let Block::Paragraph(paragraph) = block else { return block };
    let span = paragraph.span;
    match words(&paragraph) {
        Some("\\newpage" | "\\pagebreak" | "\\clearpage") => Block::PageBreak(PageBreak { span }),
        Some("{{bibliography}}") => Block::Bibliography(Bibliography { span }),
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
