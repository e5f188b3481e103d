//! Numbers tips.

use super::rewrite::{blocks_in, bodies};
use crate::{
    article::{Article, Block},
    locale::Digits,
};

/// Numbers every tip: from its written number, else continuing from the previous tip, else from 1.
pub(super) fn number(article: &mut Article, digits: Digits) {
    for body in bodies(article) {
        count(body, &mut 0, digits);
    }
}

/// Numbers tips. `last` is the number of the last tip in this context; tips inside a tip are a separate context.
fn count(blocks: &mut [Block], last: &mut u32, digits: Digits) {
    for block in blocks {
        let Block::Tips(tips) = block else {
            blocks_in(block, &mut |inner| count(inner, last, digits));
            continue;
        };
        let first = match tips.start {
            Some(start) => start,
            None if tips.continues => last.saturating_add(1),
            None => 1,
        };
        for (index, tip) in tips.items.iter_mut().enumerate() {
            let number = first.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
            tip.number = Some(number);
            tip.numeral = digits.counter.map(|_| digits.write(number));
            *last = number;
            count(&mut tip.body, &mut 0, digits);
        }
    }
}
