//! Words from the locale: labels of tables and figures, titles of callouts.

use super::rewrite::{bodies, for_each_block};
use crate::{
    article::{Article, Block, Caption, Inline, inlines_of, plain_text},
    locale::{Digits, Words, fill},
};

/// Numbers captioned tables and figures, each kind from 1, and gives a title to callouts without one.
pub(super) fn label(article: &mut Article, words: &Words, digits: Digits) {
    let (mut tables, mut figures) = (0, 0);
    for body in bodies(article) {
        for_each_block(body, &mut |block| match block {
            Block::Table(table) => caption(&mut table.caption, words.table, &mut tables, digits),
            Block::Figure(figure) => caption(&mut figure.caption, words.figure, &mut figures, digits),
            Block::Callout(callout) if plain_text(&callout.title).trim().is_empty() => {
                // A footnote mark or picture without words is kept after the word.
                callout.title.retain(|inline| {
                    let mut stays = false;
                    inlines_of(std::slice::from_ref(inline), &mut |inline| {
                        stays |= matches!(inline, Inline::NoteRef(_) | Inline::Citation(_) | Inline::Image(_));
                    });
                    stays
                });
                callout.title.insert(0, Inline::words(words.callout(callout.kind)));
            }
            _ => {}
        });
    }
}

/// Numbers a caption. One without words is removed.
fn caption(caption: &mut Option<Caption>, pattern: &str, count: &mut u32, digits: Digits) {
    if caption.as_ref().is_some_and(|caption| caption.content.is_empty()) {
        *caption = None;
    }
    if let Some(caption) = caption {
        *count += 1;
        caption.label = Some(fill(pattern, &[("n", &digits.write(*count))]));
    }
}
