//! The text of references to numbered anchors whose author leaves the text to resolve.

use crate::{
    article::{Anchor, Article, Block, Caption, for_each_block},
    locale::{Words, numbered},
};
use std::collections::HashMap;

/// Returns the text of references to each anchor that has a number or a label.
pub(super) fn places(article: &Article) -> HashMap<&Anchor, String> {
    let words = Words::of(&article.lang());
    let label = |caption: &Option<Caption>| caption.as_ref().and_then(|caption| caption.label.clone());
    let mut places = HashMap::new();
    let mut add = |anchor, words: Option<String>| places.extend(Option::zip(anchor, words));
    for body in std::iter::once(&article.body).chain(article.notes.iter().map(|note| &note.body)) {
        for_each_block(body, &mut |block| match block {
            Block::Heading(x) => {
                add(x.anchor.as_ref(), x.number.as_deref().map(|number| numbered(words.section, number)));
            }
            Block::Table(x) => add(x.anchor.as_ref(), label(&x.caption)),
            Block::Figure(x) => add(x.anchor.as_ref(), label(&x.caption)),
            Block::Formula(x) => {
                add(x.anchor.as_ref(), x.number.as_deref().map(|number| numbered(words.equation, number)));
            }
            Block::Tips(x) => x.items.iter().for_each(|tip| {
                add(tip.anchor.as_ref(), tip.printed_number().map(|number| numbered(words.tip_n, &number)));
            }),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Quote(_)
            | Block::Callout(_)
            | Block::Code(_)
            | Block::Definitions(_)
            | Block::Rule(_)
            | Block::PageBreak(_)
            | Block::Division(_)
            | Block::Bibliography(_) => {}
        });
    }
    places
}
