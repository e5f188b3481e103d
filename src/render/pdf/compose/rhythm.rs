//! The baseline grid: lines of running text keep to a grid of half the leading, down each page and on its front and
//! back.
//!
//! Each block, with the space after it, takes up a whole number of steps. As space at the top of a page vanishes, a
//! page may begin with any block. The inside of lists and tables does not keep to the grid.

use super::{Column, Composer, padding::overhang};
use crate::{
    article::Block,
    typeset::flow::{Node, height},
};

impl Composer<'_> {
    /// Returns whether a column contains running text, which keeps to the grid.
    pub(super) fn is_running(&self, column: Column) -> bool {
        (column.x, column.width) == (0.0, self.area.width)
    }

    /// Returns the space between two blocks of running text, given the height of the first: close to the ideal, on the
    /// grid.
    pub(super) fn space_on_grid(&self, before: &Block, height: f32, after: &Block) -> f32 {
        let step = self.step();
        let rest = rest(height, step);
        let steps = (self.space_between(before, after) - rest) / step;
        let steps = match (before, after) {
            // the badge of a tip extends above its line
            (Block::Heading(_), Block::Tips(_)) => steps.ceil(),
            // a heading belongs to what follows it
            (Block::Heading(_), _) => steps.floor(),
            _ => steps.round(),
        };
        let least = ((self.least_space(before, after) - rest) / step).ceil();
        rest + steps.max(least).max(0.0) * step
    }

    /// Returns the minimum space between two blocks.
    fn least_space(&self, before: &Block, after: &Block) -> f32 {
        let shapes = overhang(before) + overhang(after);
        match before {
            _ if shapes > 0.0 => shapes + CLEAR,
            // a heading no larger than the text is directly above it
            Block::Heading(x) if self.sheet.heading(x.level.get()).size > self.sheet.body.size => {
                self.space_between(before, after) * 0.6
            }
            _ => 0.0,
        }
    }

    /// Extends the space at the end of a part of the document to the grid.
    pub(super) fn end_on_grid(&self, nodes: &mut [Node]) {
        let rest = rest(height(nodes), self.step());
        if let Some(Node::Space(space)) = nodes.last_mut() {
            *space += rest;
        }
    }

    fn step(&self) -> f32 {
        self.sheet.body.leading / 2.0
    }
}

/// The minimum distance between a panel and its neighbors, in points.
const CLEAR: f32 = 4.0;

/// Returns the difference between a height and the next whole number of steps.
fn rest(height: f32, step: f32) -> f32 {
    /// Tolerance for rounding: sums must not add a step.
    const SLACK: f32 = 0.01;
    (((height - SLACK) / step).ceil().max(0.0) * step - height).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::rest;

    #[test]
    fn a_height_lacks_what_leads_to_the_next_step() {
        assert_eq!(rest(17.0, 8.5), 0.0);
        assert_eq!(rest(17.005, 8.5), 0.0);
        assert_eq!(rest(20.0, 8.5), 5.5);
        assert_eq!(rest(0.0, 8.5), 0.0);
    }
}
