//! The title, and the levels of the headings below it.

use crate::{
    article::{
        Article, Block, HeadingLevel, Inline, Target, plain_text,
        walk_mut::{bodies, for_each_block, for_each_line, rewrite},
    },
    read::{Account, Reason, common::clean::folded},
};

/// Takes the title from the first level-1 heading if the front matter has none, and raises the other headings. A
/// heading that repeats the title at the start is removed; the account records it without a diagnostic, as its words
/// are in the title.
pub(in crate::read) fn settle(article: &mut Article, account: &mut Account) {
    let first =
        article.body.iter().position(|block| matches!(block, Block::Heading(x) if x.level == HeadingLevel::TOP));
    let titled = !article.meta.title.is_empty();
    if let Some(at) = first
        && let Block::Heading(heading) = &article.body[at]
    {
        let same = folded(&plain_text(&heading.content)) == folded(&article.title_text());
        if !titled || (same && at == 0) {
            if titled {
                account.leave_out_reported(Reason::Repetition, heading.span, plain_text(&heading.content));
            } else {
                article.meta.title = heading.content.clone();
            }
            if let Block::Heading(heading) = article.body.remove(at)
                && let Some(anchor) = heading.anchor
            {
                unlink(article, anchor.as_str());
            }
        }
    }
    // titles have no pictures
    article.meta.title.retain(|inline| !matches!(inline, Inline::Image(image) if image.alt.is_empty()));
    raise(&mut article.body);
}

/// Replaces links to the title, which is not in the body, by their text, or by the title if they have none.
fn unlink(article: &mut Article, anchor: &str) {
    let words = article.title_text();
    let leads = |inline: &Inline| match inline {
        Inline::CrossRef(x) => x.target.as_str() == anchor,
        Inline::Link(x) => match &x.target {
            Target::Anchor(target) => target.as_str() == anchor,
            Target::Url(url) => url.strip_prefix('#') == Some(anchor),
        },
        _ => false,
    };
    let mut replace = |inline: Inline| {
        let found = leads(&inline);
        let span = inline.span();
        match inline {
            Inline::CrossRef(x) if found && !x.content.is_empty() => x.content,
            Inline::Link(x) if found && !x.content.is_empty() => x.content,
            _ if found => vec![Inline::text(words.clone(), span)],
            other => vec![other],
        }
    };
    for body in bodies(article) {
        for_each_line(body, &mut |line| rewrite(line, &mut replace));
    }
}

fn raise(body: &mut [Block]) {
    let by = highest(body).unwrap_or(1) - 1;
    for_each_block(body, &mut |block| {
        if let Block::Heading(heading) = block {
            heading.level = HeadingLevel::clamped(usize::from(heading.level.get().saturating_sub(by)));
        }
    });
}

/// Returns the highest level of all headings, including those in divisions.
fn highest(body: &[Block]) -> Option<u8> {
    let levels = body.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.level.get()),
        Block::Division(division) => highest(&division.body),
        _ => None,
    });
    levels.min()
}
