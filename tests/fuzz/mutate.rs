//! Makes inputs from seeds by small edits, and keeps those that the program answered in a new way as seeds.

use super::random::Random;
use std::collections::{BTreeSet, HashSet};

/// The longest input. Longer ones are refused or take their time for good reasons.
const LONGEST: usize = 100_000;
/// The longest input that becomes a seed.
const LONGEST_SEED: usize = 20_000;

/// Numbers that programs stumble over.
const NUMBERS: [&str; 16] = [
    "0",
    "-1",
    "-0",
    "1e38",
    "1e-38",
    "-1e38",
    "1e999",
    "NaN",
    "0.0000001",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "999999999930",
    "9223372036854775807",
    "18446744073709551615",
];

pub(crate) struct Mutator {
    seeds: Vec<Vec<u8>>,
    /// Short texts that are inserted: the words and marks of the seeds.
    words: Vec<Vec<u8>>,
    /// The outcomes that are known.
    outcomes: HashSet<String>,
    random: Random,
}

impl Mutator {
    pub(crate) fn new(seeds: Vec<Vec<u8>>, words: &[&str], random: Random) -> Self {
        let found: BTreeSet<Vec<u8>> = seeds.iter().flat_map(|seed| words_of(seed)).collect();
        let own = words.iter().map(|word| word.as_bytes().to_vec());
        let words = own.chain(NUMBERS.map(|number| number.as_bytes().to_vec())).chain(found).collect();
        Self { seeds, words, outcomes: HashSet::new(), random }
    }

    /// Keeps an input as a seed if its outcome is new.
    pub(crate) fn learn(&mut self, input: Vec<u8>, outcome: String) {
        if input.len() <= LONGEST_SEED && self.outcomes.len() < 5000 && self.outcomes.insert(outcome) {
            self.seeds.push(input);
        }
    }

    /// Returns the next input.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.random.pick(&self.seeds).clone();
        // a part of a long seed is converted much faster
        if input.len() > 500 && self.random.one_in(2) {
            let (start, end) = self.range(input.len(), 1500);
            input = input[start..end].to_vec();
        }
        for _ in 0..1 + self.random.below(6) {
            self.edit(&mut input);
        }
        if self.random.one_in(50) {
            self.inflate(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    /// Returns a range of an input, mostly a short one.
    fn range(&mut self, length: usize, longest: usize) -> (usize, usize) {
        let start = self.random.below(length);
        let most = if self.random.one_in(4) { longest } else { longest.min(12) };
        (start, (start + 1 + self.random.below(most)).min(length))
    }

    fn edit(&mut self, input: &mut Vec<u8>) {
        let at = self.random.below(input.len() + 1);
        let (start, end) = self.range(input.len(), 400);
        match self.random.below(9) {
            0 if at < input.len() => input[at] ^= 1 << self.random.below(8),
            1 => drop(input.drain(start..end)),
            2 => {
                let copied = input[start..end].to_vec();
                insert(input, at, &copied);
            }
            3 | 4 => {
                let word = self.random.pick(&self.words).clone();
                insert(input, at, &word);
            }
            5 => {
                let other = self.random.pick(&self.seeds).clone();
                let (start, end) = self.range(other.len(), 400);
                insert(input, at, &other[start..end]);
            }
            6 => self.replace_number(input, at),
            7 => {
                let word = self.random.pick(&self.words).clone();
                drop(input.splice(start..end, word));
            }
            _ if at < input.len() => input[at] = self.random.next() as u8,
            _ => {}
        }
    }

    /// Replaces the first number after a place.
    fn replace_number(&mut self, input: &mut Vec<u8>, at: usize) {
        let Some(start) = input[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
        let digits = input[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        drop(input.splice(start..start + digits, self.random.pick(&NUMBERS).bytes()));
    }

    /// Repeats a part very often, or nests it: what takes time or memory out of proportion shows then.
    fn inflate(&mut self, input: &mut Vec<u8>) {
        let (start, end) = self.range(input.len(), 60);
        let part = input[start..end].to_vec();
        let most = LONGEST.saturating_sub(input.len()) / part.len().max(1) / 2;
        let times = self.random.below(most).min(if self.random.one_in(3) { usize::MAX } else { 300 });
        if self.random.one_in(3) {
            let closing = self.random.pick(&self.words).clone();
            insert(input, end, &closing.repeat(times.min(LONGEST / closing.len().max(1) / 2)));
        }
        insert(input, end, &part.repeat(times));
    }
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    drop(input.splice(at..at, part.iter().copied()));
}

/// Returns the words and the runs of marks of a text.
fn words_of(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let kind = |byte: &u8| (byte.is_ascii_alphanumeric() || *byte >= 128, byte.is_ascii_whitespace());
    text.chunk_by(move |a, b| kind(a) == kind(b)).filter(|word| word.len() < 24).map(<[u8]>::to_vec)
}
