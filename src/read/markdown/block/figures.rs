//! Figures, and the captions of figures and tables.

use super::escapes::colon_is_escaped;
use crate::{
    article::{Anchor, Block, Caption, Figure, Inline, Paragraph, Span},
    read::{
        common::{attributes, callouts::lead},
        markdown::inline::line::Picture,
    },
};

/// Returns the figure that a paragraph with a picture and nothing else is. The picture's title is the caption.
pub(super) fn alone(content: &[Inline], picture: &Picture, span: Span) -> Option<Figure> {
    let [Inline::Image(image)] = content else { return None };
    let caption = picture.title.clone().map(|title| Caption { label: None, content: vec![title] });
    let given = picture.attributes.as_ref();
    let (width, anchor) = given.map_or((None, None), |given| (given.width(), given.anchor.clone()));
    let (path, alt) = (image.path.clone(), image.alt.clone());
    Some(Figure { path, alt, caption, width, anchor, span })
}

/// Gives tables the captions right before or after them, and figures without a caption the one right after them.
pub(super) fn captions(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) if colon_is_escaped(source, paragraph.span) => {
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
                    && !colon_is_escaped(source, paragraph.span)
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

/// What opens the caption of a table.
const TABLE: &[&str] = &["Table:", "table:", ": "];
/// What opens the caption of a figure.
const FIGURE: &[&str] = &["Figure:", "figure:"];

/// Returns the length of the mark that opens a caption, in bytes.
fn mark(paragraph: &Paragraph, marks: &[&str]) -> Option<usize> {
    let Some(Inline::Text(text)) = paragraph.content.first() else { return None };
    marks.iter().find(|mark| text.text.starts_with(**mark)).map(|mark| mark.len())
}

/// Returns the caption that a paragraph is, and the anchor at its end.
fn settle(paragraph: &mut Paragraph, marks: &[&str]) -> (Option<Caption>, Option<Anchor>) {
    let length = mark(paragraph, marks).unwrap_or_default();
    let mut content = std::mem::take(&mut paragraph.content);
    let attributes = attributes::take_end(&mut content);
    lead(&mut content, length);
    let caption = (!content.is_empty()).then_some(Caption { label: None, content });
    (caption, attributes.and_then(|attributes| attributes.anchor))
}
