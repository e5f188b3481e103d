//! What a screen reader says for a formula.

use super::{linear::linear, tree::Node};
use crate::article::Lang;

/// Returns what is said for a formula, in words of a language that we know, or its text on one line.
pub(crate) fn spoken(node: &Node, lang: &Lang) -> String {
    linear(node, lang)
}
