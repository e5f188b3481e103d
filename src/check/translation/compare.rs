//! Compares the facts of two texts.

use super::facts::Facts;
use crate::article::Span;
use std::collections::HashSet;

/// A difference.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) kind: Kind,
    /// What one text has and the other has not.
    pub(super) what: String,
    /// Whether the first text has it.
    pub(super) in_first: bool,
    /// Its span in the text that has it.
    pub(super) span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Headings,
    Tips,
    Number,
    Phone,
    Link,
}

/// Returns the differences between two texts.
pub(super) fn differences(first: &Facts, second: &Facts) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(headings(first, second));
    if first.tips != second.tips {
        let what = format!("{} tips, not {}", second.tips, first.tips);
        found.push(Difference { kind: Kind::Tips, what, in_first: false, span: Span::default() });
    }
    for (one, other, in_first) in [(first, second, true), (second, first, false)] {
        let mut add = |kind, what: &str, span| {
            found.push(Difference { kind, what: what.to_owned(), in_first, span });
        };
        let values: HashSet<u64> = other.numbers.iter().flat_map(|figure| figure.values.map(f64::to_bits)).collect();
        let mut said = HashSet::new();
        for figure in &one.numbers {
            let known = figure.values.iter().any(|value| values.contains(&value.to_bits()));
            if !known && said.insert(figure.written.as_str()) {
                add(Kind::Number, &figure.written, figure.span);
            }
        }
        let phones: HashSet<&str> = other.phones.iter().map(|(figures, _)| subscriber(figures)).collect();
        for (figures, span) in one.phones.iter().filter(|(figures, _)| !phones.contains(subscriber(figures))) {
            add(Kind::Phone, figures, *span);
        }
        // addresses may be of pages in the other language: only the number of links counts
        let more = one.links.len().saturating_sub(other.links.len());
        let links: HashSet<&str> = other.links.iter().map(|(url, _)| url.as_str()).collect();
        for (url, span) in one.links.iter().filter(|(url, _)| !links.contains(url.as_str())).take(more) {
            add(Kind::Link, url, *span);
        }
    }
    found
}

/// Returns the digits of a telephone number without country and area codes, which may be omitted.
fn subscriber(figures: &str) -> &str {
    &figures[figures.len().saturating_sub(7)..]
}

/// Compares the levels of headings in order.
fn headings(first: &Facts, second: &Facts) -> Option<Difference> {
    let differs = |(one, other): (&(u8, Span), &(u8, Span))| one.0 != other.0;
    let at = first.headings.iter().zip(&second.headings).position(differs);
    let (one, two) = (first.headings.len(), second.headings.len());
    let what = match at {
        _ if one != two => format!("{two} headings, not {one}"),
        Some(_) => "a different level at this heading".to_owned(),
        None => return None,
    };
    let at = at.unwrap_or(one.min(two));
    let span = second.headings.get(at).map_or(Span::default(), |(_, span)| *span);
    Some(Difference { kind: Kind::Headings, what, in_first: false, span })
}
