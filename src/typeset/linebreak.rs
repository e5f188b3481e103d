//! Optimum-fit line breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
//!
//! It only works on lengths: a paragraph is a list of [`Candidate`] breaks, each with the lengths summed up to it, and
//! the result is the list of breaks with the least total demerits. Words and glyphs are handled by
//! [`super::paragraph`].

mod rivers;

use std::ops::{AddAssign, Mul};

/// Lengths summed from the paragraph's start, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sum {
    /// Natural width.
    pub(crate) width: f32,
    /// How much spaces may grow.
    pub(crate) stretch: f32,
    /// How much spaces may shrink.
    pub(crate) shrink: f32,
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

/// A possible line break.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Candidate {
    /// Sums up to the end of the line, before the spaces that vanish there.
    pub(crate) end: Sum,
    /// Sums up to the start of the next line, after those spaces.
    pub(crate) start: Sum,
    /// The penalty for breaking here; 0 for a plain space.
    pub(crate) penalty: f32,
    /// The width of the hyphen that is added if a line ends here.
    pub(crate) hyphen: f32,
    /// Whether a line that ends here ends in a hyphen, added or explicit.
    pub(crate) flagged: bool,
    /// Whether the line must end here.
    pub(crate) forced: bool,
}

/// The criterion for a good paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Fit {
    /// Lines of natural width, as even as possible; the last line may be short.
    #[default]
    Ragged,
    /// Lines of natural width, all of them as even as possible: for headings.
    Balanced,
    /// Lines stretched or shrunk to the measure, except the last.
    Justified,
}

/// The width of lines, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measure {
    /// The width of the first line, or of the lines next to a drop cap.
    pub(crate) first: f32,
    /// The number of those lines, usually 1.
    pub(crate) firsts: usize,
    /// The width of a line after a forced break.
    pub(crate) begun: f32,
    /// The width of all other lines.
    pub(crate) rest: f32,
}

#[cfg(test)]
impl Measure {
    /// Returns a measure of lines of equal width.
    #[must_use]
    pub(crate) fn even(width: f32) -> Self {
        Self { first: width, firsts: 1, begun: width, rest: width }
    }
}

impl Measure {
    /// Returns the width of a line by its number from 0, and whether it begins after a forced break.
    fn of(&self, line: usize, begun: bool) -> f32 {
        match begun {
            _ if line < self.firsts => self.first,
            true => self.begun,
            false => self.rest,
        }
    }
}

/// A chosen break, with the glue set ratio of its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Chosen {
    /// The candidate's index.
    pub(crate) candidate: usize,
    /// The glue set ratio: 1 stretches each space by its stretch, -1 shrinks it by its shrink.
    pub(crate) ratio: f32,
}

/// Demerits for each line: few lines are better than many.
const LINE: f32 = 10.0;
/// Extra demerits for two consecutive lines that end in hyphens.
const DOUBLE_HYPHEN: f32 = 30_000.0;
/// Extra demerits for a third one and each that follows: prohibitive unless there is no other way.
const MORE_HYPHENS: f32 = 1.0e9;
/// Extra demerits for a last line that starts inside a word.
const FINAL_HYPHEN: f32 = 90_000.0;
/// Extra demerits if the fitness of two consecutive lines differs by more than one class.
const FITNESS_JUMP: f32 = 8_000.0;
/// Extra demerits for a hyphenated word in a heading.
const HEADING_HYPHEN: f32 = 1.0e8;
/// Demerits for a last line of hardly a word: a runt.
const RUNT: f32 = 15_000.0;
/// The width below which a last line is a runt, as a fraction of the measure.
const RUNT_PART: f32 = 0.15;
/// Demerits for a line wider than the measure: any other solution is better.
const OVERFULL: f64 = 1.0e15;
/// The maximum looseness of justified lines before a second pass without a limit.
const TOLERANCE: f32 = 2.2;
/// How much shorter than the measure a ragged line is at a ratio of 1, as a fraction of the measure.
const RAG: f32 = 0.2;

#[derive(Debug, Clone, Copy)]
struct Node {
    candidate: Option<usize>,
    previous: usize,
    demerits: f64,
    ratio: f32,
    line: u32,
}

/// The start of a paragraph.
const START: Node = Node { candidate: None, previous: 0, demerits: 0.0, ratio: 0.0, line: 0 };

/// A node at which lines may start, with the data needed for each later candidate.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: usize,
    /// The sums at the start of the line.
    start: Sum,
    /// The maximum width of the line.
    width: f32,
    demerits: f64,
    fitness: u8,
    /// The number of consecutive lines that end in hyphens here, up to [`HYPHENS`].
    hyphens: u8,
}

/// A path to a candidate.
#[derive(Debug, Clone, Copy)]
struct Way {
    from: usize,
    demerits: f64,
    ratio: f32,
    fitness: u8,
    hyphens: u8,
}

/// The length up to which runs of hyphens are distinguished.
const HYPHENS: u8 = 3;

/// The best paths to a candidate, one for each fitness class and number of hyphens: what follows costs the same after
/// any two that agree in these, so the best continuation is among them.
type Best = Vec<Way>;

/// Returns the breaks with the least total demerits. The last candidate must be forced. Lines never exceed the measure
/// unless a single unbreakable piece does.
#[must_use]
pub(crate) fn break_lines(candidates: &[Candidate], measure: Measure, fit: Fit) -> Vec<Chosen> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let tolerances: &[f32] = if fit == Fit::Justified { &[TOLERANCE, f32::INFINITY] } else { &[f32::INFINITY] };
    let mut breaker = Breaker::new(candidates, measure, fit);
    for &tolerance in tolerances {
        if let Some(last) = breaker.run(tolerance) {
            return if fit == Fit::Justified { breaker.without_rivers(last, tolerance) } else { breaker.trace(last) };
        }
    }
    Vec::new()
}

struct Breaker<'a> {
    candidates: &'a [Candidate],
    measure: Measure,
    fit: Fit,
    nodes: Vec<Node>,
    /// Candidates at which no line may end.
    avoided: Vec<usize>,
}

impl<'a> Breaker<'a> {
    fn new(candidates: &'a [Candidate], measure: Measure, fit: Fit) -> Self {
        Self { candidates, measure, fit, nodes: Vec::new(), avoided: Vec::new() }
    }

    /// Returns the last node of the best path, if there is one within the tolerance. Without a limit there always is.
    fn run(&mut self, tolerance: f32) -> Option<usize> {
        self.nodes.clear();
        self.nodes.push(START);
        let (mut active, mut best) = (vec![self.start()], Best::new());
        for (at, candidate) in self.candidates.iter().enumerate() {
            if self.avoided.contains(&at) {
                continue;
            }
            best.clear();
            let mut overfull: Option<Way> = None;
            active.retain(|from| {
                let ratio = self.ratio(from, candidate);
                let fits = ratio >= -1.0;
                let looks = self.looks(candidate, ratio);
                if fits && (ratio > tolerance || self.loses(from, candidate, looks, &best)) {
                    return !candidate.forced;
                }
                let way = self.way(from, at, ratio, looks);
                if fits {
                    enter(&mut best, way);
                } else if overfull.is_none_or(|worst| self.nodes[way.from].line >= self.nodes[worst.from].line) {
                    overfull = Some(way);
                }
                fits && !candidate.forced
            });
            if !best.is_empty() {
                self.keep(at, &best, &mut active);
            } else if let Some(way) = overfull.filter(|_| tolerance.is_infinite() && active.is_empty()) {
                active.push(self.open(at, &way));
            }
            if active.is_empty() {
                return None;
            }
        }
        let done = |open: &&Open| self.nodes[open.node].candidate == Some(self.candidates.len() - 1);
        let last = active.iter().filter(done).min_by(|a, b| a.demerits.total_cmp(&b.demerits));
        last.map(|open| open.node)
    }

    /// Returns whether a path cannot become the best to a candidate, given its minimum cost. All ragged lines are of
    /// one class.
    fn loses(&self, from: &Open, to: &Candidate, looks: f64, best: &Best) -> bool {
        let alone = self.fit != Fit::Justified && !to.flagged;
        alone && best.first().is_some_and(|best| best.demerits <= from.demerits + looks)
    }

    /// Keeps those of the best paths to a candidate that may still become the best overall.
    fn keep(&mut self, at: usize, best: &Best, active: &mut Vec<Open>) {
        for way in best {
            // the maximum that another path can lose to this one by the class of its last line, after no more hyphens
            let beaten =
                |other: &Way| other.hyphens <= way.hyphens && other.demerits + f64::from(FITNESS_JUMP) < way.demerits;
            if !best.iter().any(beaten) {
                active.push(self.open(at, way));
            }
        }
    }

    /// Returns the node of the first line, at the start of the paragraph.
    fn start(&self) -> Open {
        let (start, width) = (Sum::default(), self.measure.first);
        Open { node: 0, start, width, demerits: START.demerits, fitness: 1, hyphens: 0 }
    }

    /// Opens a node: a line may start at a candidate that this path reached.
    fn open(&mut self, at: usize, way: &Way) -> Open {
        let &Way { from, demerits, ratio, fitness, hyphens } = way;
        let line = self.nodes[from].line + 1;
        self.nodes.push(Node { candidate: Some(at), previous: from, demerits, ratio, line });
        let candidate = &self.candidates[at];
        let width = self.measure.of(line as usize, candidate.forced);
        Open { node: self.nodes.len() - 1, start: candidate.start, width, demerits, fitness, hyphens }
    }

    /// Returns the glue set ratio of a line: below -1 it does not fit.
    fn ratio(&self, from: &Open, to: &Candidate) -> f32 {
        /// Tolerance for rounding: sums must not make a line that just fits too long.
        const SLACK: f32 = 0.01;
        let natural = to.end.width - from.start.width + to.hyphen;
        let room = from.width - natural;
        let (stretch, shrink) = match self.fit {
            Fit::Justified => (to.end.stretch - from.start.stretch, to.end.shrink - from.start.shrink),
            Fit::Ragged | Fit::Balanced => (self.measure.rest * RAG, 0.0),
        };
        if room >= 0.0 {
            if to.forced && self.fit != Fit::Balanced {
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

    /// Returns the demerits of a line by itself.
    fn looks(&self, to: &Candidate, ratio: f32) -> f64 {
        let off = ratio.abs().min(20.0);
        let badness = 100.0 * if self.fit == Fit::Justified { off * off * off } else { off * off };
        f64::from(LINE + badness + to.penalty.max(0.0)).powi(2)
    }

    /// Returns the path that includes a line and all before it; `looks` are the demerits of the line by itself.
    fn way(&self, from: &Open, at: usize, ratio: f32, looks: f64) -> Way {
        let (to, mut demerits) = (&self.candidates[at], looks);
        // ragged lines are neither tight nor loose
        let fitness = if self.fit == Fit::Justified { fitness(ratio) } else { 1 };
        if fitness.abs_diff(from.fitness) > 1 {
            demerits += f64::from(FITNESS_JUMP);
        }
        if ratio < -1.0 {
            demerits += OVERFULL;
        }
        let hyphens = if to.flagged { (from.hyphens + 1).min(HYPHENS) } else { 0 };
        demerits += f64::from(match hyphens {
            0 | 1 => 0.0,
            2 => DOUBLE_HYPHEN,
            _ => MORE_HYPHENS,
        });
        if to.hyphen > 0.0 && self.fit == Fit::Balanced {
            demerits += f64::from(HEADING_HYPHEN);
        }
        if to.forced {
            demerits += self.ending(from, at);
        }
        Way { from: from.node, demerits: from.demerits + demerits, ratio, fitness, hyphens }
    }

    /// Returns the additional demerits of a last line.
    fn ending(&self, from: &Open, at: usize) -> f64 {
        let before = &self.nodes[from.node];
        let divided_before = before.candidate.is_some_and(|at| self.candidates[at].hyphen > 0.0);
        let divided = divided_before && at + 1 == self.candidates.len();
        let runt = before.line > 0 && self.is_runt(before, &self.candidates[at]);
        let costs = [(divided, FINAL_HYPHEN), (runt, RUNT)];
        costs.into_iter().map(|(is_so, cost)| if is_so { f64::from(cost) } else { 0.0 }).sum()
    }

    fn is_runt(&self, before: &Node, candidate: &Candidate) -> bool {
        let start = before.candidate.map_or(0.0, |at| self.candidates[at].start.width);
        candidate.end.width - start < self.measure.rest * RUNT_PART
    }

    /// Returns the ratio to set a line with. A line that would need wider gaps than allowed stays short instead.
    fn set_ratio(&self, node: &Node) -> f32 {
        const WIDEST: f32 = 4.0;
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

/// Adds a path to the best ones, unless an equivalent one costs less.
fn enter(best: &mut Best, way: Way) {
    match best.iter_mut().find(|known| (known.fitness, known.hyphens) == (way.fitness, way.hyphens)) {
        Some(known) if way.demerits < known.demerits => *known = way,
        Some(_) => {}
        None => best.push(way),
    }
}

/// Returns the fitness class of a line: tight, decent, loose, very loose.
fn fitness(ratio: f32) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests;
