//! Figures and captions.

use crate::{
    article::{Block, Caption, Figure, Inline, Paragraph, Span, Table},
    read::common::{attributes, callouts::lead},
};

/// A picture alone in a paragraph, with attributes behind it or without. Its title is the caption.
pub(super) fn alone(content: &[Inline], title: Option<&Inline>, span: Span) -> Option<Figure> {
    let (image, attributes) = match content {
        [Inline::Image(image)] => (image, attributes::Attributes::default()),
        [Inline::Image(image), Inline::Text(text)] => (image, attributes::parse(&text.text)?),
        _ => return None,
    };
    let caption = title.map(|title| Caption { label: None, content: vec![title.clone()] });
    let (path, alt, width) = (image.path.clone(), image.alt.clone(), attributes.width());
    Some(Figure { path, alt, caption, width, anchor: attributes.anchor, span })
}

/// Gives tables the captions that stand right before or after them.
pub(super) fn captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Paragraph(mut paragraph) => match done.last_mut() {
                Some(Block::Table(table)) if table.caption.is_none() && mark(&paragraph).is_some() => {
                    settle(table, &mut paragraph);
                }
                _ => done.push(Block::Paragraph(paragraph)),
            },
            Block::Table(mut table) => {
                if let Some(Block::Paragraph(paragraph)) = done.last_mut()
                    && mark(paragraph).is_some()
                {
                    settle(&mut table, paragraph);
                    done.pop();
                }
                done.push(Block::Table(table));
            }
            other => done.push(other),
        }
    }
    done
}

/// The bytes of the mark that opens a table's caption.
fn mark(paragraph: &Paragraph) -> Option<usize> {
    let Some(Inline::Text(text)) = paragraph.content.first() else { return None };
    ["Table:", "table:", ": "].iter().find(|mark| text.text.starts_with(**mark)).map(|mark| mark.len())
}

fn settle(table: &mut Table, paragraph: &mut Paragraph) {
    let length = mark(paragraph).unwrap_or_default();
    let mut content = std::mem::take(&mut paragraph.content);
    let attributes = attributes::take_end(&mut content);
    lead(&mut content, length);
    table.anchor = attributes.and_then(|attributes| attributes.anchor);
    table.caption = (!content.is_empty()).then_some(Caption { label: None, content });
}
