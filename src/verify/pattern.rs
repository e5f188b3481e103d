//! A backtracking-free matcher for text with permitted variations.
//!
//! A [`Pattern`] is a list of [`Op`]s. All alternatives are followed at once (as in Thompson's algorithm for regular
//! expressions), so that the time is linear in the text, whatever the number of alternatives.

use super::normal::{is_stroke, is_wordy, plain_chars};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    /// A character.
    Char(char),
    /// A character that may also be a space or missing.
    Stroke(char),
    /// The end of a word: a space, or punctuation on one side.
    Gap,
    /// An optional space.
    Loose,
    /// Continues both here and this many ops later.
    Fork(usize),
    /// Continues this many ops later.
    Jump(usize),
}

/// The expected text, with permitted variations.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    ops: Vec<Op>,
    /// Names for messages, each with the op where it starts to apply.
    places: Vec<(usize, String)>,
    /// The op where alternatives split or join: a gap before it does not count for what follows.
    fork: usize,
}

/// The first mismatch in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// The name of the part: `tip 3`.
    pub(super) place: String,
    /// The expected text; empty at the end.
    pub(super) expected: String,
    /// The text found; empty at the end.
    pub(super) found: String,
    /// The length of the matching text, in characters.
    pub(super) at: usize,
}

impl Pattern {
    /// Names what follows, for messages. At the start of a named part, the outer name is kept.
    pub(super) fn place(&mut self, name: impl Into<String>) {
        if self.places.last().is_none_or(|(from, _)| *from != self.ops.len()) {
            self.places.push((self.ops.len(), name.into()));
        }
    }

    /// Expects words.
    pub(super) fn words(&mut self, text: &str) {
        for ch in plain_chars(text).chars() {
            if ch == ' ' { self.gap() } else { self.ops.push(Op::Char(ch)) }
        }
    }

    /// Expects the end of a word.
    pub(super) fn gap(&mut self) {
        if self.ops.len() == self.fork || self.ops.last() != Some(&Op::Gap) {
            self.ops.push(Op::Gap);
        }
    }

    /// Allows a space.
    pub(super) fn loose(&mut self) {
        self.ops.push(Op::Loose);
    }

    /// Allows words.
    pub(super) fn maybe(&mut self, text: &str) {
        self.either(|pattern| pattern.words(text), |_| {});
    }

    /// Expects one of two alternatives.
    pub(super) fn either(&mut self, one: impl FnOnce(&mut Self), other: impl FnOnce(&mut Self)) {
        let fork = self.ops.len();
        self.ops.push(Op::Fork(0));
        self.fork = self.ops.len();
        one(self);
        let jump = self.ops.len();
        self.ops.push(Op::Jump(0));
        self.ops[fork] = Op::Fork(self.ops.len() - fork);
        self.fork = self.ops.len();
        other(self);
        self.fork = self.ops.len();
        self.ops[jump] = Op::Jump(self.ops.len() - jump);
    }

    /// Returns the pattern, or any beginning of it followed by `…`.
    pub(super) fn cut(self) -> Self {
        let is_text = |op: &Op| matches!(op, Op::Char(_) | Op::Gap);
        // a fork to the end is inserted before each character
        let mut starts = Vec::with_capacity(self.ops.len() + 1);
        let mut length = 0;
        for op in &self.ops {
            starts.push(length);
            length += 1 + usize::from(is_text(op));
        }
        starts.push(length);
        let mut ops = Vec::with_capacity(length + 8);
        for (at, op) in self.ops.iter().enumerate() {
            if is_text(op) {
                ops.push(Op::Fork(length + 1 - starts[at]));
            }
            ops.push(match *op {
                Op::Fork(by) => Op::Fork(starts[at + by] - starts[at]),
                Op::Jump(by) => Op::Jump(starts[at + by] - starts[at]),
                other => other,
            });
        }
        let mut cut = Self { ops, fork: length + 1, ..Self::default() };
        cut.ops.push(Op::Jump(0));
        cut.words("…");
        cut.ops[length] = Op::Jump(cut.ops.len() - length);
        cut.fork = cut.ops.len();
        cut
    }

    /// Returns the number of characters, whatever the alternatives.
    pub(super) fn length(&self) -> usize {
        self.ops.iter().filter(|op| matches!(op, Op::Char(_))).count()
    }

    /// Makes runs of three or more strokes optional: in plain text they may be a rule, which
    /// [`super::normal::without_rules`] removes even from the article's own text.
    pub(super) fn rules_may_go(&mut self) {
        let mut run: Vec<usize> = Vec::new();
        for at in 0..=self.ops.len() {
            let of = run.last().map(|&before| self.ops[before]);
            match self.ops.get(at).copied() {
                Some(op @ Op::Char(ch)) if is_stroke(ch) && of.is_none_or(|of| of == op) => run.push(at),
                Some(Op::Gap | Op::Loose | Op::Fork(_) | Op::Jump(_)) => {}
                op => {
                    self.strokes(&run);
                    run.clear();
                    run.extend(op.filter(|op| matches!(op, Op::Char(ch) if is_stroke(*ch))).map(|_| at));
                }
            }
        }
    }

    fn strokes(&mut self, run: &[usize]) {
        for &at in run {
            match self.ops[at] {
                // two underscores are a line to write on, as in a date
                Op::Char(ch) if run.len() >= 3 || (ch == '_' && run.len() == 2) => self.ops[at] = Op::Stroke(ch),
                _ => {}
            }
        }
    }

    /// Appends another pattern.
    pub(super) fn append(&mut self, other: &Self) {
        let by = self.ops.len();
        self.ops.extend_from_slice(&other.ops);
        self.places.extend(other.places.iter().map(|(from, name)| (from + by, name.clone())));
    }

    /// Compares a text in normal form with the pattern.
    ///
    /// # Errors
    /// Returns the first mismatch.
    pub(super) fn check(&self, text: &[char]) -> Result<(), Mismatch> {
        let mut walk = Walk { ops: &self.ops, text, seen: vec![usize::MAX; self.ops.len() + 1], next: vec![0] };
        let mut furthest = 0;
        for at in 0..=text.len() {
            let open = walk.open(at);
            if at == text.len() && open.contains(&self.ops.len()) {
                return Ok(());
            }
            furthest = open.iter().copied().max().unwrap_or(furthest);
            let next = walk.consume(&open, at);
            if next.is_empty() {
                return Err(self.mismatch(furthest, text, at));
            }
            walk.next = next;
        }
        Err(self.mismatch(furthest, text, text.len()))
    }

    fn mismatch(&self, op: usize, text: &[char], at: usize) -> Mismatch {
        const SHOWN: usize = 40;
        let past = self.places.partition_point(|(from, _)| *from <= op);
        let place = past.checked_sub(1).map_or_else(|| "the start".to_owned(), |at| self.places[at].1.clone());
        let mut expected = String::new();
        for op in self.ops[op.min(self.ops.len())..].iter().take(SHOWN) {
            match op {
                Op::Char(ch) | Op::Stroke(ch) => expected.push(*ch),
                Op::Gap => expected.push(' '),
                Op::Loose | Op::Fork(_) | Op::Jump(_) => {}
            }
        }
        Mismatch { place, expected, found: text[at..].iter().take(SHOWN).collect(), at }
    }
}

struct Walk<'a> {
    ops: &'a [Op],
    text: &'a [char],
    /// For each op, the position in the text where it was last opened.
    seen: Vec<usize>,
    /// The ops that may come next.
    next: Vec<usize>,
}

impl Walk<'_> {
    /// Returns all ops that may match at a position, including the end.
    fn open(&mut self, at: usize) -> Vec<usize> {
        let mut open = Vec::new();
        let mut todo = std::mem::take(&mut self.next);
        while let Some(op) = todo.pop() {
            if std::mem::replace(&mut self.seen[op], at) == at {
                continue;
            }
            match self.ops.get(op) {
                None | Some(Op::Char(_)) => open.push(op),
                Some(Op::Loose | Op::Stroke(_)) => {
                    open.push(op);
                    todo.push(op + 1);
                }
                Some(Op::Gap) => {
                    open.push(op);
                    if self.at_boundary(at) {
                        todo.push(op + 1);
                    }
                }
                Some(Op::Fork(by)) => todo.extend([op + 1, op + by]),
                Some(Op::Jump(by)) => todo.push(op + by),
            }
        }
        open
    }

    fn at_boundary(&self, at: usize) -> bool {
        let wordy = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(|&ch| is_wordy(ch));
        !wordy(at.checked_sub(1)) || !wordy(Some(at))
    }

    fn consume(&self, open: &[usize], at: usize) -> Vec<usize> {
        let Some(&ch) = self.text.get(at) else { return vec![] };
        let takes = |op: &usize| match self.ops.get(*op) {
            Some(Op::Char(expected)) => *expected == ch,
            Some(Op::Stroke(expected)) => *expected == ch || ch == ' ',
            Some(Op::Gap | Op::Loose) => ch == ' ',
            Some(Op::Fork(_) | Op::Jump(_)) | None => false,
        };
        open.iter().copied().filter(takes).map(|op| op + 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::normal::normal, *};

    fn says(pattern: &Pattern, text: &str) -> Result<(), Mismatch> {
        pattern.check(&normal(text))
    }

    #[test]
    fn words_match_across_lines_and_a_missing_word_is_detected() {
        let mut pattern = Pattern::default();
        pattern.place("the first paragraph");
        pattern.words("A well-known tea, from Japan.");
        assert_eq!(says(&pattern, "A well-\nknown tea, from\nJapan."), Ok(()));
        let wrong = says(&pattern, "A well-known tea, Japan.").expect_err("a word is lost");
        assert_eq!(
            (wrong.place.as_str(), wrong.expected.as_str(), wrong.found.as_str()),
            ("the first paragraph", "from Japan.", "Japan.")
        );
        assert!(says(&pattern, "A well-known tea, from Japan. More").is_err());
        assert!(says(&pattern, "A well-known tea, from").is_err());
        assert!(says(&pattern, "A wellknown tea, fromJapan.").is_err());
    }

    #[test]
    fn strokes_that_may_be_a_rule_are_optional() {
        let text = |text: &str| normal(&super::super::normal::without_rules(text));
        for parts in [&["a ", "--", "-", " b"][..], &["a", "---", "b"], &["* ", "* *", " b"], &["a -", "-", "- b"]] {
            let mut pattern = Pattern::default();
            parts.iter().for_each(|part| pattern.words(part));
            assert_eq!(pattern.check(&normal(&parts.concat())), Ok(()), "{parts:?} as it is");
            pattern.rules_may_go();
            assert_eq!(pattern.check(&text(&parts.concat())), Ok(()), "{parts:?} without rules");
        }
        let mut pattern = Pattern::default();
        pattern.words("a -- b");
        pattern.rules_may_go();
        assert!(says(&pattern, "a b").is_err(), "a dash is no rule");
    }

    #[test]
    fn a_pattern_that_may_be_cut_matches_its_beginnings_with_an_ellipsis() {
        let mut pattern = Pattern::default();
        pattern.words("warm ");
        pattern.maybe("<1>");
        pattern.words(" tea");
        let mut cut = pattern.cut();
        cut.words(": now");
        for right in ["warm tea: now", "warm <1> tea: now", "warm…: now", "war…: now", "warm <1> t…: now"] {
            assert_eq!(says(&cut, right), Ok(()), "{right}");
        }
        for wrong in ["warm: now", "cold…: now", "warm tea…", "tea…: now"] {
            assert!(says(&cut, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn optional_text_may_be_present_or_missing() {
        let mut pattern = Pattern::default();
        pattern.words("tea ");
        pattern.maybe("<1>");
        pattern.words(" now ");
        pattern.either(|p| p.words("a b"), |p| p.words("b a"));
        for right in ["tea now a b", "tea <1> now b a"] {
            assert_eq!(says(&pattern, right), Ok(()), "{right}");
        }
        for wrong in ["tea <2> now a b", "tea now a a", "teanow a b"] {
            assert!(says(&pattern, wrong).is_err(), "{wrong}");
        }
    }
}
