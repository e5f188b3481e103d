//! The place of the bibliography: where the article puts it, or else at the end under its own heading.

use super::{
    super::{
        headings::UNNUMBERED,
        rewrite::{bodies, for_each_body},
    },
    is_bibliography,
};
use crate::{
    article::{
        Article, Bibliography, Block, Heading, HeadingLevel, Inline, ReferencesMode, Span, inlines_of, plain_text,
    },
    locale::Words,
};

/// Ensures that the bibliography, if it is printed, is in the body exactly once and under a heading.
pub(super) fn place(article: &mut Article, words: &Words) {
    let printed = article.meta.references == ReferencesMode::Printed && !article.references.is_empty();
    let kept = article.meta.references == ReferencesMode::Linked && !article.references.is_empty();
    if printed || kept {
        keep_one(article);
        head(article, words);
    } else {
        remove(article);
    }
    if kept {
        for body in bodies(article) {
            for_each_body(body, &mut |blocks| {
                blocks.iter_mut().filter(|block| is_bibliography(block)).for_each(|block| {
                    *block = Block::paragraph(vec![Inline::words(words.references_kept)], Span::default());
                });
            });
        }
    }
    if !printed {
        unlink(article);
    }
}

/// Keeps the first place of the bibliography, or adds one at the end of the body.
fn keep_one(article: &mut Article) {
    let mut found = false;
    for body in bodies(article) {
        for_each_body(body, &mut |blocks| {
            blocks.retain(|block| !is_bibliography(block) || !std::mem::replace(&mut found, true));
        });
    }
    if !found {
        article.body.push(Block::Bibliography(Bibliography { span: Span::default() }));
    }
}

/// Adds a heading before the bibliography, unless its section already has an equivalent one.
fn head(article: &mut Article, words: &Words) {
    let level = top_level(article);
    for body in bodies(article) {
        for_each_body(body, &mut |blocks| {
            let Some(at) = blocks.iter().position(is_bibliography) else { return };
            if !is_headed(&blocks[..at], words) {
                blocks.insert(at, heading(words, level));
            }
        });
    }
}

fn is_headed(before: &[Block], words: &Words) -> bool {
    let heading = before.iter().rposition(|block| matches!(block, Block::Heading(_)));
    let Some(Block::Heading(heading)) = heading.map(|at| &before[at]) else { return false };
    let directly = matches!(before.last(), Some(Block::Heading(_)));
    directly || plain_text(&heading.content).trim().to_lowercase() == words.references.to_lowercase()
}

fn heading(words: &Words, level: HeadingLevel) -> Block {
    Block::Heading(Box::new(Heading {
        level,
        number: None,
        content: vec![Inline::words(words.references)],
        anchor: None,
        classes: vec![UNNUMBERED.to_owned()],
        span: Span::default(),
    }))
}

/// Returns the highest level of the article's own headings.
fn top_level(article: &Article) -> HeadingLevel {
    let levels = article.body.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.level),
        _ => None,
    });
    levels.min().unwrap_or(HeadingLevel::TOP)
}

/// Removes the bibliography and a heading that only serves it, unless that heading has a note.
fn remove(article: &mut Article) {
    for body in bodies(article) {
        for_each_body(body, &mut |blocks| {
            while let Some(at) = blocks.iter().position(is_bibliography) {
                blocks.remove(at);
                let ends = blocks.get(at).is_none_or(|next| matches!(next, Block::Heading(_)));
                if ends && at > 0 && matches!(&blocks[at - 1], Block::Heading(heading) if !is_noted(heading)) {
                    blocks.remove(at - 1);
                }
            }
        });
    }
}

fn is_noted(heading: &Heading) -> bool {
    let mut noted = false;
    inlines_of(&heading.content, &mut |inline| noted |= matches!(inline, Inline::NoteRef(_)));
    noted
}

/// Removes links from citations to entries, as there is no printed list.
fn unlink(article: &mut Article) {
    article.references.clear();
    super::reading_order::in_reading_order(article, &mut |mut citation, _| {
        citation.mark.iter_mut().for_each(|part| part.entry = None);
        vec![Inline::Citation(citation)]
    });
}
