//! Optimum-fit line breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
//!
//! It works on lengths alone: a paragraph is a list of [`Candidate`] breaks, each with the lengths summed
//! up to it, and the answer is the list of breaks with the least total demerits. Words and glyphs are
//! [`super::paragraph`]'s business.

use std::ops::{AddAssign, Mul};

/// Lengths summed from the paragraph's start, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    /// Natural width.
    pub width: f32,
    /// How much spaces may grow.
    pub stretch: f32,
    /// How much spaces may shrink.
    pub shrink: f32,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.width += other.width;
        self.stretch += other.stretch;
        self.shrink += other.shrink;
    }
}

impl Mul<f32> for Sum {
    type Output = Self;

    fn mul(self, by: f32) -> Self {
        Self { width: self.width * by, stretch: self.stretch * by, shrink: self.shrink * by }
    }
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Candidate {
    /// Sums up to the end of the line, before the spaces that vanish there.
    pub end: Sum,
    /// Sums up to the start of the next line, after those spaces.
    pub start: Sum,
    /// What breaking here costs besides looks; 0 for a plain space.
    pub penalty: f32,
    /// Width of the hyphen that is added when a line ends here.
    pub hyphen: f32,
    /// Whether the line must end here.
    pub forced: bool,
}

/// What makes a good paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// Lines of natural width, as even as can be; the last as long as it comes.
    #[default]
    Ragged,
    /// Lines of natural width, all of them as even as can be: for headings.
    Balanced,
    /// Lines stretched or shrunk to the measure but the last.
    Justified,
}

/// The width of lines, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The first line's.
    pub first: f32,
    /// All others'.
    pub rest: f32,
}

/// A break that ends a line, with how its spaces are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// The candidate's place in the list.
    pub candidate: usize,
    /// The glue set ratio: 1 stretches each space by its stretch, -1 shrinks it by its shrink.
    pub ratio: f32,
}

/// Demerits for a line as such: few lines are better than many.
const LINE: f32 = 10.0;
/// Extra demerits for two divided lines in a row.
const DOUBLE_HYPHEN: f32 = 30_000.0;
/// Extra demerits for a last line that starts in the middle of a word.
const FINAL_HYPHEN: f32 = 90_000.0;
/// Extra demerits where a tight line follows a loose one.
const FITNESS_JUMP: f32 = 8_000.0;
/// Demerits for a last line of hardly a word.
const RUNT: f32 = 15_000.0;
/// A last line shorter than this part of the measure is a runt.
const RUNT_PART: f32 = 0.15;
/// How loose a justified line may be before a second pass is made without a limit.
const TOLERANCE: f32 = 2.2;
/// The part of the measure by which a ragged line may stay short at a ratio of 1.
const RAG: f32 = 0.2;

#[derive(Debug, Clone, Copy)]
struct Node {
    candidate: Option<usize>,
    previous: usize,
    demerits: f32,
    ratio: f32,
    fitness: i8,
    line: u32,
}

/// The breaks with the least total demerits. The last candidate must be forced. Lines never exceed the
/// measure unless a single unbreakable piece does.
#[must_use]
pub fn break_lines(candidates: &[Candidate], measure: Measure, fit: Fit) -> Vec<Chosen> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let tolerances: &[f32] = if fit == Fit::Justified { &[TOLERANCE, f32::INFINITY] } else { &[f32::INFINITY] };
    let mut breaker = Breaker { candidates, measure, fit, nodes: Vec::new() };
    for &tolerance in tolerances {
        if let Some(last) = breaker.run(tolerance, tolerance.is_infinite()) {
            return breaker.trace(last);
        }
    }
    Vec::new()
}

struct Breaker<'a> {
    candidates: &'a [Candidate],
    measure: Measure,
    fit: Fit,
    nodes: Vec<Node>,
}

impl Breaker<'_> {
    /// The last node of the best way through, if there is one within the tolerance.
    fn run(&mut self, tolerance: f32, must: bool) -> Option<usize> {
        self.nodes.clear();
        self.nodes.push(Node { candidate: None, previous: 0, demerits: 0.0, ratio: 0.0, fitness: 1, line: 0 });
        let (mut active, mut kept) = (vec![0usize], Vec::new());
        for (at, candidate) in self.candidates.iter().enumerate() {
            let mut best: Option<Node> = None;
            let mut overfull: Option<Node> = None;
            kept.clear();
            for &from in &active {
                let ratio = self.ratio(from, at);
                if ratio >= -1.0 {
                    if !candidate.forced {
                        kept.push(from);
                    }
                    let node = self.node(from, at, ratio);
                    if ratio <= tolerance && best.is_none_or(|best| node.demerits < best.demerits) {
                        best = Some(node);
                    }
                } else {
                    let node = self.node(from, at, ratio);
                    if overfull.is_none_or(|worst| node.line >= worst.line) {
                        overfull = Some(node);
                    }
                }
            }
            let nothing_left = kept.is_empty() && best.is_none();
            if let Some(node) = best.or(overfull.filter(|_| must && nothing_left)) {
                self.nodes.push(node);
                kept.push(self.nodes.len() - 1);
            }
            std::mem::swap(&mut active, &mut kept);
            if active.is_empty() {
                return None;
            }
        }
        let done = |&&node: &&usize| self.nodes[node].candidate == Some(self.candidates.len() - 1);
        active.iter().filter(done).copied().min_by(|&a, &b| self.nodes[a].demerits.total_cmp(&self.nodes[b].demerits))
    }

    /// How a line between two breaks is set: below -1 it does not fit.
    fn ratio(&self, from: usize, to: usize) -> f32 {
        let node = &self.nodes[from];
        let candidate = &self.candidates[to];
        let start = node.candidate.map_or(Sum::default(), |at| self.candidates[at].start);
        let natural = candidate.end.width - start.width + candidate.hyphen;
        let room = (if node.line == 0 { self.measure.first } else { self.measure.rest }) - natural;
        let (stretch, shrink) = match self.fit {
            Fit::Justified => (candidate.end.stretch - start.stretch, candidate.end.shrink - start.shrink),
            Fit::Ragged | Fit::Balanced => (self.measure.rest * RAG, 0.0),
        };
        /// Rounding of sums must not make a line that just fits too long.
        const SLACK: f32 = 0.01;
        if room >= 0.0 {
            if candidate.forced && self.fit != Fit::Balanced {
                0.0
            } else if stretch > 0.0 {
                room / stretch
            } else {
                room * 1000.0
            }
        } else if room >= -SLACK {
            0.0
        } else if shrink > 0.0 {
            room / shrink
        } else {
            f32::NEG_INFINITY
        }
    }

    fn node(&self, from: usize, to: usize, ratio: f32) -> Node {
        let before = &self.nodes[from];
        let candidate = &self.candidates[to];
        let badness = 100.0 * ratio.abs().min(20.0).powi(if self.fit == Fit::Justified { 3 } else { 2 });
        let mut demerits = (LINE + badness + candidate.penalty.max(0.0)).powi(2);
        let fitness = fitness(ratio);
        if self.fit == Fit::Justified && (fitness - before.fitness).abs() > 1 {
            demerits += FITNESS_JUMP;
        }
        let divided_before = before.candidate.is_some_and(|at| self.candidates[at].hyphen > 0.0);
        let last = to + 1 == self.candidates.len();
        if divided_before && candidate.hyphen > 0.0 {
            demerits += DOUBLE_HYPHEN;
        }
        if divided_before && last {
            demerits += FINAL_HYPHEN;
        }
        if candidate.forced && before.line > 0 && self.is_runt(before, candidate) {
            demerits += RUNT;
        }
        let total = before.demerits + demerits;
        Node { candidate: Some(to), previous: from, demerits: total, ratio, fitness, line: before.line + 1 }
    }

    fn is_runt(&self, before: &Node, candidate: &Candidate) -> bool {
        let start = before.candidate.map_or(0.0, |at| self.candidates[at].start.width);
        candidate.end.width - start < self.measure.rest * RUNT_PART
    }

    /// A line that would need gaps wider than this stays short instead.
    fn set_ratio(&self, node: &Node) -> f32 {
        const WIDEST: f32 = 5.0;
        if node.ratio > WIDEST { 0.0 } else { node.ratio.max(-1.0) }
    }

    fn trace(&self, last: usize) -> Vec<Chosen> {
        let mut chosen = Vec::new();
        let mut at = last;
        while let Some(candidate) = self.nodes[at].candidate {
            let ratio = if self.fit == Fit::Justified { self.set_ratio(&self.nodes[at]) } else { 0.0 };
            chosen.push(Chosen { candidate, ratio });
            at = self.nodes[at].previous;
        }
        chosen.reverse();
        chosen
    }
}

/// Fitness classes: tight, decent, loose, very loose.
fn fitness(ratio: f32) -> i8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of the given widths with spaces of 3 (stretch 1.5, shrink 1) between them.
    fn words(widths: &[f32]) -> Vec<Candidate> {
        let mut sum = Sum::default();
        let mut candidates = Vec::new();
        for (at, width) in widths.iter().enumerate() {
            sum.width += width;
            let end = sum;
            sum = Sum { width: sum.width + 3.0, stretch: sum.stretch + 1.5, shrink: sum.shrink + 1.0 };
            candidates.push(Candidate { end, start: sum, forced: at + 1 == widths.len(), ..Candidate::default() });
        }
        candidates
    }

    fn lines(widths: &[f32], measure: f32, fit: Fit) -> Vec<usize> {
        let measure = Measure { first: measure, rest: measure };
        break_lines(&words(widths), measure, fit).iter().map(|chosen| chosen.candidate).collect()
    }

    #[test]
    fn a_short_paragraph_is_one_line() {
        assert_eq!(lines(&[10.0, 20.0], 100.0, Fit::Ragged), [1]);
        assert!(break_lines(&[], Measure { first: 1.0, rest: 1.0 }, Fit::Ragged).is_empty());
    }

    #[test]
    fn ragged_lines_are_evened_out_rather_than_filled_greedily() {
        // Greedy: 40+3+40 | 10 alone | 90. Better: 40 | 40+3+10 | 90.
        let greedy_would_leave_ten_alone = lines(&[40.0, 40.0, 10.0, 90.0, 50.0], 90.0, Fit::Ragged);
        assert_eq!(greedy_would_leave_ten_alone, [0, 2, 3, 4]);
    }

    #[test]
    fn a_heading_is_balanced_over_its_lines() {
        assert_eq!(lines(&[30.0, 30.0, 30.0, 30.0], 100.0, Fit::Balanced), [1, 3]);
        assert_eq!(lines(&[30.0, 30.0, 30.0, 30.0], 100.0, Fit::Ragged), [2, 3]);
    }

    #[test]
    fn justified_lines_shrink_and_stretch_within_their_limits() {
        let measure = Measure { first: 65.0, rest: 65.0 };
        let chosen = break_lines(&words(&[20.0, 20.0, 20.0, 20.0, 20.0, 10.0, 5.0]), measure, Fit::Justified);
        assert!(chosen.iter().all(|line| line.ratio >= -1.0), "{chosen:?}");
        assert_eq!(chosen.iter().map(|line| line.candidate).collect::<Vec<_>>(), [2, 6]);
    }

    #[test]
    fn a_word_wider_than_the_measure_does_not_hide_those_after_it() {
        assert_eq!(lines(&[10.0, 300.0, 10.0, 10.0], 50.0, Fit::Ragged), [0, 1, 3]);
    }
}
