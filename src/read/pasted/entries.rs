//! Numbered entries below a heading such as "References", in the forms that web pages and spreadsheets use: the
//! number on its own line, or in a tab-separated column, and a line of link names (`[PubMed] [CrossRef]`) below the
//! entry.

use super::{
    lines::{Line, Marks},
    marker::{Close, Mark, Marker},
};
use crate::read::{Reason, common::words::is_references};

/// The maximum length of a heading, in characters.
const HEADING: usize = 60;

/// The names of links after an entry.
const LINKS: &[&str] = &[
    "pubmed",
    "pubmed central",
    "pmc",
    "pmc free article",
    "free pmc article",
    "free full text",
    "full text",
    "crossref",
    "cross ref",
    "doi",
    "google scholar",
    "scopus",
    "medline",
    "web of science",
    "isi",
    "cas",
    "europe pmc",
    "abstract",
    "article",
];

/// Sets the markers of entries below the last references heading, and marks lines of link names as left out.
pub(super) fn mark(lines: &mut [Line<'_>], marks: &mut Marks) {
    let announces = |line: &Line<'_>| {
        let words = &line.text[line.marker.map_or(0, |marker| marker.length)..];
        line.width <= HEADING && is_references(words.trim_matches(['#', '*', ' ']))
    };
    let Some(heading) = lines.iter().rposition(announces) else { return };
    lines[heading].blanks_before = lines[heading].blanks_before.max(usize::from(heading > 0));
    part_authors(&mut lines[heading + 1..]);
    for at in heading + 1..lines.len() {
        if is_links(lines[at].text) {
            marks[at] = Some((Reason::Navigation, "names links of a web page, which were not copied"));
        }
    }
    let mut last = 0;
    for at in heading + 1..lines.len() {
        let number =
            bare_number(lines[at].text).filter(|(number, _)| *number == last + 1 || (*number > last && last > 0));
        if let Some((number, length)) = number {
            last = number;
            let marker = Marker { mark: Mark::Number(number), close: Close::None, length, task: None };
            (lines[at].marker, lines[at].row) = (Some(marker), false);
        }
        let alone = lines[at].marker.is_some_and(|marker| marker.length == lines[at].text.len());
        if let Some(below) = lines.get_mut(at + 1).filter(|below| alone && below.marker.is_none()) {
            below.blanks_before = 0;
        }
    }
}

/// Separates unnumbered entries on consecutive lines: each starts with a name, after the end of another.
fn part_authors(lines: &mut [Line<'_>]) {
    if lines.first().is_none_or(|line| line.marker.is_some() || bare_number(line.text).is_some()) {
        return;
    }
    for at in 1..lines.len() {
        let above = lines[at - 1].text;
        let last = above.rsplit(char::is_whitespace).next().unwrap_or_default();
        let closed = above.ends_with(['.', ')']) || last.contains("://") || last.contains("doi");
        if closed && opens_with_author(lines[at].text) {
            lines[at].blanks_before = lines[at].blanks_before.max(1);
        }
    }
}

/// Returns whether a line starts with names: `Doe, A. B., & Roe, J. (2018)`, `Roe J, Doe A. Tea.`, `World Health
/// Organization. (2020)`.
fn opens_with_author(text: &str) -> bool {
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    let head: String = text.chars().take(200).collect();
    let dated = || head.contains("(19") || head.contains("(20") || head.contains("(n.d.");
    let initials = |word: &str| {
        let letters = word.trim_end_matches([',', '.', ';']);
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let words: Vec<&str> = head.split(' ').take(4).collect();
    let comma = words.iter().position(|word| word.ends_with(','));
    let given = comma.and_then(|comma| words.get(comma + 1)).is_some_and(|word| initials(&word.replace('.', "")));
    let vancouver = words.iter().skip(1).take(2).any(|word| initials(word) && word.ends_with([',', '.']));
    capital(text) && (given || vancouver || dated())
}

/// Returns the number of a line that contains only digits, or digits and a tab before the text, and the length of
/// both.
fn bare_number(text: &str) -> Option<(u32, usize)> {
    let (digits, words) = text.split_once('\t').unwrap_or((text, ""));
    let digits = digits.trim_end();
    let sound = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let length = text.len() - words.trim_start().len();
    sound.then(|| digits.parse().ok()).flatten().map(|number| (number, length))
}

/// Returns whether a line consists of link names: `[PubMed] [CrossRef]`, `PubMed | Google Scholar`.
fn is_links(text: &str) -> bool {
    let mut names =
        text.split(['[', ']', '|', '·', '•', '(', ')', '\t']).map(str::trim).filter(|name| !name.is_empty());
    let known = |name: &str| LINKS.contains(&name.to_lowercase().as_str());
    text.len() <= 120 && names.clone().next().is_some() && names.all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    #[test]
    fn names_of_links_below_an_entry_are_left_out() {
        for text in
            ["[PubMed] [CrossRef] [Google Scholar]", "[DOI] [PubMed]", "PubMed | Google Scholar", "[PMC free article]"]
        {
            assert!(is_links(text), "{text}");
        }
        for text in ["[PubMed] is a database.", "Smith J. PubMed. 2001.", "", "[]"] {
            assert!(!is_links(text), "{text}");
        }
    }

    #[test]
    fn entries_without_numbers_are_parted_where_a_name_opens_one() {
        let text = "References\nRuiz, A. B., & Lin, C. (2018). Tea at night. Journal of Tea, 1(2), 3\u{2013}4.\n\
                    Poe, D. (2020). Salt, and what it does to the blood. https://doi.org/10.1000/x\n\
                    World Tea Organization. (2011). Cups of the world, and\nhow to hold them. WTO.\n";
        let mut found = lines(text);
        mark(&mut found, &mut vec![None; 8]);
        assert_eq!(found.iter().map(|line| line.blanks_before).collect::<Vec<_>>(), [0, 0, 1, 1, 0]);
        assert!(opens_with_author("Ruiz AB, Lin C. Tea.") && !opens_with_author("Tea at night, and what it does."));
    }

    #[test]
    fn bare_numbers_are_markers_only_below_the_heading_and_when_they_rise() {
        let mut found = lines("1\tsalt\n2\ttea\nReferences\n1\tRuiz A. Tea.\n2\n\nLin B. Salt.\n1\tPoe C.\n");
        mark(&mut found, &mut vec![None; 8]);
        let numbers: Vec<_> = found.iter().map(|line| line.marker.and_then(|marker| marker.number())).collect();
        assert_eq!(numbers, [None, None, None, Some(1), Some(2), None, None]);
        assert_eq!(found[5].blanks_before, 0);
    }
}
