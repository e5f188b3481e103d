//! Localized text: labels of tables and figures, titles of callouts. Parts in another language use the words of that
//! language.

use super::rewrite::{blocks_in, bodies, for_each_block, for_each_line};
use crate::{
    article::{Article, Block, Callout, CalloutKind, Caption, Inline, Lang, Target, inlines_of, plain_text},
    locale::{Digits, Words, fill},
    read::grammar,
};

/// Numbers captioned tables and figures, each kind from 1, and labels each callout with its kind.
pub(super) fn label(article: &mut Article) {
    let lang = article.lang();
    let lone = is_alone(article, &lang);
    let mut labels = Labels { lone, ..Labels::default() };
    for body in bodies(article) {
        labels.blocks(body, &lang);
    }
}

/// The state of numbering.
#[derive(Default)]
struct Labels {
    tables: u32,
    figures: u32,
    /// Whether there is only one figure and nothing refers to it, so that it needs no number.
    lone: bool,
}

impl Labels {
    fn blocks(&mut self, blocks: &mut [Block], lang: &Lang) {
        let (words, digits) = (Words::of(lang), Digits::of(lang));
        for block in blocks {
            match block {
                Block::Table(table) => caption(&mut table.caption, words.table, &mut self.tables, digits),
                Block::Figure(figure) => {
                    caption(&mut figure.caption, words.figure, &mut self.figures, digits);
                    if let (true, Some(caption)) = (self.lone, &mut figure.caption) {
                        caption.label = None;
                    }
                }
                Block::Callout(callout) => entitle(callout, words),
                _ => {}
            }
            let own = if let Block::Division(x) = &*block { x.lang.clone() } else { None };
            blocks_in(block, &mut |inner| self.blocks(inner, own.as_ref().unwrap_or(lang)));
        }
    }
}

/// Returns whether there is only one figure with a caption, and neither a reference to it nor text such as `Figure
/// 1`.
fn is_alone(article: &mut Article, lang: &Lang) -> bool {
    let mut anchors = Vec::new();
    for body in bodies(article) {
        for_each_block(body, &mut |block| {
            if let Block::Figure(figure) = block {
                anchors.extend(figure.caption.as_ref().map(|_| figure.anchor.clone()));
            }
        });
    }
    let [anchor] = anchors.as_slice() else { return false };
    let label = fill(Words::of(lang).figure, &[("n", &Digits::of(lang).write(1))]).to_lowercase();
    // The anchor may differ from the name as written.
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let name = anchor.as_ref().map(|anchor| letters(anchor.as_str()));
    let leads = |written: &str| name.as_ref().is_some_and(|name| *name == letters(written));
    let refers = |inline: &Inline| match inline {
        Inline::CrossRef(x) => leads(x.target.as_str()),
        Inline::Link(x) => match &x.target {
            Target::Anchor(anchor) => leads(anchor.as_str()),
            Target::Url(url) => url.strip_prefix('#').is_some_and(leads),
        },
        _ => false,
    };
    let mut named = false;
    for body in bodies(article) {
        for_each_line(body, &mut |line| {
            named |= plain_text(line).to_lowercase().contains(&label);
            inlines_of(line, &mut |inline| named |= refers(inline));
        });
    }
    !named
}

/// Gives a title to a callout without one, and adds the kind to a title that does not mention it.
fn entitle(callout: &mut Callout, words: &Words) {
    let kind = words.callout(callout.kind);
    let title = plain_text(&callout.title);
    if title.trim().is_empty() {
        // A footnote reference or a picture without text is kept after the kind.
        callout.title.retain(|inline| {
            let mut stays = false;
            inlines_of(std::slice::from_ref(inline), &mut |inline| {
                stays |= matches!(inline, Inline::NoteRef(_) | Inline::Citation(_) | Inline::Image(_));
            });
            stays
        });
        callout.title.insert(0, Inline::words(kind));
        without_label(&mut callout.body, kind);
    } else if callout.kind != CalloutKind::FurtherReading
        && !title.to_lowercase().contains(&kind.to_lowercase())
        && !grammar::names_a_box(&title)
    {
        callout.label = Some(format!("{kind}{}", words.colon));
    }
}

/// Numbers a caption. A caption without text is removed.
fn caption(caption: &mut Option<Caption>, pattern: &str, count: &mut u32, digits: Digits) {
    if caption.as_ref().is_some_and(|caption| caption.content.is_empty()) {
        *caption = None;
    }
    if let Some(caption) = caption {
        *count += 1;
        caption.label = Some(fill(pattern, &[("n", &digits.write(*count))]));
    }
}

/// Removes the kind of a callout from the start of its text where the title says it: `Note: ask first` under `Note`.
fn without_label(body: &mut [Block], kind: &str) {
    let Some(Block::Paragraph(paragraph)) = body.first_mut() else { return };
    let Some(Inline::Text(text)) = paragraph.content.first_mut() else { return };
    let label = text.text.get(..kind.len()).filter(|label| label.to_lowercase() == kind.to_lowercase());
    let rest = label.and_then(|_| text.text[kind.len()..].strip_prefix([':', '：']));
    if let Some(rest) = rest.map(str::trim_start).filter(|rest| !rest.is_empty()) {
        text.text = rest.to_owned();
    }
}
