//! Replaces unreadable pictures with their descriptions, so that a missing file does not make an article fail.
//!
//! Figures are replaced last, after numbering and linking, so that the numbers of others do not depend on them.

use super::Picture;
use crate::article::{
    Article, Block, Caption, Division, Figure, Inline, Span, Text,
    walk_mut::{bodies, for_each_body, for_each_inline, for_each_line},
};
use std::collections::BTreeMap;

/// Replaces every inline picture that is not in `pictures` with its description.
pub(super) fn describe_in_lines(article: &mut Article, pictures: &BTreeMap<String, Picture>) {
    if let Some(organization) = &mut article.meta.organization {
        organization.logo = organization.logo.take().filter(|path| pictures.contains_key(path));
    }
    article.meta.cover = article.meta.cover.take().filter(|path| pictures.contains_key(path));
    for body in bodies(article) {
        for_each_line(body, &mut |line| describe_in(line, pictures));
    }
}

/// Replaces every figure whose picture is not in `pictures` with its description and caption.
pub(super) fn describe_figures(article: &mut Article, pictures: &BTreeMap<String, Picture>) {
    for body in bodies(article) {
        for_each_body(body, &mut |body| {
            if body.iter().any(|block| is_missing(block, pictures)) {
                *body = std::mem::take(body).into_iter().flat_map(|block| described(block, pictures)).collect();
            }
        });
    }
}

/// Replaces the missing pictures of a line. A space separates a description from an adjacent word.
fn describe_in(line: &mut [Inline], pictures: &BTreeMap<String, Picture>) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // the last character so far, and whether it belongs to a description
    let (mut last, mut described) = (None, false);
    for_each_inline(line, &mut |inline| match inline {
        Inline::Image(image) if !pictures.contains_key(&image.path) => {
            let mut text = std::mem::take(&mut image.alt);
            if is_word(last) && is_word(text.chars().next()) {
                text.insert(0, ' ');
            }
            (last, described) = (text.chars().next_back(), true);
            *inline = Inline::Text(Text { text, span: image.span });
        }
        Inline::Text(text) => {
            if described && is_word(last) && is_word(text.text.chars().next()) {
                text.text.insert(0, ' ');
            }
            (last, described) = (text.text.chars().next_back(), false);
        }
        Inline::Code(code) => (last, described) = (code.text.chars().next_back(), false),
        _ => {}
    });
}

fn is_missing(block: &Block, pictures: &BTreeMap<String, Picture>) -> bool {
    matches!(block, Block::Figure(figure) if !pictures.contains_key(&figure.path))
}

/// Returns the description and the caption of a missing figure as paragraphs, within a division that keeps its
/// anchor. Returns other blocks unchanged.
fn described(block: Block, pictures: &BTreeMap<String, Picture>) -> Vec<Block> {
    let Block::Figure(figure) = block else { return vec![block] };
    if pictures.contains_key(&figure.path) {
        return vec![Block::Figure(figure)];
    }
    let Figure { alt, caption, anchor, span, .. } = *figure;
    let alt = (!alt.trim().is_empty()).then(|| vec![Inline::text(alt.trim(), span)]);
    let lines = alt.into_iter().chain(caption.map(|caption| labelled(caption, span)));
    let body: Vec<Block> = lines.map(|line| Block::paragraph(line, span)).collect();
    match anchor {
        Some(_) if !body.is_empty() => {
            vec![Block::Division(Box::new(Division { anchor, body, span, ..Division::default() }))]
        }
        _ => body,
    }
}

/// Returns the words of a caption with its label: `Figure 1. The old mill`.
fn labelled(caption: Caption, span: Span) -> Vec<Inline> {
    let Caption { label, mut content } = caption;
    if let Some(label) = label {
        let label = if content.is_empty() { label } else { format!("{label}. ") };
        content.insert(0, Inline::text(label, span));
    }
    content
}
