//! Lists classified by a division around them or by attributes on the line above: `<div class="tips">`, `::: {.list
//! .lower-roman}`, `{.tips .continue}`.

use super::escapes::is_raw;
use crate::{
    article::{Block, Division, EPIGRAPH, Inline, List, ListItem, ListMarker, Numerals, VERSE},
    read::common::{
        attributes::{self, Attributes},
        tips,
    },
};

/// Returns the first number of an ordered list that is neither consecutive nor the same in all items, and the number
/// that the item gets.
pub(super) fn miscounted(source: &str, first: u64, items: &[ListItem]) -> Option<(u64, u64)> {
    let number = |item: &ListItem| {
        let rest = source.get(item.span.start as usize..)?;
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        rest[end..].starts_with(['.', ')']).then(|| rest[..end].parse::<u64>().ok()).flatten()
    };
    let written: Vec<u64> = items.iter().map(number).collect::<Option<_>>()?;
    if written.iter().all(|&number| number == first) {
        return None;
    }
    written.into_iter().zip(first..).find(|(written, counted)| written != counted)
}

/// Returns whether these blocks are a single ordered list that the classes of a division classify.
pub(super) fn are_classified(classes: &[String], blocks: &[Block]) -> bool {
    let named = classes.first().is_some_and(|name| matches!(name.as_str(), "tips" | "list"));
    named && matches!(blocks, [Block::List(list)] if list.marker != ListMarker::Bullet)
}

/// Returns whether a block is a quote that the classes of a division classify.
fn are_quoted(classes: &[String], block: &Block) -> bool {
    let named = classes.iter().any(|name| matches!(name.as_str(), VERSE | EPIGRAPH));
    named && matches!(block, Block::Quote(_))
}

/// Converts attributes on the line above a list or quote, `{.tips .continue}`, `{.verse}`, to a division around it.
pub(super) fn braced(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|block| braces(source, block).is_some()) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let classes = out
            .last()
            .and_then(|block| braces(source, block))
            .filter(|classes| are_classified(classes, std::slice::from_ref(&block)) || are_quoted(classes, &block));
        match (classes, out.last_mut()) {
            (Some(classes), Some(line)) => {
                let span = line.span().cover(block.span());
                let division = Division { classes, body: vec![block], span, ..Division::default() };
                *line = Block::Division(Box::new(division));
            }
            _ => out.push(block),
        }
    }
    out
}

/// Returns the classes of a paragraph that consists only of attributes. `.continue` implies `.tips`.
pub(super) fn braces(source: &str, block: &Block) -> Option<Vec<String>> {
    let Block::Paragraph(paragraph) = block else { return None };
    let [Inline::Text(text)] = paragraph.content.as_slice() else { return None };
    if !text.text.starts_with('{') || !is_raw(source, paragraph.span, &text.text) {
        return None;
    }
    let Attributes { anchor: None, mut classes, values } = attributes::parse(&text.text)? else { return None };
    if classes.first().is_some_and(|name| name == "continue") {
        classes.insert(0, "tips".to_owned());
    }
    values.is_empty().then_some(classes)
}

/// Unwraps a list from the division that classifies it.
pub(super) fn unwrap(block: &mut Block) {
    let Block::Division(division) = block else { return };
    let plain = division.anchor.is_none() && division.lang.is_none() && division.dir.is_none();
    if !plain || !are_classified(&division.classes, &division.body) {
        return;
    }
    if let Some(Block::List(list)) = division.body.pop() {
        *block = classified(division, list);
    }
}

fn classified(division: &Division, mut list: List) -> Block {
    let has = |name: &str| division.classes.iter().any(|class| class == name);
    if has("tips") {
        return tips::explicit(list, has("continue"));
    }
    if let ListMarker::Ordered { numerals, .. } = &mut list.marker {
        *numerals = KINDS.into_iter().find(|kind| has(attributes::numerals_class(*kind))).unwrap_or_default();
    }
    Block::List(list)
}

const KINDS: [Numerals; 4] = [Numerals::LowerAlpha, Numerals::UpperAlpha, Numerals::LowerRoman, Numerals::UpperRoman];
