//! What floats cost a page, in room and in looks.
//!
//! Floats keep their order, so that those which wait at a place are the last before it: their number says all.

use super::Place;
use crate::typeset::flow::{Float, Node};
use std::ops::RangeInclusive;

/// So many floats may wait at a time.
pub(super) const WAITING: usize = 3;

/// What a float costs for each page that it waits: as much as a page that is a sixth empty.
const WAIT: f64 = 250.0;

/// Sums over all floats of the list, by how many come first.
pub(super) struct Floats {
    /// Where they belong.
    here: Vec<f32>,
    /// At the top of a page.
    at_top: Vec<f32>,
    /// Corrections where they are not.
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

    /// Returns how many floats may wait at a place. None waits where a page must end.
    pub(super) fn may_wait(&self, place: &Place) -> RangeInclusive<usize> {
        0..=if place.forced { 0 } else { (place.floats - place.placed).min(WAITING) }
    }

    /// Returns the room that floats take on a page between two places, with how many wait there; `None` if more would
    /// have to wait at its end than there are.
    pub(super) fn height(&self, (from, before): (&Place, usize), (to, waiting): (&Place, usize)) -> Option<f32> {
        let (first, own) = (from.floats - before, from.floats);
        let placed = (to.floats - waiting >= first).then(|| to.floats - waiting)?;
        let between = |sums: &[f32], from: usize, to: usize| sums[to.max(from)] - sums[from];
        let top = between(&self.at_top, first, placed.min(own));
        let here = between(&self.here, own, placed);
        Some(top + here + between(&self.corrections, own.max(placed), to.floats))
    }

    /// Returns the least room that floats can take between two places: as many as may wait do.
    pub(super) fn least(&self, from: &Place, to: &Place) -> f32 {
        let placed = to.floats.saturating_sub(WAITING).max(from.floats);
        self.here[placed] - self.here[from.floats] + self.corrections[to.floats] - self.corrections[placed]
    }
}

/// Returns the cost of waiting floats.
pub(super) fn cost(waiting: usize) -> f64 {
    WAIT * waiting as f64
}
