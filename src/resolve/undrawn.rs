//! Replaces pictures that cannot be read by their descriptions, so that one missing file does not cost an article.

use super::Picture;
use crate::article::{Article, Block, Division, Figure, Inline, Text, for_each_inline_mut};
use std::collections::BTreeMap;

/// Replaces every picture that is not in `pictures`: a figure by its description and caption, a picture in a line by its
/// description.
pub(super) fn describe(article: &mut Article, pictures: &BTreeMap<String, Picture>) {
    article.meta.cover = article.meta.cover.take().filter(|path| pictures.contains_key(path));
    let notes = article.notes.iter_mut().map(|note| &mut note.body);
    for body in std::iter::once(&mut article.body).chain(notes) {
        blocks(body, pictures);
        for_each_inline_mut(body, &mut |inline| {
            if let Inline::Image(image) = inline
                && !pictures.contains_key(&image.path)
            {
                *inline = Inline::Text(Text { text: std::mem::take(&mut image.alt), span: image.span });
            }
        });
    }
}

/// Replaces figures. Those without any words are removed.
fn blocks(body: &mut Vec<Block>, pictures: &BTreeMap<String, Picture>) {
    let wordless = |figure: &Figure| figure.alt.trim().is_empty() && figure.caption.is_none();
    body.retain(|block| !matches!(block, Block::Figure(x) if !pictures.contains_key(&x.path) && wordless(x)));
    for block in &mut *body {
        match block {
            Block::Figure(figure) if !pictures.contains_key(&figure.path) => {
                let span = figure.span;
                let alt = (!figure.alt.trim().is_empty()).then(|| vec![Inline::text(figure.alt.trim(), span)]);
                let lines = alt.into_iter().chain(figure.caption.take().map(|caption| caption.content));
                let body = lines.map(|line| Block::paragraph(line, span)).collect();
                let anchor = figure.anchor.take();
                *block = Block::Division(Box::new(Division { anchor, body, span, ..Division::default() }));
            }
            Block::Quote(x) => blocks(&mut x.body, pictures),
            Block::Callout(x) => blocks(&mut x.body, pictures),
            Block::Division(x) => blocks(&mut x.body, pictures),
            Block::List(x) => x.items.iter_mut().for_each(|item| blocks(&mut item.body, pictures)),
            Block::Tips(x) => x.items.iter_mut().for_each(|tip| blocks(&mut tip.body, pictures)),
            Block::Table(x) => {
                let cells = x.head.iter_mut().chain(&mut x.body).flat_map(|row| &mut row.cells);
                cells.for_each(|cell| blocks(&mut cell.body, pictures));
            }
            Block::Definitions(x) => {
                x.items.iter_mut().flat_map(|item| &mut item.meanings).for_each(|meaning| blocks(meaning, pictures));
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Figure(_)
            | Block::Code(_)
            | Block::Rule(_)
            | Block::PageBreak(_)
            | Block::Bibliography(_) => {}
        }
    }
}
