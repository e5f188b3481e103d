//! Lists that a division around them says the nature of: `<div class="tips">`, `::: {.list .lower-roman}`.

use crate::{
    article::{Block, Division, List, ListMarker, Numerals},
    read::{common::tips, grammar},
};

/// Whether these blocks are a list that a division with these classes is there for.
pub(super) fn are_said(classes: &[String], blocks: &[Block]) -> bool {
    let named = classes.first().is_some_and(|name| matches!(name.as_str(), "tips" | "list"));
    named && matches!(blocks, [Block::List(list)] if list.marker != ListMarker::Bullet)
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
