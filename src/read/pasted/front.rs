//! Finds the title block at the top of a text: category, title, subtitle, byline; and a second copy of the title.

use super::{
    passage::Passage,
    role::{Role, Verdict},
};
use crate::read::common::{
    byline::{byline, is_titled, names},
    clean::folded,
};

/// The size of the top of a text, in passages.
const HEAD: usize = 12;

/// How far down a second copy of the title is searched for, in passages.
const REPEATS: usize = 30;

/// How close to the end a byline may be, in passages.
const FOOT: usize = 4;

/// Assigns roles to the passages at the top, and to a byline at the end.
pub(super) fn find_front(passages: &[Passage], verdicts: &mut [Verdict]) {
    find_bylines(passages, verdicts);
    find_names(passages, verdicts);
    if verdicts.iter().any(|verdict| verdict.role == Role::Title) {
        return;
    }
    let free = |at: usize, verdicts: &[Verdict]| verdicts[at].role == Role::Paragraph && passages[at].marker.is_none();
    let repeated = (0..passages.len().min(HEAD)).find_map(|at| {
        // `[Chorus]` names a part
        let title = free(at, verdicts) && is_title(&passages[at]) && !passages[at].text.starts_with('[');
        let mut copies = if title { copies(passages, at) } else { Vec::new() };
        if copies.iter().any(|&copy| is_refrain(passages, at, copy)) {
            copies.clear();
        }
        (!copies.is_empty()).then_some((at, copies))
    });
    let title = match repeated {
        Some((at, copies)) => {
            for copy in copies {
                verdicts[copy] = Verdict::new(Role::RepeatedTitle, "the title again");
            }
            verdicts[at] = Verdict::new(Role::Title, "a short line at the top that occurs twice");
            Some(at)
        }
        None => first_title(passages, verdicts),
    };
    let Some(title) = title else { return };
    if let Some(above) = title.checked_sub(1).filter(|&at| free(at, verdicts) && is_category(&passages[at])) {
        verdicts[above] = Verdict::new(Role::Category, "a few words above the title");
    }
    let below = title + 1;
    let under =
        passages.get(below).is_some_and(|p| !p.blank_before && p.blank_after && is_title(p) && p.underline.is_none());
    if under && free(below, verdicts) && passages[title].underline.is_none() {
        verdicts[below] = Verdict::new(Role::Subtitle, "a short line directly below the title");
    }
}

/// Finds the title of a text without a second copy of it: the first short line, or the one below it if a byline
/// follows directly.
fn first_title(passages: &[Passage], verdicts: &mut [Verdict]) -> Option<usize> {
    let heads = (0..passages.len().min(HEAD)).filter(|&at| verdicts[at].role != Role::Byline);
    let mut heads = heads.skip_while(|&at| at < 2 && (is_path(&passages[at].text) || is_address(&passages[at])));
    let first = heads.next().filter(|&at| is_title(&passages[at]) && passages[at].marker.is_none())?;
    if passages.len() == 1 {
        return None;
    }
    let second = heads.next().filter(|&at| is_title(&passages[at]) && passages[at].marker.is_none());
    let before_byline = second.filter(|&at| verdicts.get(at + 1).is_some_and(|below| below.role == Role::Byline));
    let parted = before_byline.filter(|&at| passages[at].blank_before && is_category(&passages[first]));
    let title = parted.unwrap_or(first);
    verdicts[title] = Verdict::new(Role::Title, "a short line at the top, without a period");
    Some(title)
}

fn find_bylines(passages: &[Passage], verdicts: &mut [Verdict]) {
    let foot = passages.len().saturating_sub(FOOT).max(HEAD);
    let places = (0..passages.len().min(HEAD)).chain(foot..passages.len());
    for at in places {
        let passage = &passages[at];
        let free = verdicts[at].role == Role::Paragraph;
        if free
            && passage.marker.is_none()
            && !passage.row
            && passage.shape.chars <= 200
            && byline(&passage.text).is_some()
        {
            verdicts[at] = Verdict::new(Role::Byline, "every part of it names a person or a date");
        }
    }
}

/// Finds a line of names without "By": directly next to the dates, below the title.
fn find_names(passages: &[Passage], verdicts: &mut [Verdict]) {
    for at in 1..passages.len().min(HEAD) {
        let passage = &passages[at];
        let adjacent = |other: usize, apart: bool| {
            verdicts.get(other).is_some_and(|verdict| verdict.role == Role::Byline) && !apart
        };
        let above = adjacent(at - 1, passage.blank_before);
        let below = adjacent(at + 1, passage.blank_after);
        let free = verdicts[at].role == Role::Paragraph && passage.marker.is_none() && passage.lines.len() == 1;
        let longer = passages[at - 1].shape.words > passage.shape.words && passages[at - 1].shape.is_headline();
        let name = is_titled(&passage.text) || (below && longer && (2..=3).contains(&passage.shape.words));
        if free && (above || below) && name && names(&passage.text).is_some() {
            verdicts[at] = Verdict::new(Role::Byline, "a name directly next to the line of dates");
        }
    }
}

fn is_title(passage: &Passage) -> bool {
    passage.underline.is_some()
        || (passage.shape.is_headline() && !passage.shape.address && !passage.rule && !passage.row)
}

fn is_category(passage: &Passage) -> bool {
    is_title(passage) && passage.underline.is_none() && (passage.shape.words <= 6 || is_path(&passage.text))
}

/// Returns whether a text is a breadcrumb: `Home > Health > Feet`.
fn is_path(text: &str) -> bool {
    [" > ", " › ", " » ", " → "].iter().any(|mark| text.contains(mark))
}

/// Returns whether a passage is a short line with the page's address: `URL of this page: https://…`.
fn is_address(passage: &Passage) -> bool {
    passage.text.contains("://") && passage.shape.words <= 6 && passage.lines.len() == 1
}

/// Returns whether a line and its copy are parts of lines that are repeated together, as in a song.
fn is_refrain(passages: &[Passage], one: usize, two: usize) -> bool {
    let same = |one: Option<usize>, two: Option<usize>| {
        let passage = |at: Option<usize>| at.and_then(|at| passages.get(at)).map(|passage| folded(&passage.text));
        passage(one).is_some_and(|text| Some(text) == passage(two))
    };
    let adjoins = |at: usize| passages.get(at).is_some_and(|passage| !passage.blank_before);
    let above = adjoins(one) && adjoins(two) && same(one.checked_sub(1), two.checked_sub(1));
    above || adjoins(one + 1) && adjoins(two + 1) && same(Some(one + 1), Some(two + 1))
}

fn copies(passages: &[Passage], title: usize) -> Vec<usize> {
    let words = folded(&passages[title].text);
    let below = title + 1..passages.len().min(REPEATS);
    below
        .filter(|&at| passages[at].marker.is_none() && !passages[at].row && folded(&passages[at].text) == words)
        .collect()
}
