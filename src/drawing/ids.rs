//! Names within a drawing: those that nothing refers to go, the others become short and sound.
//!
//! Authors' programs leave names that XML forbids, or give one twice; a validator of books finds both.

use std::{collections::BTreeMap, fmt::Write as _};

/// The drawing with ids `d0`, `d1`… where something refers to them, and no others. The XML is what `usvg` wrote:
/// double quotes are around attributes and never inside them.
pub(super) fn neat(svg: &str) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (opening, closing) in REFERENCES {
        for (at, _) in svg.match_indices(opening) {
            let name = &svg[at + opening.len()..];
            let name = name.find(closing).map_or("", |end| &name[..end]);
            let next = names.len();
            names.entry(name).or_insert(next);
        }
    }
    let mut out = String::with_capacity(svg.len());
    let (mut at, mut places) = (0, Places::of(svg));
    while let Some((start, opening, closing)) = places.next(at) {
        let value = &svg[start + opening.len()..];
        let Some(end) = value.find(closing) else { break };
        out.push_str(&svg[at..start]);
        if let Some(number) = names.get(&value[..end]) {
            let _ = write!(out, "{opening}d{number}{closing}");
        }
        at = start + opening.len() + end + closing.len();
    }
    out.push_str(&svg[at..]);
    out
}

const REFERENCES: [(&str, &str); 2] = [("url(#", ")"), ("href=\"#", "\"")];

/// Names and references: where the next one of each kind is, so that each part of the text is searched once.
struct Places<'a> {
    svg: &'a str,
    kinds: Vec<(Option<usize>, &'static str, &'static str)>,
}

impl<'a> Places<'a> {
    fn of(svg: &'a str) -> Self {
        let kinds = REFERENCES.into_iter().chain([(" id=\"", "\"")]);
        Self { svg, kinds: kinds.map(|(opening, closing)| (svg.find(opening), opening, closing)).collect() }
    }

    /// Returns the next place from a byte on, and what is around it.
    fn next(&mut self, from: usize) -> Option<(usize, &'static str, &'static str)> {
        for (place, opening, _) in &mut self.kinds {
            if place.is_some_and(|place| place < from) {
                *place = self.svg[from..].find(*opening).map(|at| from + at);
            }
        }
        self.kinds.iter().filter_map(|&(place, opening, closing)| Some((place?, opening, closing))).min()
    }
}
