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
    let mut rest = svg;
    while let Some((at, opening, closing)) = nearest(rest) {
        let (before, found) = rest.split_at(at);
        let value = &found[opening.len()..];
        let Some(end) = value.find(closing) else { break };
        out.push_str(before);
        if let Some(number) = names.get(&value[..end]) {
            let _ = write!(out, "{opening}d{number}{closing}");
        }
        rest = &value[end + closing.len()..];
    }
    out.push_str(rest);
    out
}

const REFERENCES: [(&str, &str); 2] = [("url(#", ")"), ("href=\"#", "\"")];

/// The next name or reference: its place, and what is around it.
fn nearest(svg: &str) -> Option<(usize, &'static str, &'static str)> {
    let kinds = REFERENCES.into_iter().chain([(" id=\"", "\"")]);
    kinds.filter_map(|(opening, closing)| Some((svg.find(opening)?, opening, closing))).min()
}
