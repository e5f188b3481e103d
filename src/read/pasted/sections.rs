//! Numbered headings of sections: `1. Introduction`, `2.1 Methods`.

use super::{
    passage::Passage,
    role::{Role, Verdict},
};
use crate::read::common::words::{is_first_section, is_references};

/// Finds numbered headlines with other headings between them: they are section headings, not tips.
pub(super) fn find_sections(passages: &[Passage], verdicts: &mut [Verdict]) {
    let mut chain: Vec<usize> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let headline = passage.blank_before && passage.blank_after && passage.shape.is_headline();
        let number = passage.marker.filter(|_| headline).and_then(|marker| marker.number());
        if number == Some(1) {
            settle_sections(&chain, passages, verdicts);
            chain = vec![at];
        } else if number.is_some_and(|number| number as usize == chain.len() + 1) {
            chain.push(at);
        }
    }
    settle_sections(&chain, passages, verdicts);
}

/// Accepts numbered headlines as section headings if there are headings in at least half of the gaps or directly
/// below one of them, if one introduces the references, or if the first is that of a report (`1. Introduction`). Tips
/// that merely continue in another section are not headings.
fn settle_sections(chain: &[usize], passages: &[Passage], verdicts: &mut [Verdict]) {
    let heads = |range: std::ops::Range<usize>| verdicts[range].iter().any(|v| matches!(v.role, Role::Heading(_)));
    let parted = chain.windows(2).filter(|pair| heads(pair[0] + 1..pair[1])).count();
    let opens_one = chain.iter().any(|&at| at + 1 < passages.len() && heads(at + 1..at + 2));
    let lists_works = chain.len() > 1 && chain.iter().any(|&at| is_references(&passages[at].text));
    let reports = chain.len() > 1 && is_first_section(&passages[chain[0]].text);
    let enough = parted > 0 && (opens_one || parted * 2 >= chain.len() - 1);
    if !(enough || lists_works || reports) {
        return;
    }
    for (at, verdict) in verdicts.iter_mut().enumerate().skip(chain[0]) {
        if chain.binary_search(&at).is_ok() {
            *verdict = Verdict::new(Role::Heading(1), "numbered, in a sequence of sections");
        } else if let Role::Heading(level) = verdict.role
            && !is_references(&passages[at].text)
        {
            verdict.role = Role::Heading(level + 1);
        }
    }
}

/// Nests headings with longer numbers below those with shorter ones: `2.1.1 Dose` below `2.1 Tablets`.
pub(super) fn nest_sections(passages: &[Passage], verdicts: &mut [Verdict]) {
    let depth = |at: usize, verdict: &Verdict| match verdict.role {
        Role::Heading(_) => Some(passages[at].shape.depth).filter(|&depth| depth > 0),
        _ => None,
    };
    let Some(least) = verdicts.iter().enumerate().filter_map(|(at, verdict)| depth(at, verdict)).min() else { return };
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        let deeper = depth(at, verdict).map_or(0, |depth| depth - least);
        if let Role::Heading(level) = &mut verdict.role {
            *level += u8::try_from(deeper.min(4)).unwrap_or_default();
        }
    }
}
