//! Figures and captions.

use super::{arrange, finish::Picture};
use crate::{
    article::{Anchor, Block, Caption, Figure, Inline, Paragraph, Span},
    read::common::{attributes, callouts::lead},
};

/// A picture alone in a paragraph, with attributes behind it or without. Its title is the caption.
pub(super) fn alone(content: &[Inline], known: &Picture, span: Span) -> Option<Figure> {
    let [Inline::Image(image)] = content else { return None };
    let caption = known.title.as_ref().map(|title| Caption { label: None, content: vec![Inline::clone(title)] });
    let (width, anchor) = known.braces.as_ref().map_or((None, None), |said| (said.width(), said.anchor.clone()));
    let (path, alt) = (image.path.clone(), image.alt.clone());
    Some(Figure { path, alt, caption, width, anchor, span })
}

/// Gives tables the captions that stand right before or after them, and figures without one that right after them.
pub(super) fn captions(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let marked =
        |block: &Block| matches!(block, Block::Paragraph(own) if mark(own, TABLE).or(mark(own, FIGURE)).is_some());
    let beside = |pair: &[Block]| match pair {
        [Block::Table(_) | Block::Figure(_), other] | [other, Block::Table(_)] => marked(other),
        _ => false,
    };
    if !blocks.windows(2).any(beside) {
        return blocks;
    }
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) if arrange::colon_is_escaped(source, paragraph.span) => {
                done.push(Block::Paragraph(paragraph));
            }
            Block::Paragraph(mut paragraph) => match done.last_mut() {
                Some(Block::Table(table)) if table.caption.is_none() && mark(&paragraph, TABLE).is_some() => {
                    (table.caption, table.anchor) = settle(&mut paragraph, TABLE);
                }
                Some(Block::Figure(figure)) if figure.caption.is_none() && mark(&paragraph, FIGURE).is_some() => {
                    let (caption, anchor) = settle(&mut paragraph, FIGURE);
                    (figure.caption, figure.anchor) = (caption, figure.anchor.take().or(anchor));
                }
                _ => done.push(Block::Paragraph(paragraph)),
            },
            Block::Table(mut table) => {
                if let Some(Block::Paragraph(paragraph)) = done.last_mut()
                    && mark(paragraph, TABLE).is_some()
                    && !arrange::colon_is_escaped(source, paragraph.span)
                {
                    (table.caption, table.anchor) = settle(paragraph, TABLE);
                    done.pop();
                }
                done.push(Block::Table(table));
            }
            other => done.push(other),
        }
    }
    done
}

/// Marks that open captions.
const TABLE: &[&str] = &["Table:", "table:", ": "];
const FIGURE: &[&str] = &["Figure:", "figure:"];

/// The bytes of the mark that opens a caption.
fn mark(paragraph: &Paragraph, marks: &[&str]) -> Option<usize> {
    let Some(Inline::Text(text)) = paragraph.content.first() else { return None };
    marks.iter().find(|mark| text.text.starts_with(**mark)).map(|mark| mark.len())
}

/// The caption that a paragraph is, and the anchor at its end.
fn settle(paragraph: &mut Paragraph, marks: &[&str]) -> (Option<Caption>, Option<Anchor>) {
    let length = mark(paragraph, marks).unwrap_or_default();
    let mut content = std::mem::take(&mut paragraph.content);
    let attributes = attributes::take_end(&mut content);
    lead(&mut content, length);
    let caption = (!content.is_empty()).then_some(Caption { label: None, content });
    (caption, attributes.and_then(|attributes| attributes.anchor))
}
