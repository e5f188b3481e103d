//! Words from the locale: labels of tables and figures, titles of callouts. A part in another language has the words of that
//! language.

use super::rewrite::{blocks_in, bodies};
use crate::{
    article::{Article, Block, Callout, CalloutKind, Caption, Inline, Lang, inlines_of, plain_text},
    locale::{Digits, Words, fill},
    read::grammar,
};

/// Numbers captioned tables and figures, each kind from 1, and says the kind of each callout.
pub(super) fn label(article: &mut Article) {
    let lang = article.lang();
    let mut labels = Labels::default();
    for body in bodies(article) {
        labels.blocks(body, &lang);
    }
}

/// What has been counted.
#[derive(Default)]
struct Labels {
    tables: u32,
    figures: u32,
}

impl Labels {
    fn blocks(&mut self, blocks: &mut [Block], lang: &Lang) {
        let (words, digits) = (Words::of(lang), Digits::of(lang));
        for block in blocks {
            match block {
                Block::Table(table) => caption(&mut table.caption, words.table, &mut self.tables, digits),
                Block::Figure(figure) => caption(&mut figure.caption, words.figure, &mut self.figures, digits),
                Block::Callout(callout) => entitle(callout, words),
                _ => {}
            }
            let own = if let Block::Division(x) = &*block { x.lang.clone() } else { None };
            blocks_in(block, &mut |inner| self.blocks(inner, own.as_ref().unwrap_or(lang)));
        }
    }
}

/// Gives a title to a callout without one, and the word of its kind to one whose title does not say it.
fn entitle(callout: &mut Callout, words: &Words) {
    let kind = words.callout(callout.kind);
    let title = plain_text(&callout.title);
    if title.trim().is_empty() {
        // A footnote mark or picture without words is kept after the word.
        callout.title.retain(|inline| {
            let mut stays = false;
            inlines_of(std::slice::from_ref(inline), &mut |inline| {
                stays |= matches!(inline, Inline::NoteRef(_) | Inline::Citation(_) | Inline::Image(_));
            });
            stays
        });
        callout.title.insert(0, Inline::words(kind));
    } else if callout.kind != CalloutKind::FurtherReading
        && !title.to_lowercase().contains(&kind.to_lowercase())
        && !grammar::names_a_box(&title)
    {
        callout.label = Some(format!("{kind}{}", words.colon));
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
