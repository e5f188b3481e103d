//! Form fields in print: a line to write on, the value that is filled in, or the choices.

use super::tree::{Id, Tree};
use crate::read::common::clean::trimmed;

/// A line for a word or two.
const SHORT: &str = "____________________";
/// A line for a sentence.
const LONG: &str = "______________________________";
/// The maximum number of choices that are printed.
const CHOICES: usize = 12;

/// The printed form of a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Inline text and lines.
    Words(String),
    /// Separate lines.
    Lines(Vec<String>),
    /// A line instead of choices that are too many to print.
    Line(&'static str),
}

/// Returns the printed form of a field, or `None` for buttons, hidden fields and checkboxes.
pub(super) fn field(tree: &Tree, id: Id) -> Option<Field> {
    match tree.name(id) {
        "input" if takes_text(tree, id) => {
            Some(Field::Words(filled_in(tree, id).unwrap_or_else(|| hinted(tree, id, SHORT))))
        }
        "textarea" => {
            let text = trimmed(&tree.raw(id));
            let blank = || vec![LONG.to_owned(), hinted(tree, id, LONG)];
            Some(Field::Lines(if text.is_empty() { blank() } else { vec![text] }))
        }
        "select" => Some(choices(tree, id)),
        _ => None,
    }
}

/// Returns whether an `<input>` is one to type or choose a value in.
pub(super) fn takes_text(tree: &Tree, id: Id) -> bool {
    let kind = tree.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
    let others =
        ["hidden", "submit", "button", "image", "reset", "checkbox", "radio", "file", "color", "search", "password"];
    !others.contains(&kind.as_str())
}

fn filled_in(tree: &Tree, id: Id) -> Option<String> {
    tree.filled(id, "value").map(trimmed).filter(|value| !value.is_empty())
}

/// Returns a line followed by the placeholder of the field: `____ (day/month/year)`.
fn hinted(tree: &Tree, id: Id, line: &str) -> String {
    match tree.filled(id, "placeholder").map(trimmed).filter(|hint| !hint.is_empty()) {
        Some(hint) => format!("{line} ({hint})"),
        None => line.to_owned(),
    }
}

fn choices(tree: &Tree, id: Id) -> Field {
    let options = tree.below(id).filter(|&inner| tree.name(inner) == "option");
    let choices: Vec<String> = options.map(|option| tree.text(option)).filter(|choice| !choice.is_empty()).collect();
    if choices.len() > CHOICES { Field::Line(SHORT) } else { Field::Words(choices.join(" / ")) }
}
