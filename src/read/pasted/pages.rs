//! Running heads and page numbers, which interrupt sentences in text copied from PDFs.
//!
//! A line is a page number if it names a page and similar lines recur with numbers that increase by one. A line next
//! to page numbers that recurs verbatim is a running head.

use super::lines::{Line, Marks};
use crate::read::Reason;
use std::collections::{BTreeSet, HashMap};

/// The maximum length of a line that is considered, in characters.
const LONGEST: usize = 160;

/// Words for "page", by language.
const PAGE: &[&str] = &["page", "seite", "página", "pagina", "pág", "str", "s", "p", "pg", "sida", "side"];

/// Marks running heads and page numbers.
pub(super) fn mark(lines: &[Line<'_>], marks: &mut Marks) {
    let mut groups: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.width <= LONGEST && !is_lone_marker(line)) {
        if let Some((masked, number)) = page_mark(line.text) {
            groups.entry(masked).or_default().push((at, number));
        }
    }
    let steps = |group: &[(usize, u32)], by: u32| group.windows(2).all(|pair| pair[1].1 == pair[0].1 + by);
    let mut sides: Vec<(usize, u32)> = Vec::new();
    for group in groups.values().filter(|group| group.len() > 1 && steps(group, 2)) {
        sides.extend(group);
    }
    // left and right pages have different heads, whose numbers increase together
    sides.sort_unstable();
    let sides = Some(sides).filter(|sides| steps(sides, 1));
    let pages: Vec<usize> = groups
        .into_values()
        .filter(|group| group.len() > 1 && steps(group, 1))
        .chain(sides)
        .flat_map(|group| group.into_iter().map(|(at, _)| at))
        .collect();
    for &at in &pages {
        marks[at] = Some((Reason::Repetition, "a running head or a page number, which recurs on each page"));
    }
    mark_heads(lines, &pages, marks);
}

/// Returns whether a line is only `3.` or `[3]`: the number of an item whose text follows on the next line.
fn is_lone_marker(line: &Line<'_>) -> bool {
    line.marker.is_some_and(|marker| marker.length == line.text.len())
}

/// Marks lines directly above or below page numbers that recur verbatim.
fn mark_heads(lines: &[Line<'_>], pages: &[usize], marks: &mut Marks) {
    let mut near: HashMap<&str, Vec<usize>> = HashMap::new();
    let neighbors: BTreeSet<usize> = pages.iter().flat_map(|&page| [page.wrapping_sub(1), page + 1]).collect();
    for at in neighbors {
        if let Some(line) = lines.get(at).filter(|line| line.width <= LONGEST && marks[at].is_none()) {
            near.entry(line.text).or_default().push(at);
        }
    }
    for at in near.into_values().filter(|places| places.len() > 1).flatten() {
        marks[at] = Some((Reason::Repetition, "a running head, which recurs on each page"));
    }
}

/// Returns a line that names a page with its number replaced, and the number.
fn page_mark(text: &str) -> Option<(String, u32)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let number = |word: &str| bare(word).parse::<u32>().ok().filter(|number| *number < 10_000);
    let named = (0..words.len()).find(|&at| {
        let before = at.checked_sub(1).is_some_and(|before| PAGE.contains(&bare(words[before]).as_str()));
        before && number(words[at]).is_some()
    });
    let alone = || {
        let dashed = words.iter().all(|word| number(word).is_some() || matches!(*word, "-" | "–" | "—" | "|"));
        (dashed && words.len() <= 3).then(|| words.iter().position(|word| number(word).is_some())).flatten()
    };
    // `Journal of Naps 12;3    41`
    let apart = || {
        let (_, last) = text.rsplit_once("   ")?;
        (words.len() > 1 && last.trim().len() <= 4 && number(last).is_some()).then_some(words.len() - 1)
    };
    let at = named.or_else(alone).or_else(apart)?;
    let masked = words.iter().enumerate().map(|(place, word)| if place == at { "#" } else { word });
    Some((masked.collect::<Vec<_>>().join(" "), number(words[at])?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    fn taken(text: &str) -> Vec<&str> {
        let lines = lines(text);
        let mut marks = vec![None; lines.len()];
        mark(&lines, &mut marks);
        lines.iter().zip(marks).filter(|(_, mark)| mark.is_some()).map(|(line, _)| line.text).collect()
    }

    #[test]
    fn running_heads_and_page_numbers_are_found() {
        let text = "Knee leaflet   Page 1 of 2\nBend it and\nKnee leaflet   Page 2 of 2\nstretch it.\n";
        assert_eq!(taken(text), ["Knee leaflet   Page 1 of 2", "Knee leaflet   Page 2 of 2"]);
        let text = "Bend it and\nThe Knee Clinic\n- 3 -\nstretch it or\nThe Knee Clinic\n- 4 -\nrest.\n";
        assert_eq!(taken(text), ["The Knee Clinic", "- 3 -", "The Knee Clinic", "- 4 -"]);
    }

    #[test]
    fn heads_of_left_and_right_pages_are_found_together() {
        let text = "Naps 2023;4     1\nSleep\nRuiz et al.\n2\nwell.\nNaps 2023;4     3\nRest\nRuiz et al.\n4\nmore.\n";
        let found = ["Naps 2023;4     1", "Ruiz et al.", "2", "Naps 2023;4     3", "Ruiz et al.", "4"];
        assert_eq!(taken(text), found);
    }

    #[test]
    fn numbers_that_do_not_count_pages_stay() {
        for text in [
            "Step 1\nRest.\nStep 2\nSleep.\n",
            "1.\nRest.\n2.\nSleep.\n",
            "See page 4\n\nSee page 9\n",
            "12\n40\n",
            "Page 1 of 1\nRest.\n",
        ] {
            assert_eq!(taken(text), [""; 0], "{text}");
        }
    }
}
