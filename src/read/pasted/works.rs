//! Finds the list of works cited: numbered entries at the end, with or without a heading, or whatever stands
//! under a heading such as "Sources".

use super::{
    marker::{Mark, Marker},
    passage::Passage,
    role::{Role, Verdict},
    runs::{Runs, Style},
};
use crate::article::Numerals;
use crate::read::common::words::{is_reading, is_references};
use std::ops::Range;

/// How many passages may stand below a numbered list that no heading announces: an address, a disclaimer.
const TAIL: usize = 4;

/// The list of works cited.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// Its entries: the passages of each, and its number when the list is numbered.
    pub(super) entries: Vec<(Range<usize>, Option<u32>)>,
    /// Whether the entries are numbered, so that `[1]` cites one.
    pub(super) numbered: bool,
}

impl Works {
    /// One past the last passage of the list, and its first.
    pub(super) fn range(&self) -> Range<usize> {
        match (self.entries.first(), self.entries.last()) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Whether the mark that opens this passage is said again by an entry's label, or is a mere bullet.
    pub(super) fn labels(&self, at: usize, marker: Option<Marker>) -> bool {
        let opens = self.entries.binary_search_by_key(&at, |(range, _)| range.start).is_ok();
        opens && (self.numbered || marker.is_some_and(|marker| matches!(marker.mark, Mark::Bullet(_))))
    }

    /// The last entry's number; 0 when the list is not numbered.
    pub(super) fn last_number(&self) -> u32 {
        self.entries.iter().filter_map(|(_, number)| *number).max().unwrap_or(0)
    }
}

/// The list of works cited, if the text has one.
pub(super) fn find_works(passages: &[Passage], verdicts: &[Verdict], runs: &Runs) -> Works {
    let last =
        |known: &dyn Fn(usize) -> bool| (0..passages.len()).rev().find(|&at| announces(verdicts, at) && known(at));
    let heading = last(&|at| is_references(&passages[at].text))
        .or_else(|| last(&|at| is_reading(&passages[at].text) && lists_works(passages, verdicts, at)));
    let numbered = runs.runs.iter().rev().find(|run| {
        let first = run.items[0];
        let style = matches!(run.style, Style::Numbers(Numerals::Decimal, _)) && run.start == 1;
        let headed = heading.is_some_and(|heading| heading + 1 == first);
        style && (headed || (run.items.len() > 1 && is_bare_list(passages, verdicts, &run.items, run.end)))
    });
    match (numbered, heading) {
        (Some(run), _) => {
            let end = end_of_entry(passages, verdicts, run.items[run.items.len() - 1]);
            let ends = run.items.iter().skip(1).copied().chain([end]);
            let entries = run.items.iter().zip(ends).zip(run.start..);
            Works {
                entries: entries.map(|((&start, end), number)| (start..end, Some(number))).collect(),
                numbered: true,
            }
        }
        (None, Some(heading)) => unnumbered(passages, verdicts, runs, heading + 1),
        (None, None) => Works::default(),
    }
}

fn announces(verdicts: &[Verdict], at: usize) -> bool {
    let heading = matches!(verdicts[at].role, Role::Heading(_));
    heading && verdicts.get(at + 1).is_some_and(|below| below.role == Role::Paragraph)
}

/// Whether all that stands under a heading looks like works: "Further reading" may open a paragraph of advice as well.
fn lists_works(passages: &[Passage], verdicts: &[Verdict], heading: usize) -> bool {
    let below = heading + 1..passages.len();
    below.into_iter().take_while(|&at| verdicts[at].role == Role::Paragraph).all(|at| is_work(&passages[at].text))
}

/// Without a heading, the entries must look like works, and little may follow.
fn is_bare_list(passages: &[Passage], verdicts: &[Verdict], items: &[usize], end: usize) -> bool {
    let works = items.iter().filter(|&&at| is_work(&passages[at].text)).count();
    let tail = passages.len() - end;
    let plain_tail = verdicts[end..].iter().all(|verdict| verdict.role != Role::Title);
    works * 2 >= items.len() && tail <= TAIL && plain_tail
}

/// A year, a DOI, an address or "et al": what entries have and advice has not.
fn is_work(text: &str) -> bool {
    let year =
        text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    year || ["doi", "http", "www.", "et al", "PMID"].iter().any(|mark| text.contains(mark))
}

/// An entry goes on over lines right below it, and over indented ones.
fn end_of_entry(passages: &[Passage], verdicts: &[Verdict], start: usize) -> usize {
    let goes_on = |at: usize| {
        let below = &passages[at];
        let attached = !below.blank_before || below.indent > passages[start].indent + 1;
        attached && below.marker.is_none() && verdicts[at].role == Role::Paragraph
    };
    let mut end = start + 1;
    while end < passages.len() && goes_on(end) {
        end += 1;
    }
    end
}

/// Entries under their heading: items, or paragraphs one each, to the next heading.
fn unnumbered(passages: &[Passage], verdicts: &[Verdict], runs: &Runs, first: usize) -> Works {
    let mut entries: Vec<(Range<usize>, Option<u32>)> = Vec::new();
    let items = runs.starting_at(first).is_some();
    let mut at = first;
    while at < passages.len() && verdicts[at].role == Role::Paragraph {
        if items && (passages[at].marker.is_none() && passages[at].blank_before && passages[at].indent == 0) {
            break;
        }
        let end = end_of_entry(passages, verdicts, at);
        let end = if items { end } else { at + 1 };
        entries.push((at..end, None));
        at = end;
    }
    Works { entries, numbered: false }
}
