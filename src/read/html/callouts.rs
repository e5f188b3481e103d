//! Recognizes callouts by class name and role.

use super::tree::{Id, Tree};
use crate::article::CalloutKind;

/// Words of class names that, together with a kind, identify a box.
const BOXES: &[&str] = &[
    "admonition",
    "alert",
    "aside",
    "box",
    "callout",
    "card",
    "hint",
    "infobox",
    "inset",
    "message",
    "notice",
    "panel",
    "note",
    "block",
    "care",
    "custom",
    "well",
    "usa",
    "markdown",
    "theme",
];

/// Returns the kind of callout that an element is, if it is one.
pub(super) fn kind(tree: &Tree, id: Id) -> Option<CalloutKind> {
    if !matches!(tree.name(id), "div" | "aside" | "section" | "blockquote" | "details" | "p" | "article") {
        return None;
    }
    let classes = tree.classes(id);
    let parts: Vec<Vec<&str>> =
        classes.iter().map(|class| class.split(['-', '_']).filter(|part| !part.is_empty()).collect()).collect();
    let boxed = parts.iter().flatten().any(|part| BOXES.contains(part));
    let by_class = parts.iter().find_map(|parts| match parts.as_slice() {
        [one] => sure(one).or_else(|| boxed.then(|| loose(one)).flatten()),
        several if several.iter().any(|part| BOXES.contains(part)) => {
            several.iter().find_map(|part| sure(part).or_else(|| loose(part)))
        }
        _ => None,
    });
    let by_role = || match tree.attribute(id, "role")? {
        "note" | "doc-notice" => Some(CalloutKind::Note),
        "doc-tip" => Some(CalloutKind::Tip),
        _ => None,
    };
    let pair = |one: &str, two: &str| parts.iter().any(|own| own.windows(2).any(|pair| pair == [one, two]));
    let further = pair("further", "reading") || pair("suggested", "reading");
    by_class.or_else(by_role).or_else(|| further.then_some(CalloutKind::FurtherReading))
}

fn sure(word: &str) -> Option<CalloutKind> {
    match word {
        "note" => Some(CalloutKind::Note),
        "tip" => Some(CalloutKind::Tip),
        "important" => Some(CalloutKind::Important),
        "warning" => Some(CalloutKind::Warning),
        "caution" => Some(CalloutKind::Caution),
        "emergency" => Some(CalloutKind::Emergency),
        _ => None,
    }
}

/// Returns the kind for words that count only in the name of a box.
fn loose(word: &str) -> Option<CalloutKind> {
    match word {
        "info" | "information" | "primary" | "nonurgent" | "secondary" => Some(CalloutKind::Note),
        "hint" | "success" => Some(CalloutKind::Tip),
        "attention" | "urgent" => Some(CalloutKind::Important),
        "danger" | "error" | "immediate" | "critical" => Some(CalloutKind::Warning),
        _ => None,
    }
}

/// Returns the title element of a callout: marked as such, or a heading at its start.
pub(super) fn title(tree: &Tree, id: Id) -> Option<Id> {
    let mut first = tree.elements(id).next()?;
    // Some boxes wrap their content in another element.
    while tree.name(first) == "div" && !is_title(tree, first) {
        first = tree.elements(first).next()?;
    }
    is_title(tree, first).then_some(first)
}

fn is_title(tree: &Tree, id: Id) -> bool {
    let marked = tree.tokens(id).iter().any(|token| matches!(token.as_str(), "title" | "heading" | "label"));
    matches!(tree.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "header")
        || (marked && matches!(tree.name(id), "p" | "div" | "strong" | "span"))
}
