//! Compares the order of paragraphs with that of the source.
//!
//! A paragraph is placed in the source by a few of its words that are together in one place only, of both. Paragraphs whose places
//! go up are in order; those besides the longest row of them were moved. Notes, captions, titles and short lines have no
//! place here: articles have them elsewhere than sources.

use super::words::Word;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
};

/// How many words in a row find a place.
const ROW: usize = 6;

/// Returns the paragraphs, as ranges of the article's words, that are at another place than in the source.
pub(super) fn moved(source: &[Word], article: &[Word], paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    if paragraphs.len() < 2 {
        return Vec::new();
    }
    let (rows, own) = (unique_rows(source), unique_rows(article));
    let place = |paragraph: &Range<usize>| {
        let mut keys = article.get(paragraph.clone())?.windows(ROW).map(key);
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

fn key(row: &[Word]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.iter().for_each(|word| word.text.hash(&mut hasher));
    hasher.finish()
}

/// Returns for each row of words where it is, or nothing if it is in several places.
fn unique_rows(words: &[Word]) -> HashMap<u64, Option<usize>> {
    let mut rows = HashMap::new();
    for (at, row) in words.windows(ROW).enumerate() {
        rows.entry(key(row)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    rows
}

/// Returns for each number whether it is part of the longest row of them that goes up.
fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    // For each length, the position of the least number that a row of it ends with; and the one before each position.
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
    fn a_paragraph_at_another_place_is_found_and_the_others_are_not() {
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
    fn the_longest_row_that_goes_up_is_found() {
        assert_eq!(longest_rise(&[1, 5, 2, 3]), [true, false, true, true]);
        assert_eq!(longest_rise(&[]), [false; 0]);
        assert_eq!(longest_rise(&[4, 4]), [true, true]);
    }
}
