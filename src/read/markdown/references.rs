//! A written-out, numbered list of references, and the place of the bibliography.

use crate::{
    article::{Article, Bibliography, Block, CitationKey, Inline, ListMarker, Reference, plain_text},
    read::common::words::is_references,
};

/// A numbered list under a heading such as "References".
#[derive(Debug)]
pub(super) struct Listed {
    /// Where the heading starts.
    pub(super) heading: usize,
    /// The last entry's number.
    pub(super) last: u32,
}

/// Looks for the list before the body is read: only then is `[1]` a citation.
pub(super) fn find(body: &str) -> Option<Listed> {
    let (mut at, mut heading) = (0, None);
    let mut previous: Option<(usize, &str)> = None;
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        if bare.starts_with('#') && is_references(bare.trim_matches('#').split('{').next().unwrap_or_default()) {
            heading = Some((at, at + line.len()));
        }
        let underline = bare.len() > 2 && (bare.bytes().all(|b| b == b'=') || bare.bytes().all(|b| b == b'-'));
        if let Some((start, title)) = previous.filter(|(_, title)| underline && is_references(title)) {
            let _ = title;
            heading = Some((start, at + line.len()));
        }
        previous = Some((at, bare));
        at += line.len();
    }
    let (heading, below) = heading?;
    let mut last = 0;
    for line in body[below..].lines().map(str::trim_start) {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let number = line[..digits].parse::<u32>().ok().filter(|_| line[digits..].starts_with(['.', ')']));
        match number {
            Some(number) if number == last + 1 => last = number,
            None if last == 0 && !line.is_empty() => return None,
            _ => {}
        }
        if line.starts_with('#') {
            break;
        }
    }
    (last > 0).then_some(Listed { heading, last })
}

/// Turns the list below the heading at this byte into the article's references.
pub(super) fn take(article: &mut Article, heading: usize) {
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
            span: item.span,
        });
    }
    if let Some(at) = found {
        article.body[at + 1] = Block::Bibliography(Bibliography { span });
    }
}

fn flat(blocks: Vec<Block>) -> Vec<Inline> {
    let mut content = Vec::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            if !content.is_empty() {
                content.push(Inline::words(" "));
            }
            content.extend(paragraph.content);
        }
    }
    content
}

/// A "References" heading with nothing below it is the place of the bibliography.
pub(super) fn place(body: &mut Vec<Block>) {
    if body.iter().any(|block| matches!(block, Block::Bibliography(_))) {
        return;
    }
    let found = (0..body.len()).rev().find_map(|at| match &body[at] {
        Block::Heading(heading) if is_references(&plain_text(&heading.content)) => {
            let empty = body.get(at + 1).is_none_or(|next| matches!(next, Block::Heading(_)));
            empty.then_some((at, heading.span))
        }
        _ => None,
    });
    if let Some((at, span)) = found {
        body.insert(at + 1, Block::Bibliography(Bibliography { span }));
    }
}
