//! Readable dumps of lines and pages, for golden tests.

use super::{ItemKind, Page, SetLine};
use std::fmt::Write as _;

/// Returns one line per line of text: its width and its text.
pub(crate) fn lines(lines: &[SetLine]) -> String {
    let mut out = String::new();
    for line in lines {
        let _ = writeln!(out, "{:6.1} |{}", line.width, words(line));
    }
    out
}

/// Returns the characters of a line, in painting order.
pub(crate) fn words(line: &SetLine) -> String {
    let runs = line.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run.text.as_str()),
        ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => None,
        ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
    });
    runs.collect()
}

/// Returns the items of a page with their positions, in painting order: `x y what`.
pub(crate) fn page(page: &Page) -> String {
    let mut out = format!("page {:.0} × {:.0}\n", page.width, page.height);
    for item in &page.items {
        let _ = match &item.kind {
            ItemKind::Glyphs(run) => {
                writeln!(out, "{:6.1} {:6.1}  {:4.1} #{} {}", run.x, run.y, run.size, run.face.0, run.text)
            }
            ItemKind::Fill { rect, color, .. } => {
                let (r, g, b) = (color.r, color.g, color.b);
                let (x, y, width, height) = (rect.x, rect.y, rect.width, rect.height);
                writeln!(out, "{x:6.1} {y:6.1}  box {width:.1} × {height:.1} {r:02x}{g:02x}{b:02x}")
            }
            ItemKind::Shape { rect, .. } => {
                writeln!(out, "{:6.1} {:6.1}  shape {:.1} × {:.1}", rect.x, rect.y, rect.width, rect.height)
            }
            ItemKind::Picture { rect, key, .. } => {
                writeln!(out, "{:6.1} {:6.1}  picture {key} {:.1} × {:.1}", rect.x, rect.y, rect.width, rect.height)
            }
            ItemKind::Place { rect } => {
                writeln!(out, "{:6.1} {:6.1}  place {:.1} × {:.1}", rect.x, rect.y, rect.width, rect.height)
            }
            ItemKind::Mark { y, mark } => writeln!(out, "       {y:6.1}  mark {mark}"),
        };
    }
    out
}
