//! Compares two bags of words.
//!
//! Words that were joined (`opera-` and `tion`) or split count as the same if their letters are: adjacent words
//! missing on one side are joined until they match a surplus word of the other side.

use super::{SourceDifference, SourceText, article::ArticleText, order, words};
use crate::article::Span;
use std::{collections::HashMap, ops::Range};
use words::Word;

/// The maximum number of adjacent words that are joined to match one word.
const JOINED: usize = 12;

/// The maximum number of words that a message quotes.
const QUOTED: usize = 12;

/// The number of missing or surplus occurrences of each word.
type Counts = HashMap<String, usize>;

/// Returns the words that the article lacks or has too often, and the paragraphs that were moved.
pub(super) fn differences<'a>(
    source: &SourceText<'_>,
    article: &ArticleText,
    left_out: impl Iterator<Item = &'a str>,
) -> Vec<SourceDifference> {
    let required: Vec<Word> = source.required.iter().flat_map(located).collect();
    let shown = words::words(&article.shown);
    let implied = words::words(&article.implied);
    let optional = words::words(&source.optional);
    let left_out: Vec<Word> = left_out.flat_map(words::words).collect();

    let mut lost = surplus(&required, &[&shown, &implied, &left_out]);
    let mut added = surplus(&shown, &[&required, &optional]);
    // Symbols may be added: in linear text, a root gets a sign. So may the number of a note.
    added.retain(|word, _| word.contains(|c: char| c.is_alphabetic() || c.is_ascii_digit()));
    let mut spare = surplus(&[&shown[..], &implied, &left_out].concat(), &[&required]);
    join(&required, &mut lost, &mut spare, &mut added);
    let mut unused = surplus(&[&required[..], &optional].concat(), &[&shown]);
    join(&shown, &mut added, &mut unused, &mut lost);
    let mut over = surplus(&left_out, &[&required]);
    join(&left_out, &mut over, &mut lost.clone(), &mut lost);
    let mut found = report(&required, lost, &shown, added);
    let at = |byte: usize| shown.partition_point(|word| word.at < byte);
    let paragraphs: Vec<Range<usize>> =
        article.paragraphs.iter().map(|paragraph| at(paragraph.start)..at(paragraph.end)).collect();
    let moved = order::moved(&required, &shown, &paragraphs);
    found.extend(moved.into_iter().map(|paragraph| SourceDifference::Moved { words: quoted(&shown[paragraph]) }));
    found
}

/// Returns the words of a piece, with their positions in the source.
fn located(piece: &super::Piece<'_>) -> Vec<Word> {
    let mut found = words::words(&piece.text);
    found.iter_mut().for_each(|word| word.at = piece.at.map_or(usize::MAX, |at| at + word.at));
    found
}

/// Returns the words that occur in `all` more often than in `others` together.
fn surplus(all: &[Word], others: &[&[Word]]) -> Counts {
    let mut counts: HashMap<&str, isize> = HashMap::new();
    all.iter().for_each(|word| *counts.entry(&word.text).or_default() += 1);
    for word in others.iter().copied().flatten() {
        if let Some(count) = counts.get_mut(word.text.as_str()) {
            *count -= 1;
        }
    }
    let over = counts.into_iter().filter_map(|(word, count)| usize::try_from(count).ok().map(|count| (word, count)));
    over.filter(|(_, count)| *count > 0).map(|(word, count)| (word.to_owned(), count)).collect()
}

/// Matches runs of adjacent missing words in `parts` with surplus words. Calling it again with exchanged roles
/// matches a missing word with several surplus ones.
fn join(parts: &[Word], short: &mut Counts, spare: &mut Counts, also: &mut Counts) {
    let mut at = 0;
    while at < parts.len() && !short.is_empty() {
        let length = joined(&parts[at..], short, spare);
        if length > 1 {
            let run = &parts[at..at + length];
            run.iter().for_each(|word| take(short, &word.text));
            let whole: String = run.iter().map(|word| word.text.as_str()).collect();
            take(spare, &whole);
            take(also, &whole);
        }
        at += length.max(1);
    }
}

/// Returns how many of the first words, all of them missing, join to a surplus one; 0 if none do.
fn joined(parts: &[Word], short: &Counts, spare: &Counts) -> usize {
    let mut whole = String::new();
    for (at, word) in parts.iter().take(JOINED).enumerate() {
        if !short.contains_key(&word.text) {
            return 0;
        }
        // `1` and `2` that became `12` were a fraction
        if whole.ends_with(char::is_numeric) && word.text.starts_with(char::is_numeric) {
            return 0;
        }
        whole.push_str(&word.text);
        if at > 0 && spare.contains_key(&whole) {
            return at + 1;
        }
    }
    0
}

fn take(counts: &mut Counts, word: &str) {
    if let Some(count) = counts.get_mut(word) {
        *count -= 1;
        if *count == 0 {
            counts.remove(word);
        }
    }
}

fn report(required: &[Word], lost: Counts, shown: &[Word], added: Counts) -> Vec<SourceDifference> {
    let lost =
        runs(required, lost).into_iter().map(|run| SourceDifference::Lost { words: quoted(run), span: span(run) });
    let added = runs(shown, added).into_iter().map(|run| SourceDifference::Added { words: quoted(run) });
    lost.chain(added).collect()
}

/// Locates missing words. If a word occurs several times, its position is ambiguous, and the longest runs of missing
/// words are the most likely.
fn runs(words: &[Word], mut counts: Counts) -> Vec<&[Word]> {
    let mut candidates: Vec<&[Word]> =
        words.split(|word| !counts.contains_key(&word.text)).filter(|run| !run.is_empty()).collect();
    candidates.sort_by_key(|run| std::cmp::Reverse(run.len()));
    let mut found = Vec::new();
    for run in candidates {
        let mut start = 0;
        for (at, word) in run.iter().enumerate() {
            if counts.contains_key(&word.text) {
                take(&mut counts, &word.text);
            } else {
                found.push(&run[start..at]);
                start = at + 1;
            }
        }
        found.push(&run[start..]);
    }
    found.retain(|run| !run.is_empty());
    found.sort_by_key(|run| run[0].at);
    found
}

fn quoted(run: &[Word]) -> String {
    let mut text = run.iter().take(QUOTED).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    if run.len() > QUOTED {
        text.push_str(" …");
    }
    text
}

/// Returns the span of a run's first word.
fn span(run: &[Word]) -> Option<Span> {
    let first = run.first().filter(|word| word.at != usize::MAX)?;
    Some(Span::new(first.at, first.at + first.text.len()))
}
