//! Converts divisions, written as fences or in HTML, to a page break, the place of the bibliography, a callout, their
//! bare content, or a division.

use super::{figures, layouts};
use crate::{
    article::{Bibliography, Block, Callout, Division, Inline, Layout, PageBreak, Span, Style},
    read::{
        common::attributes::Attributes,
        markdown::{inline::element::direction, source::directive},
    },
};

/// Converts a fenced division.
pub(super) fn fenced(division: directive::Division, mut body: Vec<Block>, span: Span) -> Vec<Block> {
    let (kind, lang, title) = (division.callout(), division.lang(), division.callout_title());
    let mut attributes = division.attributes.clone();
    if attributes.anchor.as_ref().is_some_and(|anchor| anchor.as_str() == "refs") {
        body.insert(0, Block::Bibliography(Bibliography { span: division.span }));
        return body;
    }
    if let Some(kind) = kind {
        let mut title = if title.is_empty() { Vec::new() } else { vec![Inline::text(title, division.span)] };
        // In Quarto, a heading that opens a callout is its title.
        if let Some(Block::Heading(heading)) = body.first_mut().filter(|_| division.title.is_empty()) {
            title = std::mem::take(&mut heading.content);
            body.remove(0);
        }
        return vec![Block::Callout(Callout::new(kind, title, body, span))];
    }
    if let Some(body) = figures::captioned(&attributes, &mut body) {
        return body;
    }
    let dir = direction(&attributes.value("dir"));
    let layout = layouts::take(&mut attributes, body.is_empty());
    let Attributes { anchor, classes, .. } = attributes;
    if !division.title.is_empty() {
        let title = Inline::text(division.title, division.span);
        body.insert(
            0,
            Block::paragraph(vec![Inline::styled(Style::Strong, vec![title], division.span)], division.span),
        );
    }
    html(Division { lang, dir, classes, anchor, layout, ..Division::default() }, body, span)
}

/// Converts an HTML division.
pub(super) fn html(mut division: Division, body: Vec<Block>, span: Span) -> Vec<Block> {
    division.layout = division.layout.or_else(|| layouts::take_from_html(&mut division.classes));
    let class = |name: &str| division.classes.iter().any(|class| class == name);
    if class("page-break") || class("pagebreak") || class("newpage") {
        return std::iter::once(Block::PageBreak(PageBreak { span })).chain(body).collect();
    }
    let refs = division.anchor.as_ref().is_some_and(|anchor| anchor.as_str() == "refs");
    if body.is_empty() && !division.layout.is_some_and(Layout::is_filled_in) {
        return if refs { vec![Block::Bibliography(Bibliography { span })] } else { Vec::new() };
    }
    if division == (Division { span: division.span, ..Division::default() }) {
        return body;
    }
    vec![Block::Division(Box::new(Division { body, span, ..division }))]
}
