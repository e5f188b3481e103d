//! Finds which items belong together: runs of bullets, of increasing numbers, of letters.
//!
//! A run of numbers may have paragraphs between its items (leads with bodies); a run of bullets ends at the next
//! paragraph that is not indented. Runs nest by indentation and by kind, up to [`DEPTH`] levels.

use super::{
    marker::{Close, Mark, Marker},
    passage::Passage,
    shape::Ending,
};
use crate::article::Numerals;
use crate::read::common::words::{calls_for_tips, caption};

/// The maximum nesting depth of lists; deeper items are paragraphs as written.
const DEPTH: usize = 8;

/// The style of a run's markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bullets(char),
    Numbers(Numerals, Close),
}

/// What a run is converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    /// Tips. `leads`: each item's own text is a lead above a body.
    Tips {
        leads: bool,
    },
}

/// A run of items.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The passages that open its items.
    pub(super) items: Vec<usize>,
    pub(super) style: Style,
    /// The number of the first item.
    pub(super) start: u32,
    pub(super) kind: Kind,
    /// The index after the last passage of its last item.
    pub(super) end: usize,
    indent: usize,
    last: u32,
}

/// All runs of a text.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) runs: Vec<Run>,
    /// For each passage, the index of its run and of its item in that run.
    pub(super) of: Vec<Option<(usize, usize)>>,
}

impl Runs {
    /// Finds the runs of passages. No run continues across a passage that separates sections, as given by `parts`.
    pub(super) fn find(passages: &[Passage], parts: &[bool]) -> Self {
        let mut runs = Self { runs: Vec::new(), of: vec![None; passages.len()] };
        let mut open: Vec<usize> = Vec::new();
        for (at, passage) in passages.iter().enumerate() {
            if parts[at] {
                open.clear();
            } else if let Some(marker) = passage.marker {
                runs.place(at, &marker, passage.indent, &mut open);
            } else {
                let ends = |run: &Run| matches!(run.style, Style::Bullets(_)) && passage.indent <= run.indent;
                open.retain(|&id| !ends(&runs.runs[id]));
            }
        }
        runs.join_bullets(passages);
        runs.drop_single(passages);
        runs.find_ends(passages, parts);
        runs
    }

    /// Returns the run that starts at this passage.
    pub(super) fn starting_at(&self, at: usize) -> Option<&Run> {
        self.of[at].and_then(|(run, item)| (item == 0).then(|| &self.runs[run]))
    }

    fn place(&mut self, at: usize, marker: &Marker, indent: usize, open: &mut Vec<usize>) {
        let known = open.iter().rposition(|&id| self.runs[id].next_is(marker, indent));
        if let Some(position) = known {
            open.truncate(position + 1);
            let id = open[position];
            self.of[at] = Some((id, self.runs[id].items.len()));
            self.runs[id].items.push(at);
            self.runs[id].last += 1;
            return;
        }
        let Some((style, start)) = opening(marker) else { return };
        if open.len() < DEPTH {
            open.push(self.runs.len());
            self.of[at] = Some((self.runs.len(), 0));
            self.runs.push(Run { items: vec![at], style, start, kind: Kind::List, end: at + 1, indent, last: start });
        }
    }

    /// Merges adjacent runs with different bullets, which were meant as one list. If the first bullet recurs, the
    /// others are nested lists.
    fn join_bullets(&mut self, passages: &[Passage]) {
        let mut joined: Vec<Run> = Vec::with_capacity(self.runs.len());
        for run in std::mem::take(&mut self.runs) {
            let solid = |run: &Run| {
                let bullets = matches!(run.style, Style::Bullets(_));
                bullets && run.items.windows(2).all(|pair| pair[1] == pair[0] + 1)
            };
            let first = run.items[0];
            match joined.last_mut() {
                Some(last)
                    if solid(last)
                        && solid(&run)
                        && last.items.last() == first.checked_sub(1).as_ref()
                        && last.indent.abs_diff(run.indent) <= 1
                        && !passages[first].blank_before =>
                {
                    last.items.extend(run.items);
                    last.last += run.last;
                }
                _ => joined.push(run),
            }
        }
        self.runs = joined;
        for (id, run) in self.runs.iter().enumerate() {
            for (nth, &at) in run.items.iter().enumerate() {
                self.of[at] = Some((id, nth));
            }
        }
    }

    /// Drops single items that may not be meant as a list.
    fn drop_single(&mut self, passages: &[Passage]) {
        let mut last = 0;
        for run in &self.runs {
            let plain = passages[run.items[0]].marker.is_some_and(|marker| marker.is_plain_bullet());
            let goes_on = matches!(run.style, Style::Numbers(..)) && run.start == last + 1 && last > 0;
            let announced = run.items[0].checked_sub(1).is_some_and(|above| {
                let bullets = matches!(run.style, Style::Bullets(_));
                bullets && passages[above].marker.is_none() && passages[above].shape.ending == Ending::Colon
            });
            if run.items.len() == 1 && !plain && !goes_on && !announced {
                self.of[run.items[0]] = None;
            } else if matches!(run.style, Style::Numbers(..)) {
                last = run.last;
            }
        }
    }

    /// Finds the end of each run's last item. Nested runs start later, so they are handled first.
    fn find_ends(&mut self, passages: &[Passage], parts: &[bool]) {
        for id in (0..self.runs.len()).rev() {
            let run = &self.runs[id];
            // Only a kind of list that occurs between its items may also follow the last of them.
            let between = run.items.windows(2).flat_map(|pair| pair[0] + 1..pair[1]);
            let nested: Vec<Style> = between.filter_map(|at| self.starting_at(at)).map(|inner| inner.style).collect();
            let attached = |at: usize| passages[at].marker.is_none() && !passages[at].blank_before;
            let bodies = run.items.windows(2).any(|pair| pair[0] + 1 < pair[1] && attached(pair[0] + 1));
            let last = run.items[run.items.len() - 1];
            let mut end = last + 1;
            while end < passages.len() && !parts[end] {
                let deeper = passages[end].indent > run.indent + 1;
                end = match self.starting_at(end) {
                    Some(inner) if deeper || nested.contains(&inner.style) => inner.end,
                    None if deeper && passages[end].marker.is_none() => end + 1,
                    None if bodies && attached(end) => end + 1,
                    Some(_) | None => break,
                };
            }
            self.runs[id].end = end;
        }
    }

    /// Separates tips from lists; `section` returns the heading above a passage.
    pub(super) fn find_tips(&mut self, passages: &[Passage], parts: &[bool], section: &dyn Fn(usize) -> Option<usize>) {
        for id in 0..self.runs.len() {
            let run = &self.runs[id];
            let first = run.items[0];
            if !matches!(run.style, Style::Numbers(Numerals::Decimal, _)) || self.of[first].is_none() {
                continue;
            }
            if has_leads(run, passages, parts) {
                let end = self.end_of_advice(run, passages, parts);
                self.runs[id].kind = Kind::Tips { leads: true };
                self.runs[id].end = end;
            } else {
                let above = first.checked_sub(1).filter(|&above| !parts[above] && passages[above].marker.is_none());
                let called = above.into_iter().chain(section(first)).any(|at| calls_for_tips(&passages[at].text));
                if called {
                    self.runs[id].kind = Kind::Tips { leads: false };
                }
            }
        }
    }

    /// Returns the end of the last tip's body. It is no longer than the bodies before it, and continues across blank
    /// lines only if they do. It ends at a heading, or at a lead-in that announces other tips.
    fn end_of_advice(&self, run: &Run, passages: &[Passage], parts: &[bool]) -> usize {
        let last = run.items[run.items.len() - 1];
        let longest = run.items.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(usize::MAX);
        let attached = run.items.windows(2).all(|pair| (pair[0] + 1..pair[1]).all(|at| !passages[at].blank_before));
        let ends = |&at: &usize| {
            let below = &passages[at];
            let prose =
                below.shape.is_prose() && below.marker.is_none() && !below.row && caption(&below.text).is_none();
            let beyond = at - last >= longest || (attached && run.items.len() > 1 && below.blank_before);
            let called = passages[at].marker.is_none()
                && passages[at].shape.ending == Ending::Colon
                && calls_for_tips(&passages[at].text);
            parts[at] || (beyond && prose) || (called && at + 1 < passages.len() && self.starting_at(at + 1).is_some())
        };
        (last + 1..passages.len()).find(ends).unwrap_or(passages.len())
    }
}

/// Returns whether every item is short like a heading and has text below it.
fn has_leads(run: &Run, passages: &[Passage], parts: &[bool]) -> bool {
    let has_body = |&at: &usize| {
        let below = at + 1;
        passages.get(below).is_some_and(|next| !parts[below] && next.marker.is_none())
    };
    run.items.iter().all(|at| has_body(at) && passages[*at].shape.is_headline())
}

impl Run {
    /// Returns whether this marker is the run's next one.
    fn next_is(&self, marker: &Marker, indent: usize) -> bool {
        let near = |slack| self.indent.abs_diff(indent) <= slack;
        match (self.style, marker.mark) {
            (Style::Bullets(own), Mark::Bullet(c)) => own == c && near(1),
            (Style::Numbers(Numerals::Decimal, close), Mark::Number(n)) => {
                close == marker.close && n == self.last + 1 && near(2)
            }
            (Style::Numbers(numerals, close), Mark::Letter { alpha, roman, upper }) => {
                let value = match numerals {
                    Numerals::Decimal => None,
                    Numerals::LowerAlpha => alpha.filter(|_| !upper),
                    Numerals::UpperAlpha => alpha.filter(|_| upper),
                    Numerals::LowerRoman => roman.filter(|_| !upper),
                    Numerals::UpperRoman => roman.filter(|_| upper),
                };
                close == marker.close && value == Some(self.last + 1) && near(3)
            }
            _ => false,
        }
    }
}

/// Returns the style and first number of a run that this marker starts. Letters start one only at `a` or `i`.
fn opening(marker: &Marker) -> Option<(Style, u32)> {
    match marker.mark {
        Mark::Bullet(c) => Some((Style::Bullets(c), 1)),
        Mark::Number(n) => Some((Style::Numbers(Numerals::Decimal, marker.close), n)),
        Mark::Letter { alpha, roman, upper } => {
            let numerals = match (alpha, roman, upper) {
                (_, Some(1), false) => Numerals::LowerRoman,
                (_, Some(1), true) => Numerals::UpperRoman,
                (Some(1), _, false) => Numerals::LowerAlpha,
                (Some(1), _, true) => Numerals::UpperAlpha,
                _ => return None,
            };
            Some((Style::Numbers(numerals, marker.close), 1))
        }
    }
}
