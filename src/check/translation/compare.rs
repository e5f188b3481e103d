//! Compares what two texts have.

use super::facts::{Facts, Figure};
use crate::article::Span;

/// A difference.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) kind: Kind,
    /// What the first text has, and the second has not, or the other way round.
    pub(super) what: String,
    /// Whether the first text has it.
    pub(super) in_first: bool,
    /// Its place in the text that has it.
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
        let mut said: Vec<&str> = Vec::new();
        for figure in &one.numbers {
            if !other.numbers.iter().any(|other| is_same(figure, other)) && !said.contains(&figure.written.as_str()) {
                said.push(&figure.written);
                found.push(Difference {
                    kind: Kind::Number,
                    what: figure.written.clone(),
                    in_first,
                    span: figure.span,
                });
            }
        }
        for (figures, span) in &one.phones {
            let same = |other: &String| other.ends_with(figures.as_str()) || figures.ends_with(other.as_str());
            if !other.phones.iter().any(|(other, _)| same(other)) {
                found.push(Difference { kind: Kind::Phone, what: figures.clone(), in_first, span: *span });
            }
        }
        // addresses may be of pages in the other language: only a missing one counts
        let more = one.links.len().saturating_sub(other.links.len());
        let missing = one.links.iter().filter(|(url, _)| !other.links.iter().any(|(other, _)| other == url));
        found.extend(missing.take(more).map(|(url, span)| Difference {
            kind: Kind::Link,
            what: url.clone(),
            in_first,
            span: *span,
        }));
    }
    found
}

fn is_same(one: &Figure, other: &Figure) -> bool {
    one.values.iter().any(|value| other.values.contains(value))
}

/// Compares the levels of headings in order.
fn headings(first: &Facts, second: &Facts) -> Option<Difference> {
    let differs = |(one, other): (&(u8, Span), &(u8, Span))| one.0 != other.0;
    let at = first.headings.iter().zip(&second.headings).position(differs);
    let (one, two) = (first.headings.len(), second.headings.len());
    let what = match at {
        _ if one != two => format!("{two} headings, not {one}"),
        Some(_) => "another level at this heading".to_owned(),
        None => return None,
    };
    let at = at.unwrap_or(one.min(two));
    let span = second.headings.get(at).map_or(Span::default(), |(_, span)| *span);
    Some(Difference { kind: Kind::Headings, what, in_first: false, span })
}
