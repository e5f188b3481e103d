//! Heading levels without gaps, and heading numbers.

use super::rewrite::for_each_block;
use crate::{
    article::{Article, Block, Heading, HeadingLevel},
    diagnostic::{Code, Diagnostic},
    locale::Digits,
};

/// The class of headings without a number.
pub(super) const UNNUMBERED: &str = "unnumbered";

/// Raises headings that skip a level, and numbers headings if the article asks for it.
pub(super) fn level(article: &mut Article, digits: Digits, diagnostics: &mut Vec<Diagnostic>) {
    let mut outline = Outline { numbered: article.meta.number_headings, ..Outline::default() };
    for body in super::rewrite::bodies(article) {
        for_each_block(body, &mut |block| {
            if let Block::Heading(heading) = block {
                outline.add(heading, digits, diagnostics);
            }
        });
    }
}

#[derive(Default)]
struct Outline {
    numbered: bool,
    /// The written levels of the open sections.
    open: Vec<u8>,
    /// The number of headings so far at each open level.
    counts: Vec<u32>,
}

impl Outline {
    fn add(&mut self, heading: &mut Heading, digits: Digits, diagnostics: &mut Vec<Diagnostic>) {
        let written = heading.level.get();
        while self.open.last().is_some_and(|&level| level >= written) {
            self.open.pop();
        }
        if self.open.last().is_some_and(|&parent| written > parent + 1) {
            let message =
                format!("a heading of level {written} is directly below one of level {}", written_parent(&self.open));
            diagnostics.push(Diagnostic::new(Code::SkippedLevel, message).at(heading.span));
        }
        self.open.push(written);
        heading.level = HeadingLevel::clamped(self.open.len());
        if self.numbered && !heading.classes.iter().any(|class| class == UNNUMBERED) {
            heading.number = Some(digits.write(self.count()));
        }
    }

    /// Returns the number of the next heading at the open level: `2.1`.
    fn count(&mut self) -> String {
        let depth = self.open.len();
        self.counts.resize(depth, 0);
        if let Some(last) = self.counts.last_mut() {
            *last += 1;
        }
        self.counts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
    }
}

fn written_parent(open: &[u8]) -> u8 {
    open.last().copied().unwrap_or(1)
}
