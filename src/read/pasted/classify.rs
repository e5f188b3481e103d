//! Assigns a role to every passage: first the front matter, then headings, runs, references, tips.

use super::{
    dropped,
    front::find_front,
    passage::Passage,
    role::{Role, Verdict},
    runs::{Kind, Runs},
    score::Score,
    sections::{find_sections, nest_sections},
    shape::Ending,
    works::{Works, find_works},
};
use crate::read::common::numerals;
use crate::read::common::words::{is_key_facts, is_leftover, is_references, opening};
use std::collections::HashSet;

/// The maximum length of a line in an address or verse, in characters.
const VERSE_WIDTH: usize = 60;

/// The structure found in a text.
#[derive(Debug)]
pub(super) struct Outline {
    /// The role of each passage, with the reasons.
    pub(super) verdicts: Vec<Verdict>,
    pub(super) runs: Runs,
    pub(super) works: Works,
}

/// Finds the outline of a text.
pub(super) fn classify(passages: &[Passage]) -> Outline {
    let mut verdicts: Vec<Verdict> = passages.iter().map(known).collect();
    find_front(passages, &mut verdicts);
    find_labels(passages, &mut verdicts);
    find_headings(passages, &mut verdicts);
    find_leftovers(passages, &mut verdicts);
    find_sections(passages, &mut verdicts);
    let runs = Runs::find(passages, &parts(&verdicts));
    number_headings(passages, &mut verdicts, &runs);
    nest_sections(passages, &mut verdicts);
    let works = find_works(passages, &verdicts, &runs);
    mark_works(&works, &mut verdicts);
    // headings and references found meanwhile split runs
    let runs = Runs::find(passages, &parts(&verdicts));
    let mut outline = Outline { verdicts, runs, works };
    outline.mark_runs(passages);
    outline.mark_verse(passages);
    outline
}

/// Returns the role of a passage that is known before looking at its shape.
fn known(passage: &Passage) -> Verdict {
    match passage.role {
        Some(role) => Verdict::new(role, "a header of the mail"),
        None if passage.quotes > 0 => Verdict::new(Role::Quote, "opens with `>`"),
        None => Verdict::new(Role::Paragraph, ""),
    }
}

fn mark_works(works: &Works, verdicts: &mut [Verdict]) {
    let why = if works.numbered { "in the numbered list of works" } else { "below the heading of the works" };
    for at in works.entries.iter().flat_map(|(entry, _)| entry.clone()) {
        verdicts[at] = Verdict::new(Role::Reference, why);
    }
}

fn parts(verdicts: &[Verdict]) -> Vec<bool> {
    verdicts.iter().map(Verdict::parts).collect()
}

/// Finds callouts by their labels, rules, and headings of key facts.
fn find_labels(passages: &[Passage], verdicts: &mut [Verdict]) {
    for (at, passage) in passages.iter().enumerate() {
        if verdicts[at].role != Role::Paragraph || passage.marker.is_some() {
            continue;
        }
        if passage.row {
            verdicts[at] = Verdict::new(Role::Row, "tabs or columns separate its words, as in adjacent lines");
        } else if passage.rule {
            verdicts[at] = Verdict::new(Role::Rule, "only one symbol, three or more times");
        } else if let Some((kind, ..)) = opening(&passage.text) {
            verdicts[at] = Verdict::new(Role::Callout(kind), "opens with a known label");
        } else if is_key_facts(&passage.text) && passages.get(at + 1).is_some_and(|below| below.marker.is_some()) {
            verdicts[at] = Verdict::new(Role::KeyFacts, "introduces facts, with a list below");
        }
    }
}

fn find_headings(passages: &[Passage], verdicts: &mut [Verdict]) {
    let levels = Levels::of(passages);
    // One line that ends with a colon introduces what follows; several of them, each above a paragraph, are headings.
    let colons = (0..passages.len()).filter(|&at| is_colon_heading(passages, at)).count() >= 2;
    let speakers = speakers(passages);
    for (at, passage) in passages.iter().enumerate() {
        if verdicts[at].role != Role::Paragraph || passage.marker.is_some() {
            continue;
        }
        let known = is_references(&passage.text) && passages.len() > at + 1;
        let below =
            (at + 1..passages.len()).find(|&below| !passages[below].rule && verdicts[below].role != Role::Byline);
        let mut score = score(passages, at, below);
        if speaker(&passage.text).is_some_and(|name| speakers.contains(name)) {
            score.also(-8, "opens with the name of a speaker");
        }
        if colons && is_colon_heading(passages, at) {
            score.also(4, "others like it are above paragraphs");
        }
        verdicts[at] = if score.is_heading() || known {
            Verdict::new(Role::Heading(levels.level(passage)), score.why())
        } else {
            Verdict::new(Role::Paragraph, score.why())
        };
    }
}

/// Returns the words before the first colon of a passage, after a time in brackets, if they are few and something
/// follows: `[0:07] NURSE: By bus.`
fn speaker(text: &str) -> Option<&str> {
    let timed = text.strip_prefix(['[', '(']).and_then(|rest| rest.split_once([']', ')']));
    let text = timed.map_or(text, |(_, rest)| rest.trim_start());
    let (name, said) = text.split_once(": ")?;
    // `Q: May I drive?` is a heading
    (name.len() > 1 && !said.trim().is_empty() && name.split(' ').count() <= 3).then_some(name)
}

/// Returns the names before colons that open several passages, as in the transcript of an interview.
fn speakers(passages: &[Passage]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    passages.iter().filter_map(|passage| speaker(&passage.text)).filter(|name| !seen.insert(*name)).collect()
}

/// Returns whether a short line with a colon is on its own above a paragraph.
fn is_colon_heading(passages: &[Passage], at: usize) -> bool {
    let passage = &passages[at];
    let few = passage.shape.ending == Ending::Colon && passage.shape.words <= 6 && !passage.shape.starts_lower;
    let alone = passage.marker.is_none() && passage.blank_before && passage.blank_after && !passage.shape.sentences;
    few && alone && passages.get(at + 1).is_some_and(|below| below.marker.is_none() && below.shape.is_prose())
}

/// Returns the heading score of a passage; `below` is the passage that follows it in the text.
fn score(passages: &[Passage], at: usize, below: Option<usize>) -> Score {
    let above = at.checked_sub(1).map(|above| &passages[above]);
    let list_follows = below.and_then(|below| passages.get(below + 1)).is_some_and(|next| next.marker.is_some());
    Score::of(&passages[at], above, below.map(|below| &passages[below]), list_follows)
}

/// Assigns levels to headings by their typographic style.
struct Levels {
    double: bool,
    single: bool,
    caps: bool,
}

impl Levels {
    fn of(passages: &[Passage]) -> Self {
        let body = || passages.iter().skip(1);
        let caps = body().filter(|p| p.shape.caps && p.marker.is_none() && p.shape.words <= 20).count();
        Self {
            double: body().any(|p| p.underline == Some('=')),
            single: body().any(|p| p.underline.is_some_and(|c| c != '=')),
            caps: caps >= 2,
        }
    }

    fn level(&self, passage: &Passage) -> u8 {
        let (double, single, caps) = (u8::from(self.double), u8::from(self.single), u8::from(self.caps));
        match passage.underline {
            Some('=') => 1,
            Some(_) => 1 + double,
            None if passage.shape.caps => 1 + double + single,
            None => 1 + double + single + caps,
        }
    }
}

/// Finds empty headings at the end, left over from a web page.
fn find_leftovers(passages: &[Passage], verdicts: &mut [Verdict]) {
    for at in (0..passages.len()).rev() {
        let free = matches!(verdicts[at].role, Role::Paragraph | Role::Heading(_)) && passages[at].marker.is_none();
        if !free || !is_leftover(&passages[at].text) {
            break;
        }
        verdicts[at] = Verdict::new(Role::EmptySection, "introduces something, with nothing below");
    }
}

/// Makes a numbered line outside any run that looks like a heading a heading, with its number as written.
fn number_headings(passages: &[Passage], verdicts: &mut [Verdict], runs: &Runs) {
    let level = Levels::of(passages);
    for (at, passage) in passages.iter().enumerate() {
        let alone = verdicts[at].role == Role::Paragraph && passage.marker.is_some() && runs.of[at].is_none();
        if !alone || passage.marker.is_none_or(|marker| marker.number().is_none()) {
            continue;
        }
        let score = score(passages, at, (at + 1 < passages.len()).then_some(at + 1));
        if score.is_heading() {
            verdicts[at] = Verdict::new(Role::Heading(level.level(passage)), format!("numbered; {}", score.why()));
        }
    }
}

impl Outline {
    /// Returns whether numbers after periods cite the reference list: see [`dropped::cite`].
    pub(super) fn cites_after_stops(&self, passages: &[Passage]) -> bool {
        let body = &passages[..self.works.range().start];
        dropped::cite(body.iter().map(|passage| passage.text.as_str()), self.works.last_number())
    }

    /// Returns whether `(1)` cites the reference list: see [`numerals::cite_in_parentheses`].
    pub(super) fn cites_in_parentheses(&self, passages: &[Passage]) -> bool {
        let body = &passages[..self.works.range().start];
        numerals::cite_in_parentheses(body.iter().map(|passage| passage.text.as_str()), self.works.last_number())
    }

    fn mark_runs(&mut self, passages: &[Passage]) {
        let parts = parts(&self.verdicts);
        let headings: Vec<Option<usize>> = self
            .verdicts
            .iter()
            .enumerate()
            .scan(None, |last, (at, verdict)| {
                if matches!(verdict.role, Role::Heading(_) | Role::Title) {
                    *last = Some(at);
                }
                Some(*last)
            })
            .collect();
        self.runs.find_tips(passages, &parts, &|at| headings[at]);
        for (at, of) in self.runs.of.iter().enumerate() {
            let Some((run, _)) = *of else { continue };
            self.verdicts[at] = match self.runs.runs[run].kind {
                Kind::List => Verdict::new(Role::Item, "opens with a list marker"),
                Kind::Tips { leads: true } => Verdict::new(Role::Tip, "numbered, short, with text below"),
                Kind::Tips { leads: false } => Verdict::new(Role::Tip, "numbered, below words that announce tips"),
            };
        }
    }

    /// Finds consecutive short lines without another role: an address, a verse.
    fn mark_verse(&mut self, passages: &[Passage]) {
        let short = |verdict: &Verdict, passage: &Passage| {
            let free = matches!(verdict.role, Role::Paragraph | Role::Verse);
            let plain = passage.marker.is_none() && passage.shape.depth == 0;
            free && plain && passage.lines.len() == 1 && passage.shape.chars <= VERSE_WIDTH
        };
        for (at, pair) in passages.windows(2).enumerate() {
            let verdicts = &mut self.verdicts[at..at + 2];
            if !pair[1].blank_before && verdicts.iter().zip(pair).all(|(verdict, passage)| short(verdict, passage)) {
                verdicts.fill(Verdict::new(Role::Verse, "consecutive short lines"));
            }
        }
    }
}
