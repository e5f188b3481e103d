//! Runs of numbers in a mark: `1–3` for `1,2,3` (CSL 1.0.2, "Cite Collapsing").
//!
//! hayagriva joins works that are cited by page too, and then `1–4(p35)` does not tell whose page it is.

use hayagriva::{ElemChild, ElemMeta};

/// A work in a mark.
pub(super) struct Numbered {
    /// Where its element is.
    pub(super) at: usize,
    /// Its number in the bibliography.
    pub(super) number: usize,
    /// Whether nothing stands with the number: no page, no words of the author's.
    pub(super) alone: bool,
}

/// Whether an element prints the number of a work.
pub(super) fn is_numbered(element: &ElemChild) -> bool {
    matches!(element, ElemChild::Elem(elem) if elem.children.find_meta(&ElemMeta::CitationNumber).is_some())
}

/// Joins runs of three and more numbers; `after` is what stands behind such a run.
pub(super) fn joined(mut elements: Vec<ElemChild>, works: &[Numbered], after: Option<&str>) -> Vec<ElemChild> {
    let follows = |one: &Numbered, next: &Numbered| one.alone && next.alone && next.number == one.number + 1;
    let mut stays = vec![true; elements.len()];
    let mut behind_run = false;
    // Without a separator there would be none to write the dash in.
    let parted = |run: &[Numbered]| run.windows(2).all(|pair| pair[1].at == pair[0].at + 2);
    for run in works.chunk_by(follows) {
        if let (true, Some(after), [first, ..]) = (behind_run, after, run) {
            separate(&mut elements, first.at, after);
        }
        behind_run = run.len() > 2 && parted(run);
        if let ([first, .., last], true) = (run, behind_run) {
            separate(&mut elements, last.at, "–");
            stays[first.at + 1..last.at - 1].fill(false);
        }
    }
    let kept = elements.into_iter().zip(stays).filter_map(|(element, stays)| stays.then_some(element));
    kept.collect()
}

/// Writes what stands before the element, where something does.
fn separate(elements: &mut [ElemChild], at: usize, separator: &str) {
    if let Some(ElemChild::Text(text)) = at.checked_sub(1).map(|before| &mut elements[before]) {
        text.text = separator.to_owned();
    }
}
