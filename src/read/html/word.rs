//! Word processor exports: titles, and lists saved as paragraphs with markers in their text.

use super::{
    builder::{Builder, Flow},
    lists::{DEEPEST, Entry, nested},
    tree::{Id, Kind, Tree},
};
use crate::article::{Block, Inline, ListMarker, Numerals};

/// Bullets, as the characters of their fonts are saved.
const BULLETS: &[char] = &['·', '•', 'o', '§', 'Ø', 'ü', '-', '–', '▪', '◦', '➢', '\u{f0b7}', '\u{f0a7}'];

/// Returns whether a paragraph is the title of a document from Word, Google Docs or LibreOffice.
pub(super) fn is_title(tree: &Tree, id: Id) -> bool {
    let exported = || tree.around(id).any(|id| tree.classes(id).iter().any(|class| class == "doc-content"));
    tree.classes(id).iter().any(|class| class == "msotitle" || (class == "title" && exported()))
}

/// Returns the level of a list item saved as a paragraph: `class=MsoListParagraph`, `style="mso-list: l0 level2
/// lfo1"`.
fn level(tree: &Tree, id: Id) -> Option<usize> {
    if tree.name(id) != "p" {
        return None;
    }
    let style = tree.attribute(id, "style").unwrap_or_default();
    let number = |after: &str, unit: &str| {
        let rest = style.split_once(after)?.1.trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        rest[end..].starts_with(unit).then(|| rest[..end].parse::<f32>().ok()).flatten()
    };
    let listed = style.contains("mso-list:") && !style.contains("mso-list:none");
    let named = || {
        tree.classes(id).iter().any(|class| {
            ["msolistparagraph", "msolistbullet", "msolistnumber"].iter().any(|name| class.starts_with(name))
        })
    };
    if !(listed || named()) {
        return None;
    }
    // Each level is indented by half an inch.
    let by_margin = || number("margin-left:", "pt").map(|points| points / 36.0);
    let level = number(" level", "").filter(|_| listed).or_else(by_margin).unwrap_or(1.0);
    Some((level.round() as usize).clamp(1, DEEPEST))
}

/// Returns how many of the first nodes are such paragraphs, or white space between them.
pub(super) fn run(tree: &Tree, nodes: &[Id]) -> usize {
    let blank = |id: Id| match &tree.nodes[id].kind {
        Kind::Text(text) => text.trim().is_empty(),
        Kind::Other => tree.text(id).is_empty(),
        Kind::Element(_) => false,
    };
    let mut length = 0;
    for (at, &id) in nodes.iter().enumerate() {
        match level(tree, id) {
            Some(_) => length = at + 1,
            None if length > 0 && blank(id) => {}
            None => break,
        }
    }
    length
}

impl Builder<'_> {
    /// Adds the lists that these paragraphs represent.
    pub(super) fn word_lists(&mut self, nodes: &[Id], flow: &mut Flow) {
        self.finish(flow);
        let mut entries = Vec::new();
        for &id in nodes {
            let Some(level) = level(self.tree, id).filter(|_| !self.is_out(id)) else { continue };
            self.name(id);
            let mut content = self.line_of(id);
            let span = self.tree.span(id);
            let marker = take_marker(&mut content).map(|(marker, written)| {
                self.markers.push((span, written));
                marker
            });
            if !content.is_empty() {
                entries.push(Entry { level, marker, body: vec![Block::paragraph(content, span)], span });
            }
        }
        for block in nested(entries) {
            self.push(flow, block);
        }
    }
}

/// Removes the marker from a line, and returns it with its text: `· Keep it dry`, `2. Rest`, `b) Walk`.
fn take_marker(content: &mut Vec<Inline>) -> Option<(ListMarker, String)> {
    let Some(Inline::Text(first)) = content.first_mut() else { return None };
    let (mark, words) = first.text.split_once(char::is_whitespace).unwrap_or((first.text.as_str(), ""));
    let (marker, written) = (marker(mark)?, mark.to_owned());
    first.text = words.trim_start().to_owned();
    if first.text.is_empty() {
        content.remove(0);
    }
    Some((marker, written))
}

fn marker(mark: &str) -> Option<ListMarker> {
    if mark.chars().all(|c| BULLETS.contains(&c)) && mark.chars().count() == 1 {
        return Some(ListMarker::Bullet);
    }
    let label = mark.trim_start_matches('(').strip_suffix(['.', ')'])?;
    if let Ok(start) = label.parse::<u32>() {
        return Some(ListMarker::Ordered { start, numerals: Numerals::Decimal });
    }
    let mut letters = label.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let numerals = if letter.is_ascii_uppercase() { Numerals::UpperAlpha } else { Numerals::LowerAlpha };
    let place = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a')).filter(|place| *place < 26)?;
    Some(ListMarker::Ordered { start: place + 1, numerals })
}
