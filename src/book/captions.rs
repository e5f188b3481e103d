//! Numbers of tables and figures: `Table 1` of the third article becomes `Table 3.1`, so that all are distinct.
//!
//! With consecutive numbers throughout the book, a literal `see Table 1` would point to another article's table.

use crate::{
    article::{Anchor, Article, Block, Caption, DisplayFormula, Inline, plain_text},
    locale::{Digits, Words, numbered},
    resolve::rewrite::{bodies, for_each_block, for_each_inline, for_each_line},
};
use std::collections::HashMap;

/// Prefixes the article's number to its captions and to references to them.
pub(super) fn number(article: &mut Article, of_article: usize) {
    let mut renamed: HashMap<Anchor, (String, String)> = HashMap::new();
    let mut relabel = |anchor: &Option<Anchor>, caption: &mut Option<Caption>| {
        let Some(label) = caption.as_mut().and_then(|caption| caption.label.as_mut()) else { return };
        let digits = Digits::in_use(label);
        let Some(digit) = label.find(|c| digits.has(c)) else { return };
        let (word, count) = label.split_at(digit);
        let now = format!("{word}{}.{count}", digits.write(of_article));
        let before = std::mem::replace(label, now.clone());
        renamed.extend(anchor.clone().map(|anchor| (anchor, (before, now))));
    };
    let mut equations = Vec::new();
    for body in bodies(article) {
        for_each_block(body, &mut |block| match block {
            Block::Table(x) => relabel(&x.anchor, &mut x.caption),
            Block::Figure(x) => relabel(&x.anchor, &mut x.caption),
            Block::Formula(x) if x.tag.is_none() => equation(x, of_article, &mut equations),
            _ => {}
        });
    }
    let words = Words::of(&article.lang());
    for (anchor, before, now) in equations {
        let [before, now] = [before, now].map(|number| numbered(words.equation, &number));
        renamed.insert(anchor, (before, now));
    }
    if renamed.is_empty() {
        return;
    }
    for body in bodies(article) {
        for_each_line(body, &mut |line| for_each_inline(line, &mut |inline| refer(inline, &renamed)));
    }
}

/// Prefixes the article's number to that of a formula: `(1)` becomes `(3.1)`.
fn equation(formula: &mut DisplayFormula, of_article: usize, renamed: &mut Vec<(Anchor, String, String)>) {
    let Some(number) = &mut formula.number else { return };
    let digits = Digits::in_use(number);
    let now = format!("({}.{}", digits.write(of_article), number.trim_start_matches('('));
    let before = std::mem::replace(number, now.clone());
    renamed.extend(formula.anchor.clone().map(|anchor| (anchor, before, now)));
}

/// Updates the label in a reference, unless the author worded it.
fn refer(inline: &mut Inline, renamed: &HashMap<Anchor, (String, String)>) {
    if let Inline::CrossRef(x) = inline
        && let Some((before, now)) = renamed.get(&x.target)
        && plain_text(&x.content).replace('\u{a0}', " ") == before.replace('\u{a0}', " ")
    {
        x.content = vec![Inline::words(now)];
    }
}
