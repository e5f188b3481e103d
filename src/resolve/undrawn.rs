//! Replaces pictures that cannot be read by their descriptions, so that one missing file does not cost an article.

use super::Picture;
use crate::article::{
    Article, Block, Division, Figure, Inline, Text,
    walk_mut::{bodies, for_each_body, for_each_inline_mut},
};
use std::collections::BTreeMap;

/// Replaces every picture that is not in `pictures`: a figure by its description and caption, a picture in a line by its
/// description.
pub(super) fn describe(article: &mut Article, pictures: &BTreeMap<String, Picture>) {
    article.meta.cover = article.meta.cover.take().filter(|path| pictures.contains_key(path));
    for body in bodies(article) {
        for_each_body(body, &mut |body| {
            if body.iter().any(|block| is_missing(block, pictures)) {
                *body = std::mem::take(body).into_iter().flat_map(|block| described(block, pictures)).collect();
            }
        });
        for_each_inline_mut(body, &mut |inline| {
            if let Inline::Image(image) = inline
                && !pictures.contains_key(&image.path)
            {
                *inline = Inline::Text(Text { text: std::mem::take(&mut image.alt), span: image.span });
            }
        });
    }
}

fn is_missing(block: &Block, pictures: &BTreeMap<String, Picture>) -> bool {
    matches!(block, Block::Figure(figure) if !pictures.contains_key(&figure.path))
}

/// Returns a paragraph each for the description and the caption of a missing figure, around which its anchor is kept; any
/// other block as it is.
fn described(block: Block, pictures: &BTreeMap<String, Picture>) -> Vec<Block> {
    let Block::Figure(figure) = block else { return vec![block] };
    if pictures.contains_key(&figure.path) {
        return vec![Block::Figure(figure)];
    }
    let Figure { alt, caption, anchor, span, .. } = *figure;
    let alt = (!alt.trim().is_empty()).then(|| vec![Inline::text(alt.trim(), span)]);
    let lines = alt.into_iter().chain(caption.map(|caption| caption.content));
    let body: Vec<Block> = lines.map(|line| Block::paragraph(line, span)).collect();
    match anchor {
        Some(_) if !body.is_empty() => {
            vec![Block::Division(Box::new(Division { anchor, body, span, ..Division::default() }))]
        }
        _ => body,
    }
}
