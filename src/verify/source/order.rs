//! Compares the order of paragraphs with that of the source.
//!
//! A paragraph is located in the source by a few consecutive words that are unique in both, and are not the same word
//! again and again, which a title or a caption next to it would extend or shift. Paragraphs outside the
//! longest increasing sequence of positions were moved. Notes, captions, titles and short lines are ignored: articles
//! and sources have them in different places.

use super::words::Word;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
};

/// The number of consecutive words that locate a paragraph.
const ROW: usize = 6;

/// Returns the paragraphs, as ranges of the article's words, whose order differs from the source.
pub(super) fn moved(source: &[Word], article: &[Word], paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    if paragraphs.len() < 2 {
        return Vec::new();
    }
    let (rows, own) = (unique_rows(source), unique_rows(article));
    let place = |paragraph: &Range<usize>| {
        let rows_of = article.get(paragraph.clone())?.windows(ROW);
        let mut keys = rows_of.filter(|row| is_varied(row)).map(key);
        keys.find_map(|key| own.get(&key).copied().flatten().and(rows.get(&key).copied().flatten()))
    };
    let placed: Vec<(&Range<usize>, usize)> =
        paragraphs.iter().filter_map(|paragraph| Some((paragraph, place(paragraph)?))).collect();
    let places: Vec<usize> = placed.iter().map(|&(_, place)| place).collect();
    let in_order = longest_rise(&places);
    placed
        .iter()
        .zip(in_order)
        .filter(|(_, in_order)| !in_order)
        .map(|((paragraph, _), _)| (*paragraph).clone())
        .collect()
}

/// Returns whether a row has at least three different words.
fn is_varied(row: &[Word]) -> bool {
    let mut others = row.iter().filter(|word| word.text != row[0].text);
    let second = others.next();
    second.is_some_and(|second| others.any(|word| word.text != second.text))
}

fn key(row: &[Word]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.iter().for_each(|word| word.text.hash(&mut hasher));
    hasher.finish()
}

/// Returns the position of each sequence of words, or `None` if it occurs several times.
fn unique_rows(words: &[Word]) -> HashMap<u64, Option<usize>> {
    let mut rows = HashMap::new();
    for (at, row) in words.windows(ROW).enumerate() {
        rows.entry(key(row)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    rows
}

/// Returns for each number whether it is part of the longest increasing subsequence.
fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    // For each length, the position of the smallest number that ends such a subsequence; and the predecessor of each
    // position.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] <= *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rising = vec![false; numbers.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        rising[at] = true;
        last = before[at];
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn only_the_moved_paragraph_is_detected() {
        let one = "Drink a cup of warm tea each day.";
        let two = "Then rest for an hour or two, and eat.";
        let three = "After that go for a long walk with friends.";
        let source = words(&[one, two, three].join("\n"));
        let check = |order: [&str; 3]| {
            let mut article = Vec::new();
            let mut ranges = Vec::new();
            for text in order {
                let own = words(text);
                ranges.push(article.len()..article.len() + own.len());
                article.extend(own);
            }
            moved(&source, &article, &ranges).len()
        };
        assert_eq!(check([one, two, three]), 0);
        assert_eq!(check([two, one, three]), 1);
        assert_eq!(check([three, one, two]), 1);
    }

    #[test]
    fn a_word_that_is_repeated_has_no_place() {
        let article = words("on and on and on and on tea la la la la la la");
        let source = words("la la la la la la on and on and on and on tea");
        assert!(moved(&source, &article, &[0..8, 8..14]).is_empty());
    }

    #[test]
    fn the_longest_increasing_subsequence_is_found() {
        assert_eq!(longest_rise(&[1, 5, 2, 3]), [true, false, true, true]);
        assert_eq!(longest_rise(&[]), [false; 0]);
        assert_eq!(longest_rise(&[4, 4]), [true, true]);
    }
}
