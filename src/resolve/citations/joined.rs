//! Works by the same authors in one mark, joined: `Smith, 2000, 2001` (CSL 1.0.2, "Cite Collapsing").

use super::{
    authors,
    distinct::{Distinct, Rules, YEARS_SEPARATOR},
    elements,
};
use crate::article::plain_text;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, citationberg::Collapse};

/// A work in a mark.
pub(super) struct Work {
    /// What is set for it.
    pub(super) element: ElemChild,
    /// Its record.
    pub(super) record: usize,
    /// Whether the author's own words or a page part it from what comes before and after.
    pub(super) alone: (bool, bool),
}

/// Joins works by the same authors; gives each with what stands before it, when that is not the usual delimiter.
pub(super) fn joined(works: Vec<Work>, rules: &Rules, distinct: &Distinct) -> Vec<(Option<String>, Work)> {
    let Some(collapse) = rules.collapse else { return works.into_iter().map(|work| (None, work)).collect() };
    let mut groups: Vec<(Option<String>, Vec<Work>)> = Vec::new();
    for work in works {
        let names = names(&work.element);
        let open = |(of, group): &&mut (Option<String>, Vec<Work>)| {
            *of == names && !work.alone.0 && group.last().is_some_and(|last| !last.alone.1)
        };
        match groups.iter_mut().find(open).filter(|_| names.is_some()) {
            Some((_, group)) => group.push(work),
            None => groups.push((names, vec![work])),
        }
    }
    let mut out = Vec::new();
    let mut after = None;
    for (_, mut group) in groups {
        if rules.sorted {
            sort_letters(&mut group, distinct);
        }
        let joined = group.len() > 1;
        let mut year = String::new();
        for (at, mut work) in group.into_iter().enumerate() {
            let mut before = after.take();
            let short = authors::left_out(&work.element);
            let letter = distinct.letter(work.record).unwrap_or_default();
            let own = plain_text(&elements::inlines_of(&short));
            let own = own.strip_suffix(letter).unwrap_or_default().to_owned();
            if at > 0 {
                let years = rules.years.clone().unwrap_or_else(|| YEARS_SEPARATOR.to_owned());
                let same_year = collapse != Collapse::Year && !letter.is_empty() && own == year;
                before = Some(rules.between_letters.clone().filter(|_| same_year).unwrap_or(years));
                work.element = if same_year { only(letter, &short) } else { short };
            }
            year = own;
            out.push((before, work));
        }
        after = rules.after.clone().filter(|_| joined);
    }
    out
}

/// Puts works of the same year in the order of their letters, where they stand.
fn sort_letters(group: &mut [Work], distinct: &Distinct) {
    let year = |work: &Work| {
        let words = plain_text(&elements::inlines_of(&authors::left_out(&work.element)));
        words.strip_suffix(distinct.letter(work.record)?).map(str::to_owned)
    };
    let years: Vec<Option<String>> = group.iter().map(year).collect();
    let mut start = 0;
    for of_year in years.chunk_by(|one, other| one.is_some() && one == other) {
        group[start..start + of_year.len()].sort_by_key(|work| distinct.letter(work.record).map(str::to_owned));
        start += of_year.len();
    }
}

/// The names that are set for a work.
fn names(element: &ElemChild) -> Option<String> {
    let ElemChild::Elem(elem) = element else { return None };
    let names = elem.children.find_names()?;
    Some(plain_text(&elements::inlines(&names.children)))
}

/// The letter alone, in the place of a work.
fn only(letter: &str, like: &ElemChild) -> ElemChild {
    let ElemChild::Elem(Elem { meta, .. }) = like else { return like.clone() };
    let formatting = hayagriva::Formatting::default();
    let text = ElemChild::Text(hayagriva::Formatted { text: letter.to_owned(), formatting });
    let meta: Option<ElemMeta> = meta.clone();
    ElemChild::Elem(Elem { children: ElemChildren(vec![text]), display: None, meta })
}
