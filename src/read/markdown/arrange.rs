//! What neighbouring blocks make of one another: figures, captions, page breaks, callouts, tips.

use super::{callouts, figures, tips};
use crate::article::{Bibliography, Block, Inline, PageBreak, Paragraph};

/// The blocks of one container, arranged.
pub(super) fn arrange(blocks: Vec<Block>) -> Vec<Block> {
    let blocks: Vec<Block> = blocks.into_iter().filter_map(single).collect();
    tips::find(figures::captions(blocks))
}

/// What a paragraph is by itself.
fn single(block: Block) -> Option<Block> {
    let Block::Paragraph(mut paragraph) = block else { return Some(block) };
    let span = paragraph.span;
    match words(&paragraph).as_deref() {
        Some("\\newpage" | "\\pagebreak" | "\\clearpage") => return Some(Block::PageBreak(PageBreak { span })),
        Some("::: {#refs} :::" | "::: {#refs}" | "{{bibliography}}") => {
            return Some(Block::Bibliography(Bibliography { span }));
        }
        Some(fence) if fence.starts_with(":::") && fence.len() < 60 => return None,
        _ => {}
    }
    if let Some(figure) = figures::alone(&mut paragraph) {
        return Some(Block::Figure(figure));
    }
    Some(callouts::paragraph(paragraph))
}

/// The words of a paragraph that is nothing but one text.
fn words(paragraph: &Paragraph) -> Option<String> {
    match paragraph.content.as_slice() {
        [Inline::Text(text)] => Some(text.text.trim().to_owned()),
        _ => None,
    }
}
