//! Rivers: gaps between words that line up over three or more lines, so that a white streak runs down the paragraph.
//!
//! Whether gaps meet is only known once lines are chosen. So rivers are searched for in the best breaks, and if there
//! are any, alternatives without one of these breaks are tried.

use super::{Breaker, Candidate, Chosen, Measure, Sum};

/// Demerits for a line that continues a river, multiplied by the square of its number of lines beyond two: rivers of
/// three lines are frequent and hardly visible, longer ones are visible.
const RIVER: f64 = 15_000.0;
/// The minimum number of lines of a river.
const LINES: u32 = 3;
/// The maximum number of alternatives to try for a paragraph.
const TRIES: usize = 24;

/// A gap between two words of a line.
#[derive(Debug, Clone, Copy)]
struct Gap {
    /// Its middle, in points from the edge of the column.
    middle: f32,
    /// Its width in points.
    width: f32,
    /// The number of consecutive lines with gaps here, including this one.
    depth: u32,
}

impl Gap {
    /// Returns whether gaps of adjacent lines overlap by at least half of their width.
    fn meets(&self, other: &Self) -> bool {
        (self.middle - other.middle).abs() <= (self.width + other.width) / 4.0
    }
}

/// The rivers left by a set of breaks.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rivers {
    /// Their demerits.
    pub(super) demerits: f64,
    /// The lines that continue a river, in order, each once.
    pub(super) lines: Vec<usize>,
}

/// Returns the rivers in lines set to a measure.
pub(super) fn rivers(candidates: &[Candidate], lines: &[Chosen], measure: Measure) -> Rivers {
    let mut found = Rivers::default();
    let (mut above, mut gaps): (Vec<Gap>, Vec<Gap>) = Default::default();
    let mut from: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        gaps.clear();
        gaps_of(candidates, from, *line, (measure, at), &mut gaps);
        let mut next = 0;
        for gap in &mut gaps {
            while above.get(next).is_some_and(|above| above.middle < gap.middle && !above.meets(gap)) {
                next += 1;
            }
            let met = above[next..].iter().take_while(|above| above.meets(gap));
            gap.depth = 1 + met.map(|above| above.depth).max().unwrap_or(0);
            if gap.depth >= LINES {
                found.demerits += RIVER * f64::from(gap.depth + 1 - LINES).powi(2);
                if found.lines.last() != Some(&at) {
                    found.lines.push(at);
                }
            }
        }
        std::mem::swap(&mut above, &mut gaps);
        from = Some(line.candidate);
    }
    found
}

/// Returns the gaps of the line after a break.
fn gaps_of(
    candidates: &[Candidate],
    from: Option<usize>,
    line: Chosen,
    (measure, number): (Measure, usize),
    gaps: &mut Vec<Gap>,
) {
    let start = from.map_or(Sum::default(), |at| candidates[at].start);
    let width = measure.of(number, from.is_some_and(|at| candidates[at].forced));
    let set = |sum: Sum| {
        let by = if line.ratio > 0.0 { sum.stretch - start.stretch } else { sum.shrink - start.shrink };
        measure.rest - width + sum.width - start.width + by * line.ratio
    };
    for candidate in &candidates[from.map_or(0, |at| at + 1)..line.candidate] {
        if candidate.start.width > candidate.end.width {
            let (left, right) = (set(candidate.end), set(candidate.start));
            gaps.push(Gap { middle: (left + right) / 2.0, width: right - left, depth: 1 });
        }
    }
}

impl Breaker<'_> {
    /// Returns breaks with no rivers, or fewer, than those of the best path that ends in a node; that path if no other
    /// is better overall.
    pub(super) fn without_rivers(&mut self, last: usize, tolerance: f32) -> Vec<Chosen> {
        let mut best = self.weighed(last);
        let (mut tries, mut done) = (TRIES, 0);
        while let Some(&line) = best.rivers.lines.iter().find(|&&line| line >= done) {
            match self.other_way(&best, line, tolerance, &mut tries) {
                Some((other, avoided)) => {
                    self.avoided.push(avoided);
                    best = other;
                }
                None => done = line + 1,
            }
        }
        best.lines
    }

    /// Returns the best path that is better than this one and avoids one of the breaks by which a river reaches a line;
    /// and that break.
    fn other_way(
        &mut self,
        best: &Weighed,
        line: usize,
        tolerance: f32,
        tries: &mut usize,
    ) -> Option<(Weighed, usize)> {
        let mut better: Option<(Weighed, usize)> = None;
        for avoided in best.lines[line.saturating_sub(LINES as usize)..=line].iter().map(|line| line.candidate) {
            if *tries == 0 || self.candidates[avoided].forced {
                continue;
            }
            *tries -= 1;
            self.avoided.push(avoided);
            if let Some(last) = self.run(tolerance) {
                let other = self.weighed(last);
                if other.total < better.as_ref().map_or(best.total, |(better, _)| better.total) {
                    better = Some((other, avoided));
                }
            }
            self.avoided.pop();
        }
        better
    }

    fn weighed(&self, last: usize) -> Weighed {
        let lines = self.trace(last);
        let rivers = rivers(self.candidates, &lines, self.measure);
        Weighed { total: self.nodes[last].demerits + rivers.demerits, lines, rivers }
    }
}

/// A path through a paragraph, with its rivers.
struct Weighed {
    lines: Vec<Chosen>,
    rivers: Rivers,
    /// Its demerits, including those of its rivers.
    total: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::linebreak::{Fit, TOLERANCE, tests::words};

    #[test]
    fn gaps_under_one_another_are_a_river_from_the_third_line_on() {
        let candidates = words(&[10.0; 20]);
        let lines: Vec<Chosen> = (1..=5).map(|line| Chosen { candidate: line * 4 - 1, ratio: 0.0 }).collect();
        let found = rivers(&candidates, &lines, Measure::even(49.0));
        // three gaps, each over three, four and five lines
        assert_eq!(found, Rivers { demerits: 3.0 * RIVER * (1.0 + 4.0 + 9.0), lines: vec![2, 3, 4] });
        // the first line is indented by half a word
        let indented = Measure { first: 43.0, ..Measure::even(49.0) };
        assert_eq!(rivers(&candidates, &lines, indented).lines, [3, 4]);
    }

    /// Returns words of one to ten letters, the same on each run.
    fn prose(seed: u32, count: usize) -> Vec<Candidate> {
        let mut state = seed;
        let widths = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            5.0 * (1 + (state >> 24) % 10) as f32
        });
        words(&widths.take(count).collect::<Vec<_>>())
    }

    #[test]
    fn a_path_with_fewer_rivers_is_taken_if_it_costs_less_than_they_do() {
        let (mut before, mut after) = (0, 0);
        for seed in 0..60 {
            let (candidates, measure) = (prose(seed, 120), Measure::even(300.0));
            let mut breaker = Breaker::new(&candidates, measure, Fit::Justified);
            let Some(last) = breaker.run(TOLERANCE) else { continue };
            let best = breaker.weighed(last);
            let lines = breaker.without_rivers(last, TOLERANCE);
            let left = rivers(&candidates, &lines, measure);
            if best.rivers.lines.is_empty() {
                assert_eq!(lines, best.lines, "{seed}");
            }
            before += best.rivers.lines.len();
            after += left.lines.len();
        }
        assert!(before > 20 && after * 6 < before * 5, "{before} {after}");
    }
}
