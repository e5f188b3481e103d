//! Lists that a division around them, or a line of braces over them, says the nature of: `<div class="tips">`,
//! `::: {.list .lower-roman}`, `{.tips .continue}`.

use super::arrange::is_raw;
use crate::{
    article::{Block, Division, Inline, List, ListMarker, Numerals},
    read::{
        common::{
            attributes::{self, Attributes},
            tips,
        },
        grammar,
    },
};

/// Whether these blocks are a list that a division with these classes is there for.
pub(super) fn are_said(classes: &[String], blocks: &[Block]) -> bool {
    let named = classes.first().is_some_and(|name| matches!(name.as_str(), "tips" | "list"));
    named && matches!(blocks, [Block::List(list)] if list.marker != ListMarker::Bullet)
}

/// Takes a line of braces over a list, `{.tips .continue}`, for a division around it.
pub(super) fn braced(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|block| braces(source, block).is_some()) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let classes = out
            .last()
            .and_then(|block| braces(source, block))
            .filter(|classes| are_said(classes, std::slice::from_ref(&block)));
        match (classes, out.last_mut()) {
            (Some(classes), Some(line)) => {
                let span = line.span().cover(block.span());
                let division = Division { lang: None, dir: None, classes, anchor: None, body: vec![block], span };
                *line = Block::Division(Box::new(division));
            }
            _ => out.push(block),
        }
    }
    out
}

/// The classes of a paragraph of nothing else. What goes on counting are tips.
fn braces(source: &str, block: &Block) -> Option<Vec<String>> {
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

/// Takes a list out of the division that is there for it.
pub(super) fn find(block: &mut Block) {
    let Block::Division(division) = block else { return };
    let plain = division.anchor.is_none() && division.lang.is_none() && division.dir.is_none();
    if !plain || !are_said(&division.classes, &division.body) {
        return;
    }
    if let Some(Block::List(list)) = division.body.pop() {
        *block = named(division, list);
    }
}

fn named(division: &Division, mut list: List) -> Block {
    let has = |name: &str| division.classes.iter().any(|class| class == name);
    if has("tips") {
        return tips::said(list, has("continue"));
    }
    if let ListMarker::Ordered { numerals, .. } = &mut list.marker {
        *numerals = KINDS.into_iter().find(|kind| has(grammar::numerals(*kind))).unwrap_or_default();
    }
    Block::List(list)
}

const KINDS: [Numerals; 4] = [Numerals::LowerAlpha, Numerals::UpperAlpha, Numerals::LowerRoman, Numerals::UpperRoman];
