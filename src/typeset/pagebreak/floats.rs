//! The cost of floats for a page, in space and in appearance.
//!
//! Floats keep their order, so that those waiting at a break are the last before it: their number identifies them.

use super::Place;
use crate::typeset::flow::{Float, Node};
use std::ops::RangeInclusive;

/// The maximum number of floats that may wait at a time.
pub(super) const WAITING: usize = 3;

/// The cost of a float for each page that it waits: as much as leaving a sixth of a page empty.
const WAIT: f64 = 250.0;

/// Sums over all floats of the list, by the number of floats summed.
pub(super) struct Floats {
    /// Heights at their original positions.
    here: Vec<f32>,
    /// Heights at the top of a page.
    at_top: Vec<f32>,
    /// Corrections where they have moved away.
    corrections: Vec<f32>,
}

impl Floats {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut sums = Self { here: vec![0.0], at_top: vec![0.0], corrections: vec![0.0] };
        let add = |sums: &mut Vec<f32>, more: f32| sums.push(sums.last().copied().unwrap_or_default() + more);
        for node in nodes {
            if let Node::Float(Float { inner, gap, correction }) = node {
                add(&mut sums.here, inner.height);
                add(&mut sums.at_top, inner.height + gap);
                add(&mut sums.corrections, *correction);
            }
        }
        sums
    }

    /// Returns whether the list has no floats.
    fn is_empty(&self) -> bool {
        self.here.len() == 1
    }

    /// Returns the possible numbers of floats waiting at a break. None waits at a forced break.
    pub(super) fn may_wait(&self, place: &Place) -> RangeInclusive<usize> {
        0..=if place.forced { 0 } else { (place.floats - place.placed).min(WAITING) }
    }

    /// Returns the height of floats on a page between two breaks, with the numbers waiting there; `None` if more would
    /// have to wait at its end than exist.
    pub(super) fn height(&self, (from, before): (&Place, usize), (to, waiting): (&Place, usize)) -> Option<f32> {
        if self.is_empty() {
            return Some(0.0);
        }
        let (first, own) = (from.floats - before, from.floats);
        let placed = (to.floats - waiting >= first).then(|| to.floats - waiting)?;
        let between = |sums: &[f32], from: usize, to: usize| sums[to.max(from)] - sums[from];
        let top = between(&self.at_top, first, placed.min(own));
        let here = between(&self.here, own, placed);
        Some(top + here + between(&self.corrections, own.max(placed), to.floats))
    }

    /// Returns the minimum height of floats between two breaks: as many as possible wait.
    pub(super) fn least(&self, from: &Place, to: &Place) -> f32 {
        if self.is_empty() {
            return 0.0;
        }
        let placed = to.floats.saturating_sub(WAITING).max(from.floats);
        self.here[placed] - self.here[from.floats] + self.corrections[to.floats] - self.corrections[placed]
    }
}

/// Returns the cost of waiting floats.
pub(super) fn cost(waiting: usize) -> f64 {
    WAIT * waiting as f64
}
