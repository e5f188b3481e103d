//! Figures and captions.

use super::{attributes, callouts::lead};
use crate::{
    article::{Block, Caption, Figure, Inline, Link, Paragraph, Scope, Span, Table, Target},
    read::common::clean::trimmed,
};

/// The class of a scope that carries a picture with its title until the paragraph is complete.
const TITLED: &str = "titled";

/// A picture with its title.
pub(super) fn titled(image: Inline, title: &str, span: Span) -> Vec<Inline> {
    let content = vec![image, Inline::text(trimmed(title), span)];
    vec![Inline::Scope(Scope { classes: vec![TITLED.to_owned()], content, span, ..Scope::default() })]
}

/// A picture alone in a paragraph, with attributes behind it or without. In any other paragraph, titles are dropped.
pub(super) fn alone(paragraph: &mut Paragraph) -> Option<Figure> {
    let attributes = match paragraph.content.as_slice() {
        [Inline::Image(_) | Inline::Scope(_)] => Some(attributes::Attributes::default()),
        [Inline::Image(_) | Inline::Scope(_), Inline::Text(text)] => attributes::parse(&text.text),
        _ => None,
    };
    let parts = paragraph.content.first().and_then(parts);
    if let (Some(attributes), Some((image, title))) = (attributes, parts) {
        let caption = title.map(|title| Caption { label: None, content: vec![title] });
        let (path, alt, span) = (image.path, image.alt, paragraph.span);
        return Some(Figure { path, alt, caption, width: attributes.width, anchor: attributes.anchor, span });
    }
    for inline in &mut paragraph.content {
        untitle(inline);
    }
    None
}

/// The picture and its title.
fn parts(inline: &Inline) -> Option<(crate::article::InlineImage, Option<Inline>)> {
    match inline {
        Inline::Image(image) => Some((image.clone(), None)),
        Inline::Scope(scope) if scope.classes == [TITLED] => match scope.content.as_slice() {
            [Inline::Image(image), title] => Some((image.clone(), Some(title.clone()))),
            _ => None,
        },
        _ => None,
    }
}

fn untitle(inline: &mut Inline) {
    if let Some((image, Some(_))) = parts(inline) {
        *inline = Inline::Image(image);
    } else if let Inline::Link(Link { target: Target::Url(_), content, .. }) = inline {
        content.iter_mut().for_each(untitle);
    }
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
