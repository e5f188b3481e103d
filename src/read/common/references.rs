//! Numbered reference lists in the source, and the place of the bibliography.

use super::words::is_references;
use crate::article::{
    Article, Bibliography, Block, CitationKey, Inline, InlineCode, InlineImage, ListMarker, Reference, plain_text,
};

/// Moves the list below the heading at this byte to the article's references.
pub(in crate::read) fn take(article: &mut Article, heading: usize) {
    let found = article.body.iter().position(|block| {
        matches!(block, Block::Heading(own) if own.span.start as usize >= heading && is_references(&plain_text(&own.content)))
    });
    let Some(Block::List(list)) = found.and_then(|at| article.body.get_mut(at + 1)) else { return };
    let ListMarker::Ordered { start, .. } = list.marker else { return };
    let span = list.span;
    for (number, item) in (start..).zip(std::mem::take(&mut list.items)) {
        article.references.push(Reference {
            key: CitationKey::new(number.to_string()),
            label: Some(format!("{number}.")),
            content: flat(item.body),
            anchor: None,
            cited_from: Vec::new(),
            lang: None,
            retracted: false,
            span: item.span,
        });
    }
    if let Some(at) = found {
        article.body[at + 1] = Block::Bibliography(Bibliography { span });
    }
}

/// Returns the content of an entry's blocks as one line.
fn flat(blocks: Vec<Block>) -> Vec<Inline> {
    let mut content = Vec::new();
    for block in blocks {
        flatten(block, &mut content);
    }
    content
}

/// Appends the content of a block. The reader limits nesting.
fn flatten(block: Block, out: &mut Vec<Inline>) {
    let mut line = |content: Vec<Inline>| {
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::words(" "));
        }
        out.extend(content);
    };
    match block {
        Block::Paragraph(x) => line(x.content),
        Block::Heading(x) => line(x.content),
        Block::Code(x) => line(vec![Inline::Code(InlineCode { text: x.text.replace('\n', " "), span: x.span })]),
        Block::Formula(x) => line(vec![Inline::Formula(Box::new(x.formula))]),
        Block::Figure(x) => {
            line(vec![Inline::Image(InlineImage { path: x.path, alt: x.alt, span: x.span })]);
            line(x.caption.map(|caption| caption.content).unwrap_or_default());
        }
        Block::Callout(x) => {
            line(x.title);
            line(flat(x.body));
        }
        Block::Quote(x) => line(flat(x.body)),
        Block::Division(x) => line(flat(x.body)),
        Block::List(x) => x.items.into_iter().for_each(|item| line(flat(item.body))),
        Block::Tips(x) => x.items.into_iter().for_each(|tip| {
            line(tip.lead);
            line(flat(tip.body));
        }),
        Block::Table(x) => {
            line(x.caption.map(|caption| caption.content).unwrap_or_default());
            let rows = x.head.into_iter().chain(x.body);
            rows.flat_map(|row| row.cells).for_each(|cell| line(flat(cell.body)));
        }
        Block::Definitions(x) => x.items.into_iter().for_each(|item| {
            line(item.term);
            item.meanings.into_iter().for_each(|meaning| line(flat(meaning)));
        }),
        Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
    }
}

/// Marks an empty "References" section as the place of the bibliography.
pub(in crate::read) fn place(body: &mut Vec<Block>) {
    if body.iter().any(|block| matches!(block, Block::Bibliography(_))) {
        return;
    }
    let found = (0..body.len()).rev().find_map(|at| match &body[at] {
        Block::Heading(heading) => {
            let empty = body.get(at + 1).is_none_or(|next| matches!(next, Block::Heading(_)));
            (empty && is_references(&plain_text(&heading.content))).then_some((at, heading.span))
        }
        _ => None,
    });
    if let Some((at, span)) = found {
        body.insert(at + 1, Block::Bibliography(Bibliography { span }));
    }
}
