//! Ids within a drawing: removes those that nothing refers to, and makes the others short and valid.
//!
//! Drawing programs write ids that XML forbids, and use one id twice. EPUB validators report both.

use std::{collections::BTreeMap, fmt::Write as _};

/// Renames the ids that something refers to as `d0`, `d1`…, and removes all others. Expects XML written by `usvg`:
/// double quotes enclose attribute values and never occur in them.
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

/// The next position of each kind of id and reference, so that each part of the text is searched only once.
struct Places<'a> {
    svg: &'a str,
    kinds: Vec<(Option<usize>, &'static str, &'static str)>,
}

impl<'a> Places<'a> {
    fn of(svg: &'a str) -> Self {
        let kinds = REFERENCES.into_iter().chain([(" id=\"", "\"")]);
        Self { svg, kinds: kinds.map(|(opening, closing)| (svg.find(opening), opening, closing)).collect() }
    }

    /// Returns the next position at or after byte `from`, with the text before and after the name.
    fn next(&mut self, from: usize) -> Option<(usize, &'static str, &'static str)> {
        for (place, opening, _) in &mut self.kinds {
            if place.is_some_and(|place| place < from) {
                *place = self.svg[from..].find(*opening).map(|at| from + at);
            }
        }
        self.kinds.iter().filter_map(|&(place, opening, closing)| Some((place?, opening, closing))).min()
    }
}
