//! Finds the reference list: numbered entries at the end, with or without a heading, or the text below a heading such
//! as "Sources".

use super::{
    marker::{Mark, Marker},
    passage::Passage,
    role::{Role, Verdict},
    runs::{Runs, Style},
};
use crate::article::Numerals;
use crate::read::common::words::{is_reading, is_references};
use std::ops::Range;

/// The maximum number of passages after a numbered list without a heading: an address, a disclaimer.
const TAIL: usize = 4;

/// The reference list.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// Its entries: the passages of each, and its number if the list is numbered.
    pub(super) entries: Vec<Entry>,
    /// Whether the entries are numbered, so that `[1]` cites one.
    pub(super) numbered: bool,
}

impl Works {
    /// Returns the range of passages of the list.
    pub(super) fn range(&self) -> Range<usize> {
        match (self.entries.first(), self.entries.last()) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Returns whether the marker of this passage is repeated by an entry's label, or is just a bullet.
    pub(super) fn labels(&self, at: usize, marker: Option<Marker>) -> bool {
        let opens = self.entries.binary_search_by_key(&at, |(range, _)| range.start).is_ok();
        opens && (self.numbered || marker.is_some_and(|marker| matches!(marker.mark, Mark::Bullet(_))))
    }

    /// Returns the last entry's number, or 0 if the list is not numbered.
    pub(super) fn last_number(&self) -> u32 {
        self.entries.iter().filter_map(|(_, number)| *number).max().unwrap_or(0)
    }
}

/// Returns the reference list, which is empty if the text has none.
pub(super) fn find_works(passages: &[Passage], verdicts: &[Verdict], runs: &Runs) -> Works {
    let last =
        |known: &dyn Fn(usize) -> bool| (0..passages.len()).rev().find(|&at| announces(verdicts, at) && known(at));
    let heading = last(&|at| is_references(&passages[at].text))
        .or_else(|| last(&|at| is_reading(&passages[at].text) && lists_works(passages, verdicts, at)));
    if let Some(entries) = heading.and_then(|heading| numbered_below(passages, verdicts, heading + 1)) {
        return Works { entries, numbered: true };
    }
    let numbered = runs.runs.iter().rev().find(|run| {
        let style = matches!(run.style, Style::Numbers(Numerals::Decimal, _)) && run.start == 1;
        style && run.items.len() > 1 && is_bare_list(passages, verdicts, &run.items, run.end)
    });
    match (numbered, heading) {
        (Some(run), _) => {
            let starts: Vec<(usize, u32)> = run.items.iter().copied().zip(run.start..).collect();
            Works { entries: to_entries(passages, verdicts, &starts), numbered: true }
        }
        (None, Some(heading)) => unnumbered(passages, verdicts, runs, heading + 1),
        (None, None) => Works::default(),
    }
}

/// An entry's passages, and its number.
type Entry = (Range<usize>, Option<u32>);

/// Returns the numbered entries that start at a passage. Numbers between consecutive entries may be missing.
fn numbered_below(passages: &[Passage], verdicts: &[Verdict], first: usize) -> Option<Vec<Entry>> {
    let opening = passages.get(first)?.marker?;
    let (mut last, mut last_at) = (opening.number()?, first);
    let mut starts = vec![(first, last)];
    for at in (first + 1..passages.len()).take_while(|&at| verdicts[at].role == Role::Paragraph) {
        let marker = passages[at].marker.filter(|marker| marker.close == opening.close);
        let Some(number) = marker.and_then(|marker| marker.number()) else { continue };
        let follows = number > last && end_of_entry(passages, verdicts, last_at) == at;
        if number == last + 1 || follows {
            (last, last_at) = (number, at);
            starts.push((at, number));
        }
    }
    Some(to_entries(passages, verdicts, &starts))
}

/// Returns entries from the passages that open them and their numbers.
fn to_entries(passages: &[Passage], verdicts: &[Verdict], starts: &[(usize, u32)]) -> Vec<Entry> {
    let end = starts.last().map(|&(last, _)| end_of_entry(passages, verdicts, last));
    let ends = starts.iter().skip(1).map(|&(start, _)| start).chain(end);
    starts.iter().zip(ends).map(|(&(start, number), end)| (start..end, Some(number))).collect()
}

fn announces(verdicts: &[Verdict], at: usize) -> bool {
    let heading = matches!(verdicts[at].role, Role::Heading(_));
    heading && verdicts.get(at + 1).is_some_and(|below| below.role == Role::Paragraph)
}

/// Returns whether everything below a heading looks like works: "Further reading" may also introduce a paragraph of
/// advice.
fn lists_works(passages: &[Passage], verdicts: &[Verdict], heading: usize) -> bool {
    let below = heading + 1..passages.len();
    below.into_iter().take_while(|&at| verdicts[at].role == Role::Paragraph).all(|at| is_work(&passages[at].text))
}

/// Returns whether a list without a heading is a reference list: its entries must look like works, and little may
/// follow.
fn is_bare_list(passages: &[Passage], verdicts: &[Verdict], items: &[usize], end: usize) -> bool {
    let works = items.iter().filter(|&&at| is_work(&passages[at].text)).count();
    let tail = passages.len() - end;
    let plain_tail = verdicts[end..].iter().all(|verdict| verdict.role != Role::Title);
    works * 2 >= items.len() && tail <= TAIL && plain_tail
}

/// Returns whether a text has what entries have and advice does not: a year, a DOI, an address or "et al."
fn is_work(text: &str) -> bool {
    let year =
        text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    year || ["doi", "http", "www.", "et al", "PMID"].iter().any(|mark| text.contains(mark))
}

/// Returns the end of an entry, which continues on lines directly below it and on indented ones.
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

/// Returns the entries below their heading, up to the next heading: items, or one per paragraph.
fn unnumbered(passages: &[Passage], verdicts: &[Verdict], runs: &Runs, first: usize) -> Works {
    let mut entries: Vec<Entry> = Vec::new();
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

#[cfg(test)]
mod tests {
    use crate::{
        article::{Inline, for_each_inline, plain_text},
        diagnostic::Source,
        read::pasted::read,
    };

    /// Returns the title, the citations, and the entries with their labels.
    fn listed(body: &str, list: &str) -> (String, Vec<String>, Vec<String>) {
        let text = format!("Tea at night\n\nMost adults like a cup of it late.\n\n{body}\n\n{list}");
        let article = read(&Source::new("a.txt", text)).article;
        let mut marks = Vec::new();
        for_each_inline(&article.body, &mut |inline| {
            if let Inline::Citation(citation) = inline {
                marks.extend(citation.written.clone());
            }
        });
        let entry = |entry: &crate::article::Reference| {
            format!("{} {}", entry.label.as_deref().unwrap_or("-"), plain_text(&entry.content))
        };
        (plain_text(&article.meta.title), marks, article.references.iter().map(entry).collect())
    }

    const TEA: &str = "Ruiz A, Lin B. Tea and sleep. J Tea. 2015;163(3):191-204.";
    const SALT: &str = "Poe C. Salt for adults. Lancet. 2012;379(9821):1129-41.";

    #[test]
    fn numbers_on_their_own_lines_are_labels_and_link_names_are_removed() {
        let links = "[PubMed] [CrossRef] [Google Scholar]";
        for (one, two) in [("1.", "2."), ("1", "2"), ("[1]", "[2]"), ("1.\n", "2.\n")] {
            let list = format!("References\n\n{one}\n{TEA}\n{links}\n{two}\n{SALT}\n{links}\n");
            let (title, marks, entries) = listed("Tea helps [1], and salt too [2].", &list);
            assert_eq!((title.as_str(), marks), ("Tea at night", vec!["[1]".to_owned(), "[2]".to_owned()]));
            assert_eq!(entries, [format!("1. {TEA}"), format!("2. {SALT}")], "{one}");
        }
    }

    #[test]
    fn numbers_in_a_column_are_labels() {
        for heading in ["References", "Literaturverzeichnis", "Références bibliographiques", "Bibliografía"] {
            let (_, marks, entries) = listed("It helps [2].", &format!("{heading}\n1\t{TEA}\n2\t{SALT}\n"));
            assert_eq!(entries, [format!("1. {TEA}"), format!("2. {SALT}")], "{heading}");
            assert_eq!(marks, ["[2]"]);
        }
    }

    #[test]
    fn a_number_may_be_missing() {
        let list = format!("References\n\n[1] {TEA}\n[4] {SALT}\n[5] {TEA}\n");
        let (_, _, entries) = listed("It helps [1], and salt [4].", &list);
        assert_eq!(entries, [format!("1. {TEA}"), format!("4. {SALT}"), format!("5. {TEA}")]);
    }

    #[test]
    fn numbers_in_parentheses_cite_unless_they_count() {
        let list = format!("Literature\n\n1) {TEA}\n2) {SALT}\n");
        let marks = |body: &str| listed(body, &list).1;
        assert_eq!(marks("Tea helps (1). So does salt (1, 2), they say."), ["(1)", "(1, 2)"]);
        for body in [
            "Do this: (1) boil it, (2) drink it (1).",
            "Take two (2) cups with salt (1).",
            "Tea helps [1]. There are cups (1).",
            "Tea (9) helps.",
        ] {
            assert!(!marks(body).iter().any(|mark| mark.starts_with('(')), "{body}");
        }
    }
}
