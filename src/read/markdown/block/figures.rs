//! Figures, and the captions of figures and tables.

use super::escapes::colon_is_escaped;
use crate::{
    article::{Anchor, Block, Caption, Figure, Inline, Paragraph, Span, plain_text},
    read::{
        common::{
            attributes::{self, Attributes},
            callouts::lead,
        },
        markdown::inline::line::{Picture, trim_end},
    },
};

/// Converts a paragraph that consists of a single picture to a figure. The picture's title is the caption; in
/// Quarto's form, recognized by its attributes (`{#fig-x}`, `fig-alt="…"`), the bracketed text is.
pub(super) fn alone(content: &[Inline], pictures: &[Picture], span: Span) -> Option<Figure> {
    let [Inline::Image(image)] = content else { return None };
    let picture = pictures.iter().find(|picture| picture.span == image.span);
    let title = picture.map(|picture| picture.title.clone()).filter(|title| !title.is_empty());
    let given = picture.and_then(|picture| picture.attributes.as_ref());
    let value = |key: &str| given.map(|given| given.value(key)).filter(|value| !value.is_empty());
    let quarto = given.and_then(|given| given.anchor.as_ref()).is_some_and(|name| name.as_str().starts_with("fig-"));
    let (mut alt, mut caption) = (image.alt.clone(), title);
    if caption.is_none() && (quarto || value("fig-alt").is_some() || value("fig-cap").is_some()) {
        let words = value("fig-cap").unwrap_or_else(|| std::mem::take(&mut alt));
        caption = Some(vec![Inline::text(words, span)]).filter(|content| !plain_text(content).is_empty());
        alt = value("fig-alt").unwrap_or(alt);
    }
    let caption = caption.map(|content| Caption { label: None, content });
    let (width, anchor) = given.map_or((None, None), |given| (given.width(), given.anchor.clone()));
    let path = image.path.clone();
    Some(Figure { path, alt, caption, width, anchor, span })
}

/// Splits a paragraph at pictures on their own source line.
pub(super) fn split(source: &str, content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let is_own = |inline: &Inline| matches!(inline, Inline::Image(image) if is_alone_on_line(source, image.span));
    if content.len() < 2 || !content.iter().any(is_own) {
        return if content.is_empty() { Vec::new() } else { vec![content] };
    }
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in content {
        if is_own(&inline) {
            parts.push(vec![inline]);
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(inline);
        }
    }
    for part in &mut parts {
        trim_start(part);
        trim_end(part);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn trim_start(content: &mut Vec<Inline>) {
    while let Some(first) = content.first_mut() {
        match first {
            Inline::Text(text) => {
                text.text = text.text.trim_start().to_owned();
                if !text.text.is_empty() {
                    return;
                }
            }
            Inline::Break(_) => {}
            _ => return,
        }
        content.remove(0);
    }
}

/// Returns whether a source line contains only a picture, possibly with attributes, and container markers.
fn is_alone_on_line(source: &str, span: Span) -> bool {
    let (Some(before), Some(after)) = (source.get(..span.start as usize), source.get(span.end as usize..)) else {
        return false;
    };
    let start = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    let end = after.lines().next().unwrap_or_default().trim();
    let attributes = end.is_empty() || attributes::parse(end).is_some();
    attributes && start.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Moves the caption and the anchor of a division to the only figure or table inside: `::: {#fig-x}`,
/// `class="figure"`. Returns `None` for other divisions.
pub(super) fn captioned(given: &Attributes, body: &mut Vec<Block>) -> Option<Vec<Block>> {
    let name = given.anchor.as_ref().map(|anchor| anchor.as_str()).unwrap_or_default();
    let named = ["fig-", "fig:", "tbl-", "tbl:", "tab:"].iter().any(|kind| name.starts_with(kind));
    let is_float = |block: &Block| matches!(block, Block::Figure(_) | Block::Table(_));
    if !named && !given.classes.iter().any(|class| class == "figure") {
        return None;
    }
    let mut floats = body.iter().enumerate().filter(|(_, block)| is_float(block)).map(|(at, _)| at);
    let (Some(at), None) = (floats.next(), floats.next()) else { return None };
    let wanted = Some(given.value("fig-cap")).filter(|words| !words.is_empty());
    let written = match body.get(at + 1) {
        Some(Block::Paragraph(own)) => Some(own.content.clone()),
        _ => None,
    };
    let (caption, anchor) = match &mut body[at] {
        Block::Figure(figure) => (&mut figure.caption, &mut figure.anchor),
        Block::Table(table) => (&mut table.caption, &mut table.anchor),
        _ => return None,
    };
    *anchor = given.anchor.clone().or_else(|| anchor.take());
    if caption.is_none() {
        let content = wanted.map(|words| vec![Inline::words(words)]);
        let taken = content.is_none() && written.is_some();
        *caption = content.or(written).map(|content| Caption { label: None, content });
        if taken {
            body.remove(at + 1);
        }
    }
    Some(std::mem::take(body))
}

/// Adds captions directly before or after tables, and directly after figures without one.
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

/// Prefixes of table captions.
const TABLE: &[&str] = &["Table:", "table:", ": "];
/// Prefixes of figure captions.
const FIGURE: &[&str] = &["Figure:", "figure:"];

/// Returns the length of the prefix of a caption, in bytes.
fn mark(paragraph: &Paragraph, marks: &[&str]) -> Option<usize> {
    let Some(Inline::Text(text)) = paragraph.content.first() else { return None };
    marks.iter().find(|mark| text.text.starts_with(**mark)).map(|mark| mark.len())
}

/// Returns the caption in a paragraph, and the anchor at its end.
fn settle(paragraph: &mut Paragraph, marks: &[&str]) -> (Option<Caption>, Option<Anchor>) {
    let length = mark(paragraph, marks).unwrap_or_default();
    let mut content = std::mem::take(&mut paragraph.content);
    let attributes = attributes::take_end(&mut content);
    lead(&mut content, length);
    let caption = (!content.is_empty()).then_some(Caption { label: None, content });
    (caption, attributes.and_then(|attributes| attributes.anchor))
}
