//! What a screen reader says for a formula, after ClearSpeak and MathSpeak: short where nothing can be misheard, and with
//! an end that is said where it could: `the fraction a plus b over c end fraction`.
//!
//! Each file of a language is one table of phrases. Languages without one get the formula in text on one line.

mod de;
mod en;
mod es;
mod fr;
mod phrases;
mod speaker;
mod structure;
mod table;

use super::{linear::linear, tree::Node};
use crate::article::Lang;
use phrases::Phrases;

/// Returns what is said for a formula, in words of a language that we know, or its text on one line.
pub(crate) fn spoken(node: &Node, lang: &Lang) -> String {
    match phrases_of(lang) {
        Some(phrases) => speaker::Speaker { phrases }.formula(node),
        None => linear(node, lang),
    }
}

fn phrases_of(lang: &Lang) -> Option<&'static Phrases> {
    Some(match &*lang.primary() {
        "en" => &en::PHRASES,
        "de" => &de::PHRASES,
        "es" => &es::PHRASES,
        "fr" => &fr::PHRASES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
