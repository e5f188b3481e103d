//! Says of every passage what it is: the head of the text first, then headings, runs, works cited, tips.

use super::{
    front::find_front,
    passage::Passage,
    role::{Role, Verdict},
    runs::{Kind, Runs},
    score::Score,
    words::{callout, is_key_facts, is_leftover, is_references},
    works::{Works, find_works},
};

/// What was found in a text.
#[derive(Debug)]
pub(super) struct Outline {
    /// What each passage is, and why.
    pub(super) verdicts: Vec<Verdict>,
    pub(super) runs: Runs,
    pub(super) works: Works,
}

/// Finds the outline of a text.
pub(super) fn classify(passages: &[Passage]) -> Outline {
    let mut verdicts: Vec<Verdict> = passages.iter().map(|_| Verdict::new(Role::Paragraph, "")).collect();
    find_front(passages, &mut verdicts);
    find_labels(passages, &mut verdicts);
    find_headings(passages, &mut verdicts);
    find_leftovers(passages, &mut verdicts);
    let runs = Runs::find(passages, &parts(&verdicts));
    number_headings(passages, &mut verdicts, &runs);
    let mut outline = Outline { works: find_works(passages, &verdicts, &runs), verdicts, runs };
    outline.mark_works();
    outline.mark_runs(passages);
    outline
}

fn parts(verdicts: &[Verdict]) -> Vec<bool> {
    verdicts.iter().map(Verdict::parts).collect()
}

/// Callouts by their label, rules, and the headings of boxes of facts.
fn find_labels(passages: &[Passage], verdicts: &mut [Verdict]) {
    for (at, passage) in passages.iter().enumerate() {
        if verdicts[at].role != Role::Paragraph || passage.marker.is_some() {
            continue;
        }
        if passage.rule {
            verdicts[at] = Verdict::new(Role::Rule, "nothing but one mark, three times or more");
        } else if let Some(kind) = label(&passage.text).and_then(callout) {
            verdicts[at] = Verdict::new(Role::Callout(kind), "opens with a known label and a colon");
        } else if is_key_facts(&passage.text) && passages.get(at + 1).is_some_and(|below| below.marker.is_some()) {
            verdicts[at] = Verdict::new(Role::KeyFacts, "announces facts, and a list stands below");
        }
    }
}

/// The words before the colon that a callout opens with; something must follow it.
pub(super) fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once([':', '：'])?;
    (label.split_whitespace().count() <= 4 && !rest.trim().is_empty()).then_some(label.trim_end())
}

fn find_headings(passages: &[Passage], verdicts: &mut [Verdict]) {
    let levels = Levels::of(passages);
    for (at, passage) in passages.iter().enumerate() {
        if verdicts[at].role != Role::Paragraph || passage.marker.is_some() {
            continue;
        }
        let known = is_references(&passage.text) && passages.len() > at + 1;
        let below =
            (at + 1..passages.len()).find(|&below| !passages[below].rule && verdicts[below].role != Role::Byline);
        let score =
            Score::of(passage, at.checked_sub(1).map(|above| &passages[above]), below.map(|below| &passages[below]));
        verdicts[at] = if score.is_heading() || known {
            Verdict::new(Role::Heading(levels.level(passage)), score.why())
        } else {
            Verdict::new(Role::Paragraph, score.why())
        };
    }
}

/// Which level a heading has by how it is set off.
struct Levels {
    double: bool,
    single: bool,
    caps: bool,
}

impl Levels {
    fn of(passages: &[Passage]) -> Self {
        let body = || passages.iter().skip(1);
        let caps = body().filter(|p| p.shape.caps && p.marker.is_none() && p.shape.is_headline()).count();
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

/// Headings that a web page left behind at the end, with nothing below.
fn find_leftovers(passages: &[Passage], verdicts: &mut [Verdict]) {
    for at in (0..passages.len()).rev() {
        let free = matches!(verdicts[at].role, Role::Paragraph | Role::Heading(_)) && passages[at].marker.is_none();
        if !free || !is_leftover(&passages[at].text) {
            break;
        }
        verdicts[at] = Verdict::new(Role::EmptySection, "announces something, and nothing stands below");
    }
}

/// A numbered line that belongs to no run and looks like a heading is one, with its number as written.
fn number_headings(passages: &[Passage], verdicts: &mut [Verdict], runs: &Runs) {
    let level = Levels::of(passages);
    for (at, passage) in passages.iter().enumerate() {
        let alone = verdicts[at].role == Role::Paragraph && passage.marker.is_some() && runs.of[at].is_none();
        if !alone || passage.marker.is_none_or(|marker| marker.number().is_none()) {
            continue;
        }
        let score = Score::of(passage, at.checked_sub(1).map(|above| &passages[above]), passages.get(at + 1));
        if score.is_heading() {
            verdicts[at] = Verdict::new(Role::Heading(level.level(passage)), format!("numbered; {}", score.why()));
        }
    }
}

impl Outline {
    fn mark_works(&mut self) {
        let why = if self.works.numbered { "of the numbered list of works" } else { "below the heading of the works" };
        for (entry, _) in &self.works.entries {
            for at in entry.clone() {
                self.verdicts[at] = Verdict::new(Role::Reference, why);
            }
        }
    }

    fn mark_runs(&mut self, passages: &[Passage]) {
        let mut parts = parts(&self.verdicts);
        for at in self.works.range() {
            parts[at] = true;
        }
        let headings: Vec<Option<usize>> = self
            .verdicts
            .iter()
            .enumerate()
            .scan(None, |last, (at, verdict)| {
                if matches!(verdict.role, Role::Heading(_)) {
                    *last = Some(at);
                }
                Some(*last)
            })
            .collect();
        self.runs.find_tips(passages, &parts, &|at| headings[at]);
        for (at, of) in self.runs.of.iter().enumerate() {
            let Some((run, _)) = *of else { continue };
            if self.verdicts[at].role == Role::Reference {
                continue;
            }
            self.verdicts[at] = match self.runs.runs[run].kind {
                Kind::List => Verdict::new(Role::Item, "opens with a mark, in a list"),
                Kind::Tips { leads: true } => Verdict::new(Role::Tip, "numbered, short, with text of its own below"),
                Kind::Tips { leads: false } => Verdict::new(Role::Tip, "numbered, below words that call for tips"),
            };
        }
    }
}
